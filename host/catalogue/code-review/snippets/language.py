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
}
