"""Values of scikit-learn for the area under the ROC curve, the Brier score and macro-F1 (from 0.5 on): python make.py > values.json

Made with scikit-learn (its version is printed to standard error); the data sets are random, with ties, weights and
degenerate rankings among them.
"""
import json
import sys

import numpy as np
import sklearn
from sklearn.metrics import brier_score_loss, f1_score, roc_auc_score

rng = np.random.default_rng(20261124)
sets = []
for number in range(24):
    count = int(rng.integers(2, 80))
    truth = rng.integers(0, 2, count)
    truth[0], truth[1] = 0, 1
    digits = [1, 2, 6, 0][number % 4]
    probability = np.round(np.clip(rng.normal(0.35 + 0.3 * truth * (number % 3), 0.25), 0, 1), digits)
    weight = np.ones(count) if number % 2 else np.round(rng.uniform(0.1, 3.0, count), 3)
    sets.append({
        "truth": truth.tolist(),
        "probability": probability.tolist(),
        "weight": weight.tolist(),
        "auc": roc_auc_score(truth, probability, sample_weight=weight),
        "brier": brier_score_loss(truth, probability, sample_weight=weight),
        "macro-f1": f1_score(truth, probability >= 0.5, average="macro", sample_weight=weight, zero_division=0),
    })
json.dump(sets, sys.stdout, indent=None, separators=(",", ":"))
print(f"scikit-learn {sklearn.__version__}", file=sys.stderr)
