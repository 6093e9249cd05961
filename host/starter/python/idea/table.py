"""起步做法：最近类中心。各列按训练集的均值与标准差折算，答案取中心离得最近的类别；缺失值按均值算。

The technique to start from: nearest centroid. Every column is scaled by the training table's mean and standard
deviation, and the class whose centre is nearest is the answer; a missing value counts as the mean.
"""

import math

# 训练材料，以及其中的标签列 · The material to learn from, and its column of labels.
TRAIN = "{{material}}"
LABEL = "{{label}}"


def prepare(materials: dict[str, bytes]) -> dict:
    """读训练表，返回每类的中心 · Reads the table and returns each class's centre. Called once a session."""
    head, *lines = [[cell.strip() for cell in line.split(",")] for line in materials[TRAIN].decode().splitlines()]
    rows = [dict(zip(head, line)) for line in lines if len(line) == len(head)]
    names = [name for name in head if name != LABEL]
    columns = {name: _measured([_number(row[name]) for row in rows]) for name in names}
    centres = {}
    for label in sorted({row[LABEL] for row in rows}):
        points = [_point(columns, {name: _number(row[name]) for name in names}) for row in rows if row[LABEL] == label]
        centres[label] = [sum(values) / len(points) for values in zip(*points)]
    return {"columns": columns, "centres": centres}


def answer(state: dict, case: dict) -> tuple[dict, str]:
    """答一例 · Answers one case, with what `prepare` returned."""
    point = _point(state["columns"], case)
    distances = {label: math.dist(point, centre) for label, centre in state["centres"].items()}
    nearest = min(distances, key=distances.__getitem__)
    return {LABEL: nearest}, f"与“{nearest}”一类的中心最近（距离 {distances[nearest]:.2f}）。"


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _measured(cells: list[float | None]) -> tuple[float, float]:
    """均值与标准差 · Mean and standard deviation of what is there."""
    values = [value for value in cells if value is not None] or [0.0]
    mean = sum(values) / len(values)
    spread = math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
    return mean, max(spread, 1e-9)


def _point(columns: dict, case: dict) -> list[float]:
    """一例折算后的各列 · The scaled columns of a case."""
    return [_scaled(case.get(name), mean, spread) for name, (mean, spread) in columns.items()]


def _scaled(value: object, mean: float, spread: float) -> float:
    if not isinstance(value, (int, float)):
        return 0.0
    return min(3.0, max(-3.0, (value - mean) / spread))
