"""Looks at the public pictures of `fabric-defect` without knowing how they were drawn.

    python3 make.py        # needs numpy; writes contrast.json beside this file

For each stated box: the mean grey level inside it less that of the cloth around it (all within 10 pixels that lies in no
box), over the standard deviation of the same difference at 200 random places of clean pictures. Given is the median of
these figures of each kind.
"""

import base64
import json
import pathlib

import numpy

HERE = pathlib.Path(__file__).parent
CASES = HERE / "../../../host/catalogue/fabric-defect/cases.jsonl"


def difference(picture, box, boxes):
    inside = numpy.zeros(picture.shape, dtype=bool)
    inside[box["y"]:box["y"] + box["height"], box["x"]:box["x"] + box["width"]] = True
    around = numpy.zeros(picture.shape, dtype=bool)
    around[max(0, box["y"] - 10):box["y"] + box["height"] + 10, max(0, box["x"] - 10):box["x"] + box["width"] + 10] = True
    for other in boxes:
        around[other["y"]:other["y"] + other["height"], other["x"]:other["x"] + other["width"]] = False
    return picture[inside].mean() - picture[around & ~inside].mean()


def main():
    rows = [json.loads(line) for line in CASES.read_text().splitlines()]
    pictures = [(numpy.frombuffer(base64.b64decode(row["input"]["pixels"]), numpy.uint8).reshape(64, 64).astype(float),
                 row["expected"]["boxes"]) for row in rows]
    clean = [picture for picture, boxes in pictures if not boxes]
    rng = numpy.random.default_rng(1)
    found = {}
    for picture, boxes in pictures:
        for box in boxes:
            chance = []
            for _ in range(200):
                moved = {**box, "x": int(rng.integers(0, 65 - box["width"])), "y": int(rng.integers(0, 65 - box["height"]))}
                chance.append(difference(clean[rng.integers(len(clean))], moved, []))
            found.setdefault(box["kind"], []).append(difference(picture, box, boxes) / numpy.std(chance))
    medians = {kind: round(float(numpy.median(values)), 2) for kind, values in sorted(found.items())}
    (HERE / "contrast.json").write_text(json.dumps(medians, indent=2) + "\n")


if __name__ == "__main__":
    main()
