"""Makes the golden values of the box-iou metric.

    python3 make.py        # needs numpy and scipy; writes boxes.json beside this file

Independent of the metric on purpose: a box is a mask of pixels, shared and covered areas are counted, and pairs come from
scipy's maximum bipartite matching.
"""

import json
import pathlib
import random

import numpy
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

HERE = pathlib.Path(__file__).parent
KINDS = ["hole", "stain"]


def mask(box):
    picture = numpy.zeros((40, 40), dtype=bool)
    picture[box["y"]:box["y"] + box["height"], box["x"]:box["x"] + box["width"]] = True
    return picture


def table(wanted, given, kinds):
    ious = numpy.zeros((len(wanted), len(given)))
    for row, one in enumerate(wanted):
        for column, other in enumerate(given):
            if not kinds or one["kind"] == other["kind"]:
                left, right = mask(one), mask(other)
                ious[row, column] = (left & right).sum() / (left | right).sum()
    return ious


def pairs(ious, overlap):
    if 0 in ious.shape:
        return 0
    matching = maximum_bipartite_matching(csr_matrix((ious >= overlap).astype(int)), perm_type="column")
    return int((matching >= 0).sum())


def drawn(rng):
    boxes = []
    for _ in range(rng.randrange(5)):
        boxes.append({"x": rng.randrange(8), "y": rng.randrange(8), "width": rng.randrange(1, 14),
                      "height": rng.randrange(1, 14), "kind": rng.choice(KINDS)})
    return boxes


def near(rng, boxes):
    moved = []
    for box in boxes:
        if rng.random() < 0.8:
            moved.append({"x": max(0, box["x"] + rng.randrange(-2, 3)), "y": max(0, box["y"] + rng.randrange(-2, 3)),
                          "width": max(1, box["width"] + rng.randrange(-2, 3)),
                          "height": max(1, box["height"] + rng.randrange(-2, 3)),
                          "kind": box["kind"] if rng.random() < 0.8 else rng.choice(KINDS)})
    return moved


def main():
    rng = random.Random(20261126)
    rows = []
    for turn in range(160):
        wanted = drawn(rng)
        given = near(rng, wanted) if turn % 2 else drawn(rng)
        overlap = rng.choice([0.1, 0.3, 0.5, 0.5, 0.75])
        same, any_kind = table(wanted, given, True), table(wanted, given, False)
        hits, located = pairs(same, overlap), pairs(any_kind, overlap)
        total = len(wanted) + len(given)
        rows.append({
            "overlap": overlap,
            "expected": {"boxes": wanted},
            "output": {"boxes": given},
            "f1": 2 * hits / total if total else 1.0,
            "precision": hits / len(given) if given else None,
            "recall": hits / len(wanted) if wanted else None,
            "located": 2 * located / total if wanted else None,
            "iou": float(same.max(axis=1, initial=0.0).mean()) if wanted else None,
        })
    lines = ",\n".join(json.dumps(row) for row in rows)
    (HERE / "boxes.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
