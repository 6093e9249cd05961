"""Snippets whose defects are of logic: no tool finds them. Written for this scenario.

Each docstring holds a doctest. It must fail where a defect is marked and pass where none is: that is how the labels
are checked. For the marks see `security`.
"""

SNIPPETS = {
    "wrong-boundary": {
        "bad": [
            '''
def last_$n(rows, count):
    """最后 count 条$z。

    >>> last_$n([1, 2, 3, 4], 2)
    [3, 4]
    """
    start = len(rows) - count + 1  #?wrong-boundary
    return rows[start:]
''',
            '''
def sum_to_$n(limit):
    """编号 1 到 limit（含）的$z编号之和。

    >>> sum_to_$n(4)
    10
    """
    total = 0
    for number in range(1, limit):  #?wrong-boundary
        total += number
    return total
''',
            '''
def pages_of_$n(count, size):
    """count 条$z分页，每页 size 条，共几页。

    >>> [pages_of_$n(count, 10) for count in (0, 1, 10, 11)]
    [0, 1, 1, 2]
    """
    return count // size + 1  #?wrong-boundary
''',
            '''
def within_$n(rows, low, high):
    """数值在 low 到 high 之间（两端都含）的$z。

    >>> within_$n([1, 2, 3, 4, 5], 2, 4)
    [2, 3, 4]
    """
    return [row for row in rows if low <= row < high]  #?wrong-boundary
''',
            '''
def find_$n(keys, key):
    """在升序的$z编号里二分查找，没有时为 -1。

    >>> find_$n([2, 4, 6, 8], 8)
    3
    """
    low, high = 0, len(keys) - 1
    while low < high:  #?wrong-boundary
        middle = (low + high) // 2
        if keys[middle] == key:
            return middle
        if keys[middle] < key:
            low = middle + 1
        else:
            high = middle - 1
    return -1
''',
            '''
def rises_of_$n(values):
    """相邻两期$z的增量。

    >>> rises_of_$n([5, 7, 6])
    [2, -1]
    """
    rises = []
    for index in range(len(values)):  #?wrong-boundary
        rises.append(values[index] - values[index - 1])
    return rises
''',
        ],
        "good": [
            '''
def last_$n(rows, count):
    """最后 count 条$z。

    >>> last_$n([1, 2, 3, 4], 2)
    [3, 4]
    """
    start = len(rows) - count
    return rows[start:]
''',
            '''
def sum_below_$n(limit):
    """编号 1 到 limit（不含）的$z编号之和。

    >>> sum_below_$n(4)
    6
    """
    total = 0
    for number in range(1, limit):
        total += number
    return total
''',
            '''
def pages_of_$n(count, size):
    """count 条$z分页，每页 size 条，共几页。

    >>> [pages_of_$n(count, 10) for count in (0, 1, 10, 11)]
    [0, 1, 1, 2]
    """
    return (count + size - 1) // size
''',
            '''
def rises_of_$n(values):
    """相邻两期$z的增量。

    >>> rises_of_$n([5, 7, 6])
    [2, -1]
    """
    rises = []
    for index in range(1, len(values)):
        rises.append(values[index] - values[index - 1])
    return rises
''',
            '''
def within_$n(rows, low, high):
    """数值从 low（含）到 high（不含）的$z。

    >>> within_$n([1, 2, 3, 4, 5], 2, 4)
    [2, 3]
    """
    return [row for row in rows if low <= row < high]
''',
        ],
    },
    "swapped-arguments": {
        "bad": [
            '''
def ratio_of_$n(part, whole):
    """所占比例。"""
    return part / whole


def share_of_$n(count, total):
    """$z占总数的比例。

    >>> share_of_$n(1, 4)
    0.25
    """
    return round(ratio_of_$n(total, count), 4)  #?swapped-arguments
''',
            '''
def move_$n(stock, source, target, amount):
    """把数量从一处调到另一处。"""
    stock[source] -= amount
    stock[target] += amount
    return stock


def return_$n(stock, shop, depot, amount):
    """门店把$z退回仓库。

    >>> return_$n({"shop": 5, "depot": 0}, "shop", "depot", 2)
    {'shop': 3, 'depot': 2}
    """
    return move_$n(stock, depot, shop, amount)  #?swapped-arguments
''',
            '''
def days_from_$n(start, end):
    """两个序日之间的天数。"""
    return end - start


def age_of_$n(today, made):
    """$z从出厂到今天的天数。

    >>> age_of_$n(today=30, made=10)
    20
    """
    return days_from_$n(today, made)  #?swapped-arguments
''',
            '''
def padded_$n(text, width, fill):
    """左侧补足到固定宽度。"""
    return text.rjust(width, fill)


def codes_of_$n(numbers):
    """六位$z编号。

    >>> codes_of_$n([7, 123])
    ['000007', '000123']
    """
    return [padded_$n("0", 6, str(number)) for number in numbers]  #?swapped-arguments
''',
        ],
        "good": [
            '''
def ratio_of_$n(part, whole):
    """所占比例。"""
    return part / whole


def multiple_of_$n(count, total):
    """总数是$z数量的几倍。

    >>> multiple_of_$n(1, 4)
    4.0
    """
    return round(ratio_of_$n(total, count), 4)
''',
            '''
def move_$n(stock, source, target, amount):
    """把数量从一处调到另一处。"""
    stock[source] -= amount
    stock[target] += amount
    return stock


def return_$n(stock, shop, depot, amount):
    """门店把$z退回仓库。

    >>> return_$n({"shop": 5, "depot": 0}, "shop", "depot", 2)
    {'shop': 3, 'depot': 2}
    """
    return move_$n(stock, shop, depot, amount)
''',
            '''
def days_from_$n(start, end):
    """两个序日之间的天数。"""
    return end - start


def left_of_$n(today, due):
    """$z离到期还有几天。

    >>> left_of_$n(today=10, due=30)
    20
    """
    return days_from_$n(end=due, start=today)
''',
        ],
    },
    "copy-paste-slip": {
        "bad": [
            '''
def bounds_of_$n(points):
    """$z坐标的外接矩形：左、右、下、上。

    >>> bounds_of_$n([(1, 5), (3, 9)])
    (1, 3, 5, 9)
    """
    left = min(point[0] for point in points)
    right = max(point[0] for point in points)
    bottom = min(point[1] for point in points)
    top = max(point[0] for point in points)  #?copy-paste-slip
    return left, right, bottom, top
''',
            '''
def compare_$n(first, second):
    """两期$z的合计之差。

    >>> compare_$n([1, 2], [5, 5])
    7
    """
    before = sum(value for value in first)
    after = sum(value for value in first)  #?copy-paste-slip
    return after - before
''',
            '''
def volume_of_$n(box):
    """$z包装的体积。

    >>> volume_of_$n({"length": 2, "width": 3, "height": 4})
    24
    """
    length = box["length"]
    width = box["width"]
    height = box["width"]  #?copy-paste-slip
    return length * width * height
''',
            '''
def states_of_$n(rows):
    """各状态的$z数：在办、办结、退回。

    >>> states_of_$n(["open", "done", "done", "back"])
    (1, 2, 1)
    """
    opened = sum(1 for row in rows if row == "open")
    done = sum(1 for row in rows if row == "done")
    back = sum(1 for row in rows if row == "done")  #?copy-paste-slip
    return opened, done, back
''',
        ],
        "good": [
            '''
def bounds_of_$n(points):
    """$z坐标的外接矩形：左、右、下、上。

    >>> bounds_of_$n([(1, 5), (3, 9)])
    (1, 3, 5, 9)
    """
    left = min(point[0] for point in points)
    right = max(point[0] for point in points)
    bottom = min(point[1] for point in points)
    top = max(point[1] for point in points)
    return left, right, bottom, top
''',
            '''
def spread_of_$n(first):
    """$z的极差占最大值的比例。

    >>> spread_of_$n([2, 4])
    0.5
    """
    top = max(value for value in first)
    low = min(value for value in first)
    return (top - low) / max(value for value in first)
''',
            '''
def area_of_$n(box):
    """$z包装的表面积，底面为正方形。

    >>> area_of_$n({"width": 3, "height": 4})
    66
    """
    length = box["width"]
    width = box["width"]
    height = box["height"]
    return 2 * (length * width + length * height + width * height)
''',
        ],
    },
}
