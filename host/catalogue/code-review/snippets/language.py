"""Snippets whose defects are pitfalls of the language: written for this scenario. For the marks see `security`."""

SNIPPETS = {
    "mutable-default": {
        "bad": [
            '''
def collect_$n(item, found=[]):  #!mutable-default
    """把$z放进结果列表。"""
    found.append(item)
    return found
''',
            '''
def tally_$n(rows, *, totals={}):  #!mutable-default
    """按名称累计$z的数量。"""
    for name, amount in rows:
        totals[name] = totals.get(name, 0) + amount
    return totals
''',
            '''
from collections import defaultdict

def index_$n(rows, table=defaultdict(list)):  #!mutable-default
    """按编号给$z建索引。"""
    for row in rows:
        table[row["id"]].append(row)
    return table
''',
        ],
        "good": [
            '''
def collect_$n(item, found=None):
    """把$z放进结果列表。"""
    if found is None:
        found = []
    found.append(item)
    return found
''',
            '''
def tally_$n(rows, names=(), *, start=frozenset()):
    """按名称累计$z的数量。"""
    totals = dict.fromkeys(names, 0)
    for name, amount in rows:
        if name not in start:
            totals[name] = totals.get(name, 0) + amount
    return totals
''',
        ],
    },
    "bare-except": {
        "bad": [
            '''
def number_of_$n(text):
    """读出$z的数量，读不出时为 0。"""
    try:
        return int(text)
    except:  #!bare-except
        return 0
''',
            '''
def fetch_$n(client, keys):
    """逐个取$z，失败的跳过。"""
    found = []
    for key in keys:
        try:
            found.append(client.get(key))
        except KeyError:
            continue
        except:  #!bare-except
            break
    return found
''',
        ],
        "good": [
            '''
def number_of_$n(text):
    """读出$z的数量，读不出时为 0。"""
    try:
        return int(text)
    except ValueError:
        return 0
''',
            '''
def fetch_$n(client, keys, log):
    """逐个取$z，失败的记下来。"""
    found = []
    for key in keys:
        try:
            found.append(client.get(key))
        except (KeyError, TimeoutError) as error:
            log.append((key, str(error)))
    return found
''',
        ],
    },
    "none-comparison": {
        "bad": [
            '''
def $f_of_$n(row):
    """$z的一项数据，缺失时为 $k。"""
    value = row.get("$f")
    if value == None:  #!none-comparison
        return $k
    return value
''',
            '''
def known_$n(rows):
    """有数据的$z。"""
    return [row for row in rows if row.$f != None]  #!none-comparison
''',
            '''
def first_$n(rows, fallback):
    """第一条$z。"""
    head = next(iter(rows), None)
    return fallback if None == head else head  #!none-comparison
''',
        ],
        "good": [
            '''
def $f_of_$n(row):
    """$z的一项数据，缺失时为 $k。"""
    value = row.get("$f")
    if value is None:
        return $k
    return value
''',
            '''
def known_$n(rows, mark="None"):
    """有数据的$z;导出文件用文字 None 表示缺失。"""
    return [row for row in rows if row.$f != mark and row.$f is not None]
''',
        ],
    },
    "is-literal": {
        "bad": [
            '''
def is_open_$n(row):
    """$z是否仍在办理。"""
    return row["state"] is "open"  #!is-literal
''',
            '''
def empty_$n(rows):
    """数量为零的$z。"""
    kept = []
    for row in rows:
        if row.$f is not $k000:  #!is-literal
            kept.append(row)
    return kept
''',
        ],
        "good": [
            '''
def is_open_$n(row):
    """$z是否仍在办理。"""
    return row["state"] == "open" and row["closed"] is not True
''',
            '''
MISSING = object()

def empty_$n(rows):
    """没有填写的$z。"""
    return [row for row in rows if row.get("$f", MISSING) is MISSING]
''',
        ],
    },
    "assert-tuple": {
        "bad": [
            '''
def check_$n(rows):
    """检查$z的数量。"""
    assert (len(rows) > $k, "$z太少")  #!assert-tuple
    return sum(row["$f"] for row in rows)
''',
            '''
def share_of_$n(part, whole):
    """$z所占比例。"""
    assert (whole, "总数不能为零")  #!assert-tuple
    return part / whole
''',
        ],
        "good": [
            '''
def check_$n(rows):
    """检查$z的数量。"""
    assert len(rows) > $k, "$z太少"
    return sum(row["$f"] for row in rows)
''',
            '''
def share_of_$n(part, whole):
    """$z所占比例。"""
    assert (whole > 0), ("总数", "不能为零")
    return part / whole
''',
        ],
    },
    "shadowed-builtin": {
        "bad": [
            '''
def names_of_$n(rows):
    """$z的名称，去重。"""
    list = []  #!shadowed-builtin
    for row in rows:
        if row["name"] not in list:
            list.append(row["name"])
    return list
''',
            '''
def largest_$n(rows, max):  #!shadowed-builtin
    """不超过上限的$z。"""
    return [row for row in rows if row["$f"] <= max]
''',
            '''
def total_of_$n(groups):
    """各组$z的合计。"""
    totals = {}
    for type, rows in groups.items():  #!shadowed-builtin
        totals[type] = len(rows)
    return totals
''',
        ],
        "good": [
            '''
def names_of_$n(rows):
    """$z的名称，去重。"""
    names = list(dict.fromkeys(row["name"] for row in rows))
    return sorted(names, key=str)
''',
            '''
class $cRecord:
    """一条$z。"""

    def __init__(self, key, kind):
        self.id = key
        self.type = kind
''',
            '''
def total_of_$n(make, rows):
    """构造$z合计。"""
    return make(sum=len(rows), type="$n", id=$k)
''',
        ],
    },
    "late-binding-closure": {
        "bad": [
            '''
def discounts_for_$n(rates):
    """每档$z折扣一个函数。"""
    functions = []
    for rate in rates:
        functions.append(lambda $f: $f * rate)  #!late-binding-closure
    return functions
''',
            '''
def handlers_for_$n(bus, names, handle):
    """给每个$z登记回调。"""
    for name in names:
        def on_event(event):
            return handle(name, event)  #!late-binding-closure
        bus.register(on_event)
''',
            '''
def filters_for_$n(limits):
    """每个上限一个$z筛选器。"""
    return [lambda row: row["$f"] <= limit for limit in limits]  #!late-binding-closure
''',
        ],
        "good": [
            '''
def discounts_for_$n(rates):
    """每档$z折扣一个函数。"""
    functions = []
    for rate in rates:
        functions.append(lambda $f, rate=rate: $f * rate)
    return functions
''',
            '''
def order_of_$n(groups):
    """各组$z按数值排序。"""
    ordered = []
    for group in groups:
        ordered.append(sorted(group, key=lambda row: row["$f"]))
    return ordered
''',
            '''
from functools import partial

def handlers_for_$n(bus, names, handle):
    """给每个$z登记回调。"""
    for name in names:
        bus.register(partial(handle, name))
''',
        ],
    },
    "unused-loop-variable": {
        "bad": [
            '''
def sum_of_$n(rows):
    """$z合计。"""
    total = 0
    for row in rows:  #!unused-loop-variable
        total += rows[0]["$f"]
    return total
''',
            '''
def table_of_$n(groups):
    """$z明细表。"""
    lines = []
    for name, rows in groups.items():  #!unused-loop-variable
        lines.append(f"{len(rows)}")
    return "\\n".join(lines)
''',
        ],
        "good": [
            '''
def sum_of_$n(rows):
    """$z合计。"""
    total = 0
    for row in rows:
        total += row["$f"]
    return total
''',
            '''
def blanks_for_$n(count):
    """预留$z空行。"""
    lines = []
    for _ in range(count):
        lines.append("-" * $k)
    return lines
''',
        ],
    },
    "return-in-finally": {
        "bad": [
            '''
def save_$n(store, row):
    """保存$z，返回是否成功。"""
    done = False
    try:
        store.write(row)
        done = True
    finally:
        return done  #!return-in-finally
''',
            '''
def send_$n(link, rows):
    """发送$z。"""
    sent = 0
    for row in rows:
        try:
            link.send(row)
            sent += 1
        finally:
            if link.closed:
                break  #!return-in-finally
    return sent
''',
        ],
        "good": [
            '''
def save_$n(store, row):
    """保存$z，返回是否成功。"""
    try:
        store.write(row)
    finally:
        store.release()
    return True
''',
            '''
def send_$n(link, rows):
    """发送$z。"""
    sent = 0
    try:
        for row in rows:
            link.send(row)
            sent += 1
    finally:
        for waiting in link.pending():
            if waiting.done:
                break
    return sent
''',
        ],
    },
    "mutated-while-iterating": {
        "bad": [
            '''
def prune_$n(stock, limit):
    """去掉数量不足的$z。"""
    for name in stock:
        if stock[name] < limit:
            del stock[name]  #!mutated-while-iterating
    return stock
''',
            '''
def drop_$n(rows):
    """去掉作废的$z。"""
    for row in rows:
        if row["void"]:
            rows.remove(row)  #!mutated-while-iterating
    return rows
''',
            '''
def merge_$n(stock):
    """把同名的$z并到一起。"""
    view = stock
    for name in view:
        short = name.strip()
        if short != name:
            stock[short] = stock.pop(name)  #?mutated-while-iterating
    return stock
''',
        ],
        "good": [
            '''
def prune_$n(stock, limit):
    """去掉数量不足的$z。"""
    for name in list(stock):
        if stock[name] < limit:
            del stock[name]
    return stock
''',
            '''
def drop_$n(rows):
    """去掉作废的$z。"""
    kept = []
    for row in rows:
        if not row["void"]:
            kept.append(row)
    return kept
''',
        ],
    },
    "missing-return": {
        "bad": [
            '''
def grade_$n($f: int) -> str:  #!missing-return
    """$z的等级。"""
    if $f >= 90:
        return "优"
    if $f >= 60:
        return "合格"
    if $f >= 0:
        print("不合格")
''',
            '''
def locate_$n(rows: list, key: int) -> int:  #!missing-return
    """$z的序号，没有时为 -1。"""
    for index, row in enumerate(rows):
        if row["id"] == key:
            return index
''',
            '''
def fee_for_$n(kind: str, weight: float) -> float:  #!missing-return
    """$z的运费。"""
    if kind == "express":
        fee = 12.0 + $k * weight
    else:
        fee = 6.0 + weight
    if weight > 30:
        fee *= 1.5
        return fee
''',
        ],
        "good": [
            '''
def grade_$n($f: int) -> str:
    """$z的等级。"""
    if $f >= 90:
        return "优"
    elif $f >= 60:
        return "合格"
    else:
        return "不合格"
''',
            '''
def locate_$n(rows: list, key: int) -> int:
    """$z的序号，没有时报错。"""
    for index, row in enumerate(rows):
        if row["id"] == key:
            return index
    raise KeyError(key)
''',
            '''
def wait_for_$n(queue: list) -> int:
    """等到一条$z为止。"""
    while True:
        if queue:
            return len(queue)
''',
        ],
    },
}
