#!/usr/bin/env python3
"""Makes the training material of `stroke-plaque` from the real table, and the law by which its patients are drawn.

    ./make.py ischemic_stroke_126.csv

The file is modeldata's `ischemic_stroke`: a line of comment, a heading, 126 rows. Needs numpy, scipy and scikit-learn.
Writes `materials/train.csv` (real rows, fifteen of their columns) and `host/src/catalogue/generate/stroke_plaque/law.json`:
of each measure its quantiles, of each history its share, how they hang together (a Gaussian copula's Cholesky factor), and
a logistic regression of stroke on them, strongly shrunk. Prints what forecasts score on the real rows, each left out once.
"""

import csv
import json
import pathlib
import sys

import numpy as np
from scipy.stats import norm, rankdata
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HERE = pathlib.Path(__file__).parent
LAW = HERE / "../../src/catalogue/generate/stroke_plaque/law.json"
# Each measure with the decimals that are kept.
MEASURES = {
    "age": 0,
    "max_stenosis_by_area": 1,
    "max_remodeling_ratio": 2,
    "max_calc_area_prop": 3,
    "max_lrnc_area_prop": 3,
    "max_max_wall_thickness": 2,
    "max_wall_area": 1,
    "max_dilation_by_area": 1,
}
HISTORIES = [
    "male",
    "smoking_history",
    "atrial_fibrillation",
    "coronary_artery_disease",
    "diabetes_history",
    "hypercholesterolemia_history",
    "hypertension_history",
]
# How much the regression is shrunk: with this, agents score on drawn patients about what they do on real ones left out.
INVERSE_PENALTY = 0.05
POINTS = 21


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    stroke = np.array([row["stroke"] == "yes" for row in rows])
    columns = {name: np.round([float(row[name]) for row in rows], digits) for name, digits in MEASURES.items()}
    columns |= {name: np.array([float(row[name]) for row in rows]) for name in HISTORIES}
    with open(HERE / "materials" / "train.csv", "w", encoding="utf-8", newline="") as file:
        file.write(",".join([*columns, "label"]) + "\n")
        for i in range(len(rows)):
            cells = [f"{values[i]:.{MEASURES.get(name, 0)}f}" for name, values in columns.items()]
            file.write(",".join(cells) + ("," + ("stroke" if stroke[i] else "none")) + "\n")
    write_law(columns, stroke)
    left_out(np.column_stack(list(columns.values())), stroke)


def write_law(columns, stroke):
    count = len(stroke)
    latent = [norm.ppf((rankdata(columns[name]) - 0.5) / count) for name in MEASURES]
    latent = np.column_stack(latent + [columns[name] for name in HISTORIES])
    mean, deviation = latent.mean(axis=0), latent.std(axis=0)
    model = LogisticRegression(C=INVERSE_PENALTY, tol=1e-10).fit((latent - mean) / deviation, stroke)
    weights = model.coef_[0] / deviation
    law = {
        "quantiles": [np.quantile(columns[name], np.linspace(0, 1, POINTS)).round(4).tolist() for name in MEASURES],
        "shares": [round(float(columns[name].mean()), 6) for name in HISTORIES],
        "factor": np.linalg.cholesky(np.corrcoef(latent.T)).round(6).tolist(),
        "weights": weights.round(6).tolist(),
        "intercept": round(float(model.intercept_[0] - weights @ mean), 6),
    }
    lines = ",\n".join(f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in law.items())
    LAW.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    print("weights", dict(zip(columns, law["weights"])))


def left_out(figures, stroke):
    models = {
        "logistic": LogisticRegression(C=0.5, max_iter=1000),
        "forest": RandomForestClassifier(100, max_depth=8, min_samples_leaf=3, random_state=1),
        "neighbours": KNeighborsClassifier(25),
    }
    for name, model in models.items():
        scores = []
        for seed in range(10):
            folds = StratifiedKFold(10, shuffle=True, random_state=seed)
            pipe = make_pipeline(StandardScaler(), model)
            said = cross_val_predict(pipe, figures, stroke, cv=folds, method="predict_proba")[:, 1]
            scores.append(roc_auc_score(stroke, said))
        print(f"{name}: AUC on real rows left out {np.mean(scores):.3f}")


main()
