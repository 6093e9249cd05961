"""Snippets whose defects are of loops and ways out: written for this scenario. For the marks see `security`."""

SNIPPETS = {
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
