"""Makes the golden values of the field-f1 and line-f1 metrics with scikit-learn 1.9.1.

    python3 make.py        # needs scikit-learn; writes fields.json and lines.json beside this file
"""

import json
import pathlib
import random

from sklearn.metrics import precision_recall_fscore_support

HERE = pathlib.Path(__file__).parent
VALUES = {
    "street": ["古田街道", "长丰街道"],
    "community": ["古三社区居委会", "古二社区居委会"],
    "number": ["128", "7"],
    "room": ["313", "2022"],
}
KINDS = ["eval-use", "bare-except", "mutable-default"]


def figures(wanted, given):
    """Precision, recall and F1 of two sets; None where the quotient is 0/0."""
    universe = sorted(wanted | given)
    if not universe:
        return None, None, 1.0
    precision, recall, f1, _ = precision_recall_fscore_support(
        [int(pair in wanted) for pair in universe],
        [int(pair in given) for pair in universe],
        average="binary",
        zero_division=0,
    )
    return (
        float(precision) if given else None,
        float(recall) if wanted else None,
        float(f1),
    )


def record(rng):
    return {name: rng.choice([*values, None, values[0]]) for name, values in VALUES.items()}


def pairs(fields):
    return {(name, value) for name, value in fields.items() if value is not None}


def write(name, cases):
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    (HERE / name).write_text(f"[\n{lines}\n]\n", "utf-8")


def main():
    rng = random.Random(1)
    empty = dict.fromkeys(VALUES)
    fields = [(empty, empty), (record(rng), empty), (empty, record(rng))]
    fields += [(record(rng), record(rng)) for _ in range(40)]
    lines = []
    for expected, output in fields:
        precision, recall, f1 = figures(pairs(expected), pairs(output))
        lines.append({"expected": expected, "output": output, "precision": precision, "recall": recall, "f1": f1})
    write("fields.json", lines)

    lines = []
    for _ in range(40):
        wanted, given = ({(rng.randint(1, 4), rng.choice(KINDS)) for _ in range(rng.randint(0, 3))} for _ in range(2))
        lines.append(
            {
                "expected": {"findings": [{"line": n, "kind": kind} for n, kind in sorted(wanted)]},
                "output": {"findings": [{"line": n, "kind": kind} for n, kind in sorted(given)]},
                "f1-line-and-kind": figures(wanted, given)[2],
                "f1-line": figures({n for n, _ in wanted}, {n for n, _ in given})[2],
            }
        )
    write("lines.json", lines)


if __name__ == "__main__":
    main()
