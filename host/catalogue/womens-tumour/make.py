#!/usr/bin/env python3
"""Makes the training material and the cases of `womens-tumour` from WDBC.

    ./make.py breast_cancer.csv

The file is the table in scikit-learn's package (1.9.1: `sklearn/datasets/data/breast_cancer.csv`): one line of heading,
then 569 lines of 30 figures and the target (0 malignant, 1 benign). Needs Python 3 alone. The same file and the same
SEED always give the same bytes.
"""

import csv
import json
import pathlib
import random
import statistics
import sys

SEED = 20260225
TRAIN = 249
# The degraded half of the cases: each of these is drawn anew for each figure of each case.
MISSING = 0.30  # share of figures left out
NOISE = 0.40  # standard deviation of the measuring noise, in standard deviations of the figure in the training split
SLIP = 0.04  # share of figures whose decimal point slipped by one place, to the left or to the right

NUCLEUS = [
    "radius", "texture", "perimeter", "area", "smoothness",
    "compactness", "concavity", "concave_points", "symmetry", "fractal_dimension",
]
FEATURES = [f"{kind}_{name}" for kind in ("mean", "se", "worst") for name in NUCLEUS]
LABELS = {"0": "malignant", "1": "benign"}


def load(path):
    """The 569 rows: 30 figures as the file writes them, and the label."""
    with open(path, encoding="utf-8", newline="") as file:
        lines = [row for row in csv.reader(line for line in file if not line.startswith("#"))]
    rows = [([float(cell) for cell in row[:30]], LABELS[row[30]]) for row in lines[1:]]
    assert len(rows) == 569 and sum(label == "malignant" for _, label in rows) == 212
    return rows


def split(rng, rows):
    """Training rows, clean rows and rows to degrade, each with the same share of malignant ones as the whole."""
    parts = ([], [], [])
    for label in LABELS.values():
        mine = [row for row in rows if row[1] == label]
        rng.shuffle(mine)
        train = round(len(mine) * TRAIN / len(rows))
        clean = train + (len(mine) - train) // 2
        for part, chunk in zip(parts, (mine[:train], mine[train:clean], mine[clean:])):
            part.extend(chunk)
    for part in parts:
        rng.shuffle(part)
    return parts


def significant(value):
    """Four significant digits, as in the source."""
    return float(f"{value:.4g}")


def degrade(rng, figures, spread):
    """The figures as a hurried entry might leave them: noisy, some missing, now and then a slipped decimal point."""
    worse = []
    for figure, deviation in zip(figures, spread):
        noisy = abs(figure + rng.gauss(0, NOISE) * deviation)
        slip = rng.choice((0.1, 10.0)) if rng.random() < SLIP else 1.0
        gone = rng.random() < MISSING
        worse.append(None if gone else significant(noisy * slip))
    return worse


def main():
    here = pathlib.Path(__file__).parent
    rng = random.Random(SEED)
    train, clean, dirty = split(rng, load(sys.argv[1]))
    spread = [statistics.pstdev(column) for column in zip(*(figures for figures, _ in train))]

    (here / "materials").mkdir(exist_ok=True)
    with open(here / "materials" / "train.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow([*FEATURES, "label"])
        table.writerows([*figures, label] for figures, label in train)

    cases = [(figures, label, None) for figures, label in clean]
    remark = "示例数据:由真实行加噪声、缺失与小数点错位而成 (degraded from a real row)"
    cases += [(degrade(rng, figures, spread), label, remark) for figures, label in dirty]
    rng.shuffle(cases)
    with open(here / "cases.jsonl", "w", encoding="utf-8", newline="\n") as out:
        for number, (figures, label, note) in enumerate(cases, 1):
            case = {"id": f"{number:04}", "input": dict(zip(FEATURES, figures)), "expected": {"label": label}}
            if note:
                case["note"] = note
            out.write(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
