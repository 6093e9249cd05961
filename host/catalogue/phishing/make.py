#!/usr/bin/env python3
"""Makes the training material and the cases of `phishing` from the table in river's package.

    ./make.py phishing.csv

The file is `river/datasets/phishing.csv.gz` of river 0.26.1, unpacked: a line of heading (lines with # before it are
passed over), then 1,250 rows of nine figures and `is_phishing`. Needs Python 3 alone. Half of the rows repeat
another's figures, so rows with the same figures stay together: all in the training split or all in the cases.
"""

import csv
import json
import pathlib
import random
import sys

SEED = 20260301
CASES = 400
LABELS = {"0": "legitimate", "1": "phishing"}
HERE = pathlib.Path(__file__).parent


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(line for line in file if not line.startswith("#"))
    names = heading[:-1]
    alike = {}
    for row in rows:
        alike.setdefault(tuple(float(cell) for cell in row[:-1]), []).append(LABELS[row[-1]])
    kinds = sorted(alike.items())
    rng = random.Random(SEED)
    rng.shuffle(kinds)
    cases, train = [], []
    for number, (figures, labels) in enumerate(kinds):
        into = cases if len(cases) < CASES else train
        into.extend((figures, label, f"same-{number:03}") for label in labels)
    rng.shuffle(cases)
    rng.shuffle(train)
    with open(HERE / "materials" / "train.csv", "w", encoding="utf-8", newline="") as file:
        file.write(",".join([*names, "label"]) + "\n")
        for figures, label, _ in train:
            file.write(",".join(f"{figure:g}" for figure in figures) + f",{label}\n")
    with open(HERE / "cases.jsonl", "w", encoding="utf-8") as file:
        for number, (figures, label, group) in enumerate(cases, 1):
            case = {"id": f"{number:04}", "input": dict(zip(names, figures)), "expected": {"label": label}, "group": group}
            file.write(json.dumps(case, ensure_ascii=False) + "\n")
    print(len(train), len(cases), sum(label == "phishing" for _, label, _ in cases))


main()
