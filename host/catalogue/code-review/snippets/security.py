"""Snippets whose defects are of security: written for this scenario.

`$n` is a noun, `$z` the same in Chinese, `$f` a field, `$k` a small number. `#!kind` marks a defect that a tool must
report at that line; `#?kind` one that the tools may miss.
"""

SNIPPETS = {
    "shell-injection": {
        "bad": [
            '''
import subprocess

def archive_$n(name):
    """打包一份$z目录。"""
    subprocess.run(f"tar czf {name}.tgz {name}", shell=True, check=True)  #!shell-injection
    return name + ".tgz"
''',
            '''
import subprocess

def count_$n(path):
    """统计$z文件的行数。"""
    command = "wc -l " + path
    output = subprocess.check_output(command, shell=True)  #!shell-injection
    return int(output.split()[0])
''',
            '''
import subprocess

def convert_$n(path, target):
    """转换$z文件的格式。"""
    options = {"shell": True, "check": True}
    command = "convert %s %s" % (path, target)
    subprocess.run(command, **options)  #?shell-injection
    return target
''',
        ],
        "good": [
            '''
import subprocess

def archive_$n(name):
    """打包一份$z目录。"""
    subprocess.run(["tar", "czf", name + ".tgz", name], check=True)
    return name + ".tgz"
''',
            '''
import subprocess

def count_$n(path):
    """统计$z文件的行数，不经过 shell。"""
    options = {"shell": False, "text": True}
    output = subprocess.check_output(["wc", "-l", path], **options)
    return int(output.split()[0])
''',
        ],
    },
    "hard-coded-password": {
        "bad": [
            '''
def connect_$n(driver, host):
    """连接$z库。"""
    password = "Hz#2023-$k$k"  #!hard-coded-password
    return driver.connect(host=host, user="$n", password=password)
''',
            '''
def open_$n(client, host):
    """登录$z平台。"""
    return client.login(host, user="admin", password="Qk-admin-$k")  #!hard-coded-password
''',
            '''
def sign_$n(body, hasher, secret="s3cr3t-$n-$k"):  #!hard-coded-password
    """给$z报文签名。"""
    return hasher(body + secret.encode("utf-8"))
''',
            '''
def settings_for_$n(host):
    """$z服务的连接参数。"""
    settings = {"host": host, "port": 5432, "user": "$n"}
    settings.update(pwd="Wh_$n_$k")  #?hard-coded-password
    return settings
''',
        ],
        "good": [
            '''
import os

def connect_$n(driver, host):
    """连接$z库，口令取自环境。"""
    password = os.environ["DB_PASSWORD"]
    return driver.connect(host=host, user="$n", password=password)
''',
            '''
def ask_$n(prompt):
    """询问$z平台的口令。"""
    label = "请输入口令"
    pass_count = $k
    for _ in range(pass_count):
        answer = prompt(label)
        if answer:
            return answer
    return None
''',
        ],
    },
    "unsafe-load": {
        "bad": [
            '''
import pickle

def restore_$n(blob):
    """还原上传的$z对象。"""
    return pickle.loads(blob)  #!unsafe-load
''',
            '''
import yaml

def read_$n(text):
    """读取$z配置。"""
    config = yaml.load(text, Loader=yaml.Loader)  #!unsafe-load
    return config.get("$n", {})
''',
            '''
import pickle

def load_$n(path):
    """从文件读取$z缓存。"""
    with open(path, "rb") as file:
        return pickle.load(file)  #!unsafe-load
''',
            '''
import pickle

def replay_$n(messages):
    """逐条还原$z消息。"""
    decode = getattr(pickle, "loads")
    return [decode(message) for message in messages]  #?unsafe-load
''',
        ],
        "good": [
            '''
import json

def restore_$n(blob):
    """还原上传的$z对象。"""
    return json.loads(blob.decode("utf-8"))
''',
            '''
import yaml

def read_$n(text):
    """读取$z配置。"""
    config = yaml.safe_load(text)
    return config.get("$n", {})
''',
        ],
    },
    "eval-use": {
        "bad": [
            '''
def price_$n(formula, $f):
    """按公式计算$z的价格。"""
    return eval(formula, {"$f": $f})  #!eval-use
''',
            '''
def parse_$n(text):
    """解析$z的筛选条件。"""
    conditions = []
    for part in text.split(";"):
        conditions.append(eval(part))  #!eval-use
    return conditions
''',
            '''
def compute_$n(expression, values):
    """代入数值计算$z指标。"""
    run = eval
    scope = dict(values)
    return run(expression, scope)  #?eval-use
''',
        ],
        "good": [
            '''
import ast

def parse_$n(text):
    """解析$z的筛选条件，只接受字面量。"""
    return [ast.literal_eval(part) for part in text.split(";")]
''',
            '''
def score_$n(model, rows):
    """给$z打分。"""
    model.eval()
    return [model.evaluate(row) for row in rows]
''',
        ],
    },
    "sql-building": {
        "bad": [
            '''
def find_$n(cursor, name):
    """按名称查$z。"""
    cursor.execute(f"SELECT id, $f FROM $n WHERE name = '{name}'")  #!sql-building
    return cursor.fetchall()
''',
            '''
def delete_$n(cursor, key):
    """删除一条$z。"""
    sql = "DELETE FROM $n WHERE id = '%s'" % key  #!sql-building
    cursor.execute(sql)
    return cursor.rowcount
''',
            '''
def update_$n(cursor, key, $f):
    """修改$z的一项数据。"""
    sql = "UPDATE $n SET $f = '" + $f + "' WHERE id = " + str(key)  #!sql-building
    cursor.execute(sql)
''',
            '''
def search_$n(cursor, words):
    """按关键词查$z。"""
    clauses = []
    for word in words:
        clauses.append("name LIKE '%" + word + "%'")
    query = "SELECT id, name FROM $n WHERE "
    query += " OR ".join(clauses)  #?sql-building
    cursor.execute(query)
    return cursor.fetchall()
''',
        ],
        "good": [
            '''
def find_$n(cursor, name):
    """按名称查$z。"""
    cursor.execute("SELECT id, $f FROM $n WHERE name = ?", (name,))
    return cursor.fetchall()
''',
            '''
def search_$n(cursor, words):
    """按关键词查$z，参数化。"""
    marks = ["name LIKE ?"] * len(words)
    query = " OR ".join(marks)
    values = ["%" + word + "%" for word in words]
    return cursor.select("$n", query, values)
''',
            '''
def label_$n(name, count):
    """$z列表的标题。"""
    return f"Select {count} of {name} where you like"
''',
        ],
    },
    "resource-leak": {
        "bad": [
            '''
def header_of_$n(path):
    """$z文件的表头；空文件返回 None。"""
    file = open(path, encoding="utf-8")  #?resource-leak
    line = file.readline()
    if not line:
        return None
    file.close()
    return line.rstrip().split(",")
''',
            '''
def append_$n(path, lines):
    """追加$z记录。"""
    file = open(path, "a", encoding="utf-8")  #?resource-leak
    for line in lines:
        if "\\n" in line:
            raise ValueError("一条记录只能占一行")
        file.write(line + "\\n")
    file.close()
''',
            '''
import socket

def ping_$n(host, port):
    """询问$z服务是否在线。"""
    link = socket.create_connection((host, port), timeout=$k)  #?resource-leak
    link.sendall(b"PING\\n")
    return link.recv(16) == b"PONG\\n"
''',
        ],
        "good": [
            '''
def header_of_$n(path):
    """$z文件的表头；空文件返回 None。"""
    file = open(path, encoding="utf-8")
    try:
        line = file.readline()
    finally:
        file.close()
    if not line:
        return None
    return line.rstrip().split(",")
''',
            '''
import socket

def ping_$n(host, port):
    """询问$z服务是否在线。"""
    with socket.create_connection((host, port), timeout=$k) as link:
        link.sendall(b"PING\\n")
        return link.recv(16) == b"PONG\\n"
''',
            '''
def open_$n(path):
    """打开$z文件，由调用方关闭。"""
    return open(path, encoding="utf-8")
''',
        ],
    },
}
