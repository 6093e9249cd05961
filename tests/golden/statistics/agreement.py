"""Computes agreement.json: Krippendorff's alpha by the package krippendorff, Cohen's kappa by scikit-learn and, where
nobody is missing, by statsmodels as well.

    pip install numpy==2.4.6 krippendorff==0.9.0 scikit-learn==1.9.1 statsmodels==0.15.0
    python agreement.py > agreement.json

A value of null means that the package has none: it refuses, or divides 0 by 0.
"""

import json
import math
import warnings

import krippendorff
import numpy as np
import sklearn
import statsmodels
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import cohens_kappa

warnings.simplefilter("ignore")
rng = np.random.default_rng(20261126)
_ = None
MADE_WITH = dict(numpy=np.__version__, krippendorff="0.9.0", sklearn=sklearn.__version__, statsmodels=statsmodels.__version__)


def finite(value):
    return float(value) if math.isfinite(value) else None


def panel(raters, units, grades, noise, gaps):
    """Raters who see a unit's grade, now and then another, and now and then do not rate."""
    truth = rng.integers(0, grades, units)
    rows = []
    for _rater in range(raters):
        seen = np.where(rng.uniform(size=units) < noise, rng.integers(0, grades, units), truth)
        rows.append([None if gap else float(grade) for grade, gap in zip(seen, rng.uniform(size=units) < gaps)])
    return rows


def rating_sets():
    yield "nobody", []
    yield "one rater", [[1.0, 2.0, 3.0]]
    yield "nobody rated the same", [[1.0, _, 2.0], [_, 3.0, _]]
    yield "all alike", [[3.0] * 5, [3.0] * 5, [3.0] * 5]
    yield "alike where paired", [[3.0, 4.0], [3.0, _]]
    yield "two in full agreement", [[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]]
    yield "two in full disagreement", [[1.0, 2.0, 1.0, 2.0], [2.0, 1.0, 2.0, 1.0]]
    yield "one unit, two ratings", [[1.0], [2.0]]
    yield "one unit, five ratings", [[1.0], [2.0], [2.0], [4.0], [5.0]]
    yield "one dissenter", [[1.0, 2.0, 3.0, 4.0]] * 4 + [[4.0, 3.0, 2.0, 1.0]]
    yield "one rating other than all", [[2.0] * 6, [2.0] * 6, [2.0] * 5 + [3.0]]
    # The data with missing values that Krippendorff (2011) computes by hand.
    yield "Krippendorff 2011", [
        [_, _, _, _, _, 3.0, 4.0, 1.0, 2.0, 1.0, 1.0, 3.0, 3.0, _, 3.0],
        [1.0, _, 2.0, 1.0, 3.0, 3.0, 4.0, 3.0, _, _, _, _, _, _, _],
        [_, _, 2.0, 1.0, 3.0, 4.0, 4.0, _, 2.0, 1.0, 1.0, 3.0, 3.0, _, 4.0]]
    yield "points apart", [[0.0, 50.0, 100.0, 73.5], [10.0, 50.0, 95.0, 73.5], [0.0, 45.25, 100.0, 70.0]]
    yield "below 0 and above", [[-1.5, 0.0, 2.0], [-1.0, 0.0, 2.5]]
    yield "a rater without a ballot", [[1.0, 2.0, 2.0, 4.0], [_] * 4, [1.0, 2.0, 3.0, 4.0]]
    yield "far numbers", [[1e9, 2e9, 3e9], [1e9, 2.1e9, 3e9]]
    for raters, units, grades, noise, gaps in [
            (5, 20, 5, 0.3, 0.0), (5, 20, 5, 0.3, 0.2), (7, 40, 4, 0.5, 0.1), (3, 12, 2, 0.4, 0.3), (5, 30, 10, 0.2, 0.5),
            (2, 60, 3, 0.6, 0.0), (9, 8, 6, 1.0, 0.1), (5, 200, 5, 0.1, 0.05), (11, 15, 3, 0.9, 0.6), (4, 25, 2, 0.05, 0.0)]:
        yield f"{raters} raters, {units} units, {grades} grades", panel(raters, units, grades, noise, gaps)


def alpha(rows, level):
    try:
        data = np.array([[np.nan if value is None else value for value in row] for row in rows], float)
        return finite(krippendorff.alpha(reliability_data=data, level_of_measurement=level))
    except (ValueError, IndexError):
        return None


def krippendorff_alpha():
    for name, rows in rating_sets():
        yield dict(name=name, ratings=rows, **{level: alpha(rows, level) for level in ("nominal", "ordinal", "interval")})


def pair_sets():
    yield "nothing", [], []
    yield "nothing by both", [1, _], [_, 1]
    yield "one unit, alike", [2], [2]
    yield "one unit, not alike", [2], [3]
    yield "all alike", [1] * 8, [1] * 8
    yield "each constant, not alike", [0] * 8, [1] * 8
    yield "one constant", [0] * 6, [0, 1, 0, 2, 0, 0]
    yield "full agreement", [0, 1, 2, 3], [0, 1, 2, 3]
    yield "full disagreement", [0, 1, 0, 1], [1, 0, 1, 0]
    yield "the ends exchanged", [0, 3, 0, 3, 1], [3, 0, 3, 0, 2]
    yield "a category of the one only", [0, 1, 4, 1, 0], [0, 1, 1, 1, 0]
    yield "categories far apart", [0, 1000, 5, 5], [0, 1000, 1000, 5]
    yield "one of many", [0] * 30 + [1], [0] * 31
    # Cohen (1960), page 45: shares of 200 cases in three categories.
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    cells = [(i, j) for i in range(3) for j in range(3) for _cell in range(table[i][j])]
    yield "Cohen 1960", [i for i, j in cells], [j for i, j in cells]
    for units, grades, noise, gaps in [(20, 2, 0.3, 0), (20, 5, 0.3, 0), (50, 4, 0.6, 0.1), (100, 3, 0.2, 0.3), (200, 10, 0.5, 0),
                                       (12, 3, 1.0, 0.2), (40, 2, 0.05, 0), (300, 7, 0.8, 0.05)]:
        one, other = panel(2, units, grades, noise, gaps)
        whole = lambda row: [None if value is None else int(value) for value in row]
        yield f"{units} units, {grades} grades", whole(one), whole(other)


def kappa(first, second, weights):
    pairs = [(a, b) for a, b in zip(first, second) if a is not None and b is not None]
    if not pairs:
        return None
    highest = max(max(pair) for pair in pairs)
    value = finite(cohen_kappa_score(*zip(*pairs), labels=list(range(highest + 1)), weights=weights)) if highest else None
    if value is not None and highest < 20:
        table = np.zeros((highest + 1, highest + 1))
        for a, b in pairs:
            table[a, b] += 1
        again = cohens_kappa(table, wt=weights, return_results=False)
        assert abs(value - again) < 1e-12, (value, again)
    return value


def cohen_kappa():
    for name, first, second in pair_sets():
        yield dict(name=name, first=first, second=second, whole=kappa(first, second, None),
                   linear=kappa(first, second, "linear"), quadratic=kappa(first, second, "quadratic"))


topics = [krippendorff_alpha, cohen_kappa]
sets = ",\n".join(
    json.dumps(topic.__name__) + ": [\n" + ",\n".join(json.dumps(entry) for entry in topic()) + "\n]" for topic in topics)
print("{\n" + json.dumps("made_with") + ": " + json.dumps(MADE_WITH) + ",\n" + sets + "\n}")
