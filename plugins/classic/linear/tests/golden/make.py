#!/usr/bin/env python3
"""Computes the agent's golden values with NumPy and scikit-learn, apart from the agent's own code.

    ./make.py > values.json          the values
    ./make.py choose                 the cross-validation, on training data alone, that the agent's settings come from

Made with numpy 2.4.6 and scikit-learn 1.9.1.
"""

import base64
import csv
import json
import pathlib
import sys
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, log_loss, recall_score
from sklearn.model_selection import RepeatedStratifiedKFold, StratifiedKFold

CATALOGUE = pathlib.Path(__file__).parents[5] / "host" / "catalogue"
KINDS = ["t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle-boot"]
DIRECTIONS = 8
# The agent's settings: penalty is 1/C for ten classes and 2/C for two.
GARMENT_C, SOFTENING, GARMENT_BOUND = 1 / 100, 0.02, 6
TUMOUR_C, TUMOUR_BOUND = 2 / 6, 3

warnings.simplefilter("ignore", ConvergenceWarning)


def cases(scenario):
    with open(CATALOGUE / scenario / "cases.jsonl", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def figures(pixels):
    """Directions of edges in cells of 4 x 4 and brightness of blocks of 2 x 2, a row a picture."""
    pictures = pixels.reshape(-1, 28, 28) / 255
    around = np.pad(pictures, ((0, 0), (1, 1), (1, 1)))
    dx, dy = around[:, 1:-1, 2:] - around[:, 1:-1, :-2], around[:, 2:, 1:-1] - around[:, :-2, 1:-1]
    place = np.arctan2(dy, dx) % np.pi / np.pi * DIRECTIONS
    lower, share = np.floor(place).astype(int) % DIRECTIONS, place % 1
    edges = np.zeros((len(pictures), 7, 7, DIRECTIONS))
    for direction in range(DIRECTIONS):
        upper = (lower + 1) % DIRECTIONS == direction
        length = np.hypot(dx, dy) * ((lower == direction) * (1 - share) + upper * share)
        edges[..., direction] = length.reshape(-1, 7, 4, 7, 4).sum((2, 4))
    blocks = pictures.reshape(-1, 14, 2, 14, 2).mean((2, 4))
    return np.hstack([np.sqrt(edges).reshape(len(pictures), -1) / 4, blocks.reshape(len(pictures), -1)])


def garment_training():
    materials = CATALOGUE / "garment-vision" / "materials"
    pixels = np.frombuffer((materials / "train-images-idx3-ubyte").read_bytes()[16:], np.uint8)
    labels = np.frombuffer((materials / "train-labels-idx1-ubyte").read_bytes()[8:], np.uint8)
    return figures(pixels), labels


def tumour_training():
    with open(CATALOGUE / "womens-tumour" / "materials" / "train.csv", encoding="utf-8") as file:
        heading, *rows = csv.reader(file)
    return heading[:-1], np.array([row[:-1] for row in rows], float), np.array([row[-1] == "malignant" for row in rows])


def garment():
    rows, labels = garment_training()
    mean, deviation = rows.mean(0), rows.std(0) + SOFTENING
    scale = lambda rows: ((rows - mean) / deviation).clip(-GARMENT_BOUND, GARMENT_BOUND)
    tasks = cases("garment-vision")
    pixels = np.array([np.frombuffer(base64.b64decode(task["input"]["pixels"]), np.uint8) for task in tasks])
    truth = np.array([KINDS.index(task["expected"]["label"]) for task in tasks])
    model = LogisticRegression(C=GARMENT_C, max_iter=1000, tol=1e-6).fit(scale(rows), labels)
    return {
        "first-case-figures": figures(pixels[0])[0].round(12).tolist(),
        "accuracy-at-the-minimum": float((model.predict(scale(figures(pixels))) == truth).mean()),
    }


def tumour():
    columns, rows, labels = tumour_training()
    mean, deviation = rows.mean(0), rows.std(0)
    scale = lambda rows: np.nan_to_num((rows - mean) / deviation).clip(-TUMOUR_BOUND, TUMOUR_BOUND)
    tasks = cases("womens-tumour")
    inputs = np.array([[task["input"][column] for column in columns] for task in tasks], float)
    truth = np.array([task["expected"]["label"] == "malignant" for task in tasks])
    model = LogisticRegression(C=TUMOUR_C, max_iter=10000, tol=1e-10).fit(scale(rows), labels)
    malignant = model.predict_proba(scale(inputs))[:, 1]
    degraded = np.array(["note" in task for task in tasks])
    f1 = lambda part: float(f1_score(truth[part], malignant[part] >= 0.5, average="macro"))
    return {
        "malignant": malignant.round(9).tolist(),
        "macro-f1": f1(np.full(len(tasks), True)),
        "macro-f1-as-published": f1(~degraded),
        "macro-f1-degraded": f1(degraded),
        "sensitivity": float(recall_score(truth, malignant >= 0.5)),
    }


def choose():
    rows, labels = garment_training()
    rows = (rows - rows.mean(0)) / (rows.std(0) + SOFTENING)
    for c in (0.003, 0.01, 0.03, 0.1):
        folds = StratifiedKFold(4, shuffle=True, random_state=0).split(rows, labels)
        fit = lambda part: LogisticRegression(C=c, max_iter=30).fit(rows[part], labels[part])
        print("garment-vision", c, np.mean([fit(train).score(rows[test], labels[test]) for train, test in folds]))
    _, rows, labels = tumour_training()
    rows = ((rows - rows.mean(0)) / rows.std(0)).clip(-TUMOUR_BOUND, TUMOUR_BOUND)
    for c in (0.01, 0.03, 0.1, 0.3, 1, 3):
        scores = []
        for train, test in RepeatedStratifiedKFold(n_splits=5, n_repeats=4, random_state=0).split(rows, labels):
            sure = LogisticRegression(C=c, max_iter=2000).fit(rows[train], labels[train]).predict_proba(rows[test])
            scores.append((f1_score(labels[test], sure[:, 1] >= 0.5, average="macro"), log_loss(labels[test], sure)))
        print("womens-tumour", c, np.mean(scores, axis=0))


if __name__ == "__main__":
    if sys.argv[1:] == ["choose"]:
        choose()
    else:
        json.dump({"garment-vision": garment(), "womens-tumour": tumour()}, sys.stdout)
        print()
