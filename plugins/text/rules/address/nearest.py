"""The nearest name by edit distance."""


def distance(one, other):
    """Levenshtein's distance between two short texts."""
    above = list(range(len(other) + 1))
    for row, left in enumerate(one, 1):
        line = [row]
        for column, right in enumerate(other, 1):
            line.append(min(line[-1] + 1, above[column] + 1, above[column - 1] + (left != right)))
        above = line
    return above[-1]


def nearest(text, names):
    """The one name within one edit, or None where there is none or more than one."""
    if text in names:
        return text
    near = [name for name in names if abs(len(name) - len(text)) <= 1 and distance(text, name) <= 1]
    return near[0] if len(near) == 1 else None
