"""Computes golden.json: values that host/src/statistics must give, by other people's implementations.

Needs numpy, scipy, statsmodels and scikit-learn. Where ours draws at random, what is compared is either exact (a small
set enumerated), or read off replicates that are given, or a long run with a tolerance.
"""

import itertools
import json
import warnings

import numpy as np
import scipy
import sklearn
import statsmodels
from scipy import stats
from sklearn.metrics import f1_score
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

warnings.simplefilter("ignore")
rng = np.random.default_rng(20261124)
LONG = 200_000


def numbers(array):
    return [float(value) for value in array]


def wilson():
    tries = [(0, 1), (1, 1), (0, 20), (20, 20), (1, 2), (9, 10), (37, 50), (81, 263), (500, 1000), (999_999, 1_000_000)]
    for successes, trials in tries:
        for confidence in (0.95, 0.9, 0.99):
            low, high = proportion_confint(successes, trials, alpha=1 - confidence, method="wilson")
            yield dict(successes=successes, trials=trials, confidence=confidence, low=float(low), high=float(high))


def percentile():
    sets = [[3.0], [1.0, 2.0], [4.0, 4.0, 4.0], numbers(rng.normal(size=11)), numbers(rng.integers(0, 4, 30))]
    for values in sets:
        shares = [0.0, 0.025, 0.25, 0.5, 0.9, 0.975, 1.0]
        yield dict(values=values, shares=shares, expected=numbers(np.percentile(values, np.array(shares) * 100)))


def exact_mcnemar():
    for first, second in [(0, 0), (1, 0), (5, 0), (6, 0), (0, 9), (3, 3), (10, 4), (4, 15), (40, 70), (512, 600), (30_000, 30_400)]:
        table = [[7, first], [second, 5]]
        yield dict(first=first, second=second, p=float(mcnemar(table, exact=True).pvalue))


def holm():
    for p in [[0.04], [0.01, 0.04, 0.03, 0.005], [0.2, 0.2, 0.2], [1.0, 0.0], numbers(rng.uniform(0, 0.2, 10))]:
        yield dict(p=p, adjusted=numbers(multipletests(p, method="holm")[1]))


def f1(truth, predicted, weights=None):
    """No answer is a label that truth has not."""
    given = [-1 if label is None else label for label in predicted]
    labels = sorted(set(truth))
    return float(f1_score(truth, given, labels=labels, average="macro", zero_division=0, sample_weight=weights))


def label_sets():
    yield "perfect", [0, 1, 2], [0, 1, 2], None
    yield "all wrong", [0, 1], [1, 0], None
    yield "one class only", [1, 1, 1, 1], [1, 1, 0, 1], None
    yield "no answers", [0, 1, 1], [None, None, None], None
    yield "a label beyond truth", [0, 0, 1, 1], [0, 3, 1, 3], None
    yield "majority", [0] * 17 + [1] * 3, [0] * 20, None
    truth = rng.integers(0, 5, 120)
    said = np.where(rng.uniform(size=120) < 0.6, truth, rng.integers(0, 6, 120))
    with_gaps = [None if gap else int(label) for label, gap in zip(said, rng.uniform(size=120) < 0.1)]
    yield "five classes with gaps", [int(t) for t in truth], with_gaps, None
    yield "weighted", [int(t) for t in truth], with_gaps, numbers(rng.uniform(0.5, 3, 120))


def macro_f1():
    for name, truth, predicted, weights in label_sets():
        yield dict(name=name, truth=truth, predicted=predicted, weights=weights, expected=f1(truth, predicted, weights))


def paired_sets():
    yield "one case", [1.0], [0.0], None, None
    yield "all ties", [0.5, 0.5, 0.5], [0.5, 0.5, 0.5], None, None
    yield "six one way", [1.0] * 6, [0.0] * 6, None, None
    yield "five one way among ties", [1.0] * 9, [0.0] * 5 + [1.0] * 4, None, None
    yield "right or wrong", [1.0, 1, 1, 0, 1, 0, 1, 1, 1, 0], [0.0, 1, 0, 0, 0, 1, 1, 0, 0, 0], None, None
    yield "scores", numbers(rng.uniform(size=12).round(2)), numbers(rng.uniform(size=12).round(2)), None, None
    yield "weighted", numbers(rng.uniform(size=11)), numbers(rng.uniform(size=11)), numbers(rng.uniform(0.5, 4, 11)), None
    groups = [int(g) for g in rng.integers(0, 9, 30)]
    yield "grouped", numbers(rng.uniform(size=30) + 0.1), numbers(rng.uniform(size=30)), None, groups
    yield "grouped and weighted", numbers(rng.uniform(size=30)), numbers(rng.uniform(size=30)), numbers(rng.uniform(0.5, 2, 30)), groups


def pieces(values, weights, groups):
    """Weighted sums and weights of the independent pieces."""
    values = np.asarray(values, float)
    weights = np.ones_like(values) if weights is None else np.asarray(weights)
    groups = np.arange(len(values)) if groups is None else np.asarray(groups)
    order = list(dict.fromkeys(groups.tolist()))
    sums = np.array([(values * weights)[groups == g].sum() for g in order])
    return sums, np.array([weights[groups == g].sum() for g in order])


def permutation():
    for name, first, second, weights, groups in paired_sets():
        (one, total), (other, _) = pieces(first, weights, groups), pieces(second, weights, groups)
        if len(one) > 1:
            result = stats.permutation_test(
                (one, other), lambda x, y, axis: (x.sum(axis) - y.sum(axis)) / total.sum(), vectorized=True,
                permutation_type="samples", n_resamples=np.inf, alternative="two-sided")
            p = float(result.pvalue)
        else:
            p = 1.0  # One piece falls one way or the other, and both are as extreme.
        yield dict(name=name, first=first, second=second, weights=weights, groups=groups,
                   difference=float((one - other).sum() / total.sum()), p=p)


def drawn_permutation():
    """More pieces than are enumerated: a long run of SciPy."""
    for name, n, shift in [("none", 60, 0.0), ("some", 80, 0.09), ("much", 60, 0.2)]:
        first, second = rng.uniform(size=n) + shift, rng.uniform(size=n)
        result = stats.permutation_test((first - second,), lambda d, axis: d.mean(axis), vectorized=True,
                                        permutation_type="samples", n_resamples=LONG, rng=rng)
        yield dict(name=name, first=numbers(first), second=numbers(second), p=float(result.pvalue), tolerance=0.008)


def f1_permutation():
    """Every exchange of two entrants' labels, scored by scikit-learn."""
    for name, n, groups in [("small", 9, None), ("three classes", 12, None), ("grouped", 24, [i // 3 for i in range(24)])]:
        truth = [int(t) for t in rng.integers(0, 3, n)]
        one = [int(t if rng.uniform() < 0.9 else rng.integers(0, 3)) for t in truth]
        two = [None if rng.uniform() < 0.1 else int(t if rng.uniform() < 0.4 else rng.integers(0, 3)) for t in truth]
        group = np.arange(n) if groups is None else np.array(groups)
        observed = f1(truth, one) - f1(truth, two)
        names = sorted(set(group.tolist()))
        extreme = 0
        for swap in itertools.product([False, True], repeat=len(names)):
            swapped = np.array(swap)[group]
            a = [y if s else x for x, y, s in zip(one, two, swapped)]
            b = [x if s else y for x, y, s in zip(one, two, swapped)]
            extreme += abs(f1(truth, a) - f1(truth, b)) >= abs(observed) - 1e-12
        yield dict(name=name, truth=truth, first=one, second=two, groups=groups, difference=observed,
                   p=extreme / 2 ** len(names))


def mean_of(total):
    sums, weights = total
    return lambda index: sums[index].sum() / weights[index].sum()


def bca_read_off():
    """The interval that SciPy reads off given replicates."""
    for name, values in [("skewed", rng.exponential(size=25)), ("right or wrong", rng.integers(0, 2, 40).astype(float)),
                         ("two values", np.array([0.2, 0.9])), ("ties", np.array([0.5] * 9 + [0.1]))]:
        for confidence in (0.95, 0.8):
            result = stats.bootstrap((values,), np.mean, n_resamples=199, method="BCa", confidence_level=confidence, rng=rng)
            n = len(values)
            jackknife = (values.sum() - values) / (n - 1)
            yield dict(name=name, observed=float(values.mean()), replicates=numbers(result.bootstrap_distribution),
                       jackknife=numbers(jackknife), confidence=confidence,
                       low=float(result.confidence_interval.low), high=float(result.confidence_interval.high))


def intervals():
    """Long runs of SciPy's bootstrap of the weighted mean of pieces."""
    groups = [int(g) for g in rng.integers(0, 25, 90)]
    effect = rng.normal(0, 0.2, 25)
    grouped = np.clip(0.5 + effect[groups] + rng.normal(0, 0.05, 90), 0, 1)
    sets = [
        ("uniform", numbers(rng.uniform(size=60)), None, None, 0.006),
        ("skewed", numbers(rng.beta(0.4, 3, size=50)), None, None, 0.006),
        ("right or wrong", numbers(rng.uniform(size=80) < 0.85), None, None, 0.014),
        ("weighted", numbers(rng.uniform(size=60)), numbers(rng.uniform(0.2, 4, 60)), None, 0.006),
        ("grouped", numbers(grouped), None, groups, 0.006),
        ("grouped and weighted", numbers(grouped), numbers(rng.uniform(0.2, 4, 90)), groups, 0.006),
    ]
    for name, values, weights, in_groups, tolerance in sets:
        total = pieces(values, weights, in_groups)
        index = np.arange(len(total[0]))
        for method in ("percentile", "BCa"):
            result = stats.bootstrap((index,), mean_of(total), vectorized=False, n_resamples=40_000, method=method, rng=rng)
            yield dict(name=name, values=values, weights=weights, groups=in_groups, method=method.lower(),
                       mean=float(total[0].sum() / total[1].sum()), low=float(result.confidence_interval.low),
                       high=float(result.confidence_interval.high), tolerance=tolerance)


def f1_intervals():
    truth = [int(t) for t in rng.choice(3, 90, p=[0.6, 0.3, 0.1])]
    said = [int(t if rng.uniform() < 0.75 else rng.integers(0, 3)) for t in truth]
    array_truth, array_said = np.array(truth), np.array(said)
    statistic = lambda index: f1(array_truth[index].tolist(), array_said[index].tolist())
    for method in ("percentile", "BCa"):
        result = stats.bootstrap((np.arange(90),), statistic, vectorized=False, n_resamples=9_999, method=method, rng=rng)
        yield dict(name="three unbalanced classes", truth=truth, predicted=said, method=method.lower(),
                   low=float(result.confidence_interval.low), high=float(result.confidence_interval.high), tolerance=0.012)


def paired_bootstrap():
    for name, n, shift in [("none", 40, 0.0), ("some", 60, 0.09), ("grouped", 60, 0.08)]:
        groups = [i // 4 for i in range(n)] if name == "grouped" else None
        first, second = rng.uniform(size=n) + shift, rng.uniform(size=n)
        sums, _ = pieces(first - second, None, groups)
        drawn = np.concatenate([sums[rng.integers(0, len(sums), (20_000, len(sums)))].sum(1) for _ in range(10)])
        p = min(1.0, 2 * min((drawn <= 0).mean(), (drawn >= 0).mean()))
        yield dict(name=name, first=numbers(first), second=numbers(second), groups=groups, p=float(p), tolerance=0.01)


made_with = {module.__name__: module.__version__ for module in (np, scipy, statsmodels, sklearn)}
topics = [wilson, percentile, exact_mcnemar, holm, macro_f1, permutation, drawn_permutation, f1_permutation, bca_read_off,
          intervals, f1_intervals, paired_bootstrap]
sets = ",\n".join(
    json.dumps(topic.__name__) + ": [\n" + ",\n".join(json.dumps(entry) for entry in topic()) + "\n]" for topic in topics)
print("{\n" + json.dumps("made_with") + ": " + json.dumps(made_with) + ",\n" + sets + "\n}")
