"""Computes golden.json: values that host/src/statistics must give, by other people's implementations.

    pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0 scikit-learn==1.9.1
    python make.py > golden.json      (some minutes)

Where ours draws at random, what is compared is either exact (a small set enumerated), or read off replicates that are
given, or a long run with a tolerance: five standard errors of what two such runs may differ by. Null means that SciPy
has no value.
"""

import itertools
import json
import warnings

import numpy as np
import scipy
import sklearn
import statsmodels
from scipy import stats
from scipy.stats._resampling import _bca_interval
from sklearn.metrics import f1_score, roc_auc_score
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

warnings.simplefilter("ignore")
rng = np.random.default_rng(20261124)
LONG = 200_000
# How often ours draws in the tests.
DRAWN = 20_000
RESAMPLES = 10_000


def numbers(array):
    return [float(value) for value in array]


def near(p, draws):
    """How far the share p of so many draws may fall from that of a long run."""
    p = min(max(p, 1 / draws), 1 - 1 / draws)
    return 5 * (p * (1 - p) * (1 / draws + 1 / LONG)) ** 0.5 + 1 / draws


def wilson():
    tries = [(0, 1), (1, 1), (0, 20), (20, 20), (1, 2), (9, 10), (37, 50), (81, 263), (500, 1000), (999_999, 1_000_000)]
    for successes, trials in tries:
        for confidence in (0.95, 0.9, 0.99):
            low, high = proportion_confint(successes, trials, alpha=1 - confidence, method="wilson")
            yield dict(successes=successes, trials=trials, confidence=confidence, low=float(low), high=float(high))


def percentile():
    sets = [[3.0], [1.0, 2.0], [4.0, 4.0, 4.0], numbers(rng.normal(size=11)), numbers(rng.integers(0, 4, 30))]
    sets += [[0.0] * 20, [-1.0, 1.0], [1e300, -1e300, 0.0], [5e-324, 0.0], numbers(range(20)), numbers(range(21)), numbers(range(-50, 51))]
    sets += [numbers(rng.exponential(size=n)) for n in (2, 3, 4, 7, 19, 20, 100, 1000)]
    for values in sets:
        shares = [0.0, 0.025, 0.25, 0.5, 0.9, 0.975, 1.0]
        yield dict(values=values, shares=shares, expected=numbers(np.percentile(values, np.array(shares) * 100)))


def exact_mcnemar():
    for first, second in [(0, 0), (1, 0), (5, 0), (6, 0), (0, 9), (3, 3), (10, 4), (4, 15), (40, 70), (512, 600), (30_000, 30_400),
                          (0, 1), (1, 1), (0, 5), (0, 6), (9, 0), (8, 1), (1, 8), (100, 0), (0, 1000), (7, 8), (500, 500), (2, 11)]:
        table = [[7, first], [second, 5]]
        yield dict(first=first, second=second, p=float(mcnemar(table, exact=True).pvalue))


def holm():
    for p in [[0.04], [0.01, 0.04, 0.03, 0.005], [0.2, 0.2, 0.2], [1.0, 0.0], numbers(rng.uniform(0, 0.2, 10)),
              [0.0], [1.0], [1.0] * 6, [0.0] * 6, [0.05, 0.05], [0.5, 0.01], [1e-300, 0.3], [0.025, 0.025, 0.05, 0.9], [0.04, 0.04, 0.001],
              [0.01] * 10] + [numbers(rng.uniform(0, top, n)) for top, n in ((1, 3), (0.05, 6), (0.01, 15), (1, 45), (0.1, 28))]:
        yield dict(p=p, adjusted=numbers(multipletests(p, method="holm")[1]))


def f1(truth, predicted, weights=None):
    """No answer is a label that truth has not."""
    given = [-1 if label is None else label for label in predicted]
    labels = sorted(set(truth))
    return float(f1_score(truth, given, labels=labels, average="macro", zero_division=0, sample_weight=weights))


def fast_f1(truth, given):
    """The same of whole arrays of labels, cases along the last axis; checked against scikit-learn below."""
    sums, classes = np.zeros(truth.shape[:-1]), np.zeros(truth.shape[:-1])
    for label in np.unique(truth):
        hits = ((truth == label) & (given == label)).sum(-1)
        both = (truth == label).sum(-1) + (given == label).sum(-1)
        occurs = (truth == label).any(-1)
        sums += np.where(occurs, 2 * hits / np.maximum(both, 1), 0)
        classes += occurs
    return sums / classes


def coded(labels):
    return np.array([-1 if label is None else label for label in labels])


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
    yield "one case, right", [0], [0], None
    yield "one case, wrong", [0], [1], None
    yield "one case, no answer", [3], [None], None
    yield "a class that is never given", [0, 0, 1, 1, 2, 2], [0, 0, 1, 1, 1, 0], None
    yield "numbers of classes far apart", [0, 900, 0, 900], [0, 900, 900, None], None
    yield "one right of many", [0] * 99 + [1], [1] * 99 + [1], None
    yield "tiny weights", [0, 1, 1], [0, 1, 0], [1e-9, 1e-9, 1e-9]
    for classes, count, right in [(2, 50, 0.9), (3, 200, 0.5), (10, 100, 0.3), (4, 12, 0.7), (7, 500, 0.95)]:
        yield f"{classes} classes, {count} cases", *labels_of(classes, count, right), numbers(rng.uniform(0.1, 5, count)) if count % 200 else None


def labels_of(classes, count, right, silent=0.05):
    truth = rng.choice(classes, count, p=rng.dirichlet(np.full(classes, 3.0)))
    said = np.where(rng.uniform(size=count) < right, truth, rng.integers(0, classes, count))
    return [int(t) for t in truth], [None if gap else int(label) for label, gap in zip(said, rng.uniform(size=count) < silent)]


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
    yield "one case, a tie", [0.4], [0.4], None, None
    yield "one group", numbers(rng.uniform(size=5)), numbers(rng.uniform(size=5)), None, [4] * 5
    yield "groups in which differences cancel", [1.0, 0.0] * 4, [0.0, 1.0] * 4, None, [i // 2 for i in range(8)]
    yield "one other way", [1.0] * 8 + [0.0], [0.0] * 8 + [1.0], None, None
    yield "half and half", [1.0] * 5 + [0.0] * 5, [0.0] * 5 + [1.0] * 5, None, None
    yield "one large and many small", [1.0] + [0.01] * 9, [0.0] * 10, None, None
    for n, digits in [(2, 1), (3, 2), (8, 1), (13, 1), (10, 4)]:
        yield f"{n} scores of {digits} digits", numbers(rng.uniform(size=n).round(digits)), numbers(rng.uniform(size=n).round(digits)), None, None


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
    sets = [("all ties", 30, 0.0), ("right or wrong", 90, 0.1), ("all one way", 25, 1.0)]
    sets += [(f"{n} cases, shifted by {shift}", n, shift) for n in (17, 20, 33, 60, 80, 120) for shift in (0.0, 0.05, 0.15)]
    for name, n, shift in sets:
        first, second = rng.uniform(size=n) + shift, rng.uniform(size=n)
        if name == "all ties":
            second = first
        if name == "right or wrong":
            first, second = (rng.uniform(size=n) < 0.8).astype(float), (rng.uniform(size=n) < 0.65).astype(float)
        if name == "all one way":
            second = second * 0
        difference = first - second
        if (difference != 0).any():
            result = stats.permutation_test((difference,), lambda d, axis: d.mean(axis), vectorized=True, batch=5_000,
                                            permutation_type="samples", n_resamples=LONG, rng=rng)
            p = float(result.pvalue)
        else:
            p = 1.0
        yield dict(name=name, first=numbers(first), second=numbers(second), p=p, tolerance=near(p, DRAWN))


def f1_permutation():
    """Every exchange of two entrants' labels."""
    sets = [("small", 9, None, 0.4), ("three classes", 12, None, 0.4), ("grouped", 24, [i // 3 for i in range(24)], 0.4),
            ("one case", 1, None, 0.4), ("two cases", 2, None, 0.0), ("one group", 6, [0] * 6, 0.4), ("the same answers", 10, None, None)]
    sets += [(f"{n} cases, {right} right", n, None, right) for n in (3, 5, 7, 11, 13) for right in (0.1, 0.6)]
    sets += [(f"{n} cases by twos", n, [i // 2 for i in range(n)], 0.3) for n in (8, 14, 20)]
    for name, n, groups, right in sets:
        truth = [int(t) for t in rng.integers(0, 3, n)]
        one = [int(t if rng.uniform() < 0.9 else rng.integers(0, 3)) for t in truth]
        two = [None if rng.uniform() < 0.1 else int(t if rng.uniform() < right else rng.integers(0, 3)) for t in truth] if right is not None else one
        group = np.arange(n) if groups is None else np.array(groups)
        observed = f1(truth, one) - f1(truth, two)
        names = sorted(set(group.tolist()))
        swaps = np.array(list(itertools.product([False, True], repeat=len(names))))[:, group]
        repeated = np.broadcast_to(np.array(truth), swaps.shape)
        a = fast_f1(repeated, np.where(swaps, coded(two), coded(one)))
        b = fast_f1(repeated, np.where(swaps, coded(one), coded(two)))
        assert abs(a[0] - b[0] - observed) < 1e-12
        p = float((np.abs(a - b) >= abs(observed) - 1e-12).mean())
        yield dict(name=name, truth=truth, first=one, second=two, groups=groups, difference=observed, p=p)


def mean_of(total):
    sums, weights = total
    return lambda index: sums[index].sum() / weights[index].sum()


def bca_read_off():
    """The interval that SciPy reads off given replicates, with its acceleration and, by its definition of a percentile of
    score, the bias correction. Null where all replicates are on one side, of which it makes no number."""
    sets = [("skewed", rng.exponential(size=25)), ("right or wrong", rng.integers(0, 2, 40).astype(float)),
            ("two values", np.array([0.2, 0.9])), ("ties", np.array([0.5] * 9 + [0.1])), ("all the same", np.full(8, 0.5)),
            ("one right of thirty", np.array([1.0] + [0.0] * 29)), ("one wrong of thirty", np.array([0.0] + [1.0] * 29)),
            ("heavy tail", rng.pareto(1.5, 40)), ("below 0", -rng.exponential(size=30)), ("large numbers", 1e9 * rng.uniform(size=20)),
            ("three values", np.array([0.0, 0.1, 1.0])), ("uniform", rng.uniform(size=60))]
    for name, values in sets:
        for confidence in (0.95, 0.8):
            mean = lambda x, axis: np.mean(x, axis)
            result = stats.bootstrap((values,), mean, n_resamples=99, method="BCa", confidence_level=confidence, rng=rng)
            n, drawn, observed = len(values), result.bootstrap_distribution, mean(values, 0)
            _, _, acceleration = _bca_interval((values,), mean, 0, (1 - confidence) / 2, drawn, None, np)
            below = ((drawn < observed).sum() + (drawn <= observed).sum()) / (2 * len(drawn))
            jackknife = np.array([np.delete(values, i).mean() for i in range(n)])
            yield dict(name=name, observed=float(observed), replicates=numbers(drawn), jackknife=numbers(jackknife), confidence=confidence,
                       bias=finite(stats.norm.ppf(below)), acceleration=finite(np.squeeze(acceleration)),
                       low=finite(result.confidence_interval.low), high=finite(result.confidence_interval.high))


def finite(value):
    return float(value) if np.isfinite(value) else None


def read(result, step):
    """What SciPy reads off, with how far a run of ours may fall from it: by as many standard errors as five of a percentile
    come to, and by a step where the statistic has steps."""
    spread = float(np.std(result.bootstrap_distribution))
    percentile_error = (0.025 * 0.975 * (1 / RESAMPLES + 1 / len(result.bootstrap_distribution))) ** 0.5 / stats.norm.pdf(1.96)
    return dict(low=finite(result.confidence_interval.low), high=finite(result.confidence_interval.high),
                tolerance=5 * percentile_error * spread + step + 1e-12)


def intervals():
    """Long runs of SciPy's bootstrap of the weighted mean of pieces."""
    groups = [int(g) for g in rng.integers(0, 25, 90)]
    effect = rng.normal(0, 0.2, 25)
    grouped = np.clip(0.5 + effect[groups] + rng.normal(0, 0.05, 90), 0, 1)
    sets = [
        ("uniform", numbers(rng.uniform(size=60)), None, None, 0),
        ("skewed", numbers(rng.beta(0.4, 3, size=50)), None, None, 0),
        ("right or wrong", numbers(rng.uniform(size=80) < 0.85), None, None, 1 / 80),
        ("weighted", numbers(rng.uniform(size=60)), numbers(rng.uniform(0.2, 4, 60)), None, 0),
        ("grouped", numbers(grouped), None, groups, 0),
        ("grouped and weighted", numbers(grouped), numbers(rng.uniform(0.2, 4, 90)), groups, 0),
        ("all the same", [0.25] * 10, None, None, 0),
        ("one wrong of forty", [1.0] * 39 + [0.0], None, None, 1 / 40),
        ("two cases", [0.25, 0.75], None, None, 0.25),
        ("half right", [1.0] * 20 + [0.0] * 20, None, None, 1 / 40),
        ("forecast errors", numbers(rng.exponential(size=70)), None, None, 0),
        ("large groups", numbers(rng.uniform(size=120)), None, [i // 12 for i in range(120)], 0),
    ]
    for name, values, weights, in_groups, step in sets:
        total = pieces(values, weights, in_groups)
        index = np.arange(len(total[0]))
        for method in ("percentile", "BCa"):
            result = stats.bootstrap((index,), mean_of(total), vectorized=False, n_resamples=40_000, method=method, rng=rng)
            yield dict(name=name, values=values, weights=weights, groups=in_groups, method=method.lower(),
                       mean=float(total[0].sum() / total[1].sum()), **read(result, step))


def f1_intervals():
    sets = [("perfect", [0, 1, 2, 0, 1, 2], [0, 1, 2, 0, 1, 2]), ("all wrong", [0, 1] * 5, [1, 0] * 5), ("one class", [0] * 12, [0] * 9 + [1] * 3)]
    sets += [(f"{classes} classes, {count} cases, {right} right", *labels_of(classes, count, right, 0.0 if count == 90 else 0.05))
             for classes, count, right in [(3, 90, 0.75), (2, 60, 0.9), (2, 40, 0.5), (4, 120, 0.8), (5, 150, 0.3), (3, 45, 0.95), (6, 80, 0.6)]]
    for name, truth, said in sets:
        array_truth, array_said = np.array(truth), coded(said)
        statistic = lambda index, axis: fast_f1(array_truth[index], array_said[index])
        assert abs(f1(truth, said) - fast_f1(array_truth, array_said)) < 1e-12
        for method in ("percentile", "BCa"):
            result = stats.bootstrap((np.arange(len(truth)),), statistic, vectorized=True, n_resamples=40_000, batch=5_000, method=method, rng=rng)
            # One case more or less moves a class's F1 by about 1 / (its cases), and the mean by that over the classes.
            step = 1.0 / len(truth) if name == "one class" else 0.25 / len(truth)
            yield dict(name=name, truth=truth, predicted=said, method=method.lower(), **read(result, step))


def auc_of(positive, place):
    """Mann-Whitney by comparing every pair, cases along the last axis; half where a resample has cases of one kind only."""
    won = (place[..., :, None] > place[..., None, :]) + (place[..., :, None] == place[..., None, :]) / 2
    pairs = positive[..., :, None] & ~positive[..., None, :]
    count = pairs.sum((-1, -2))
    return np.where(count > 0, (won * pairs).sum((-1, -2)) / np.maximum(count, 1), 0.5)


def difference_intervals():
    """Percentile intervals of the difference of macro-F1 and of the area under the ROC curve, both entrants on one resample."""
    for count, classes, one, two in [(40, 2, 0.9, 0.7), (60, 3, 0.6, 0.6), (90, 4, 0.8, 0.4), (30, 3, 0.95, 0.9), (120, 5, 0.5, 0.7), (25, 2, 0.5, 0.95),
                                     (80, 3, 0.99, 0.99), (50, 6, 0.7, 0.3), (70, 2, 0.85, 0.8), (45, 3, 0.2, 0.9)]:
        truth = rng.integers(0, classes, count)
        said = [np.where(rng.uniform(size=count) < right, truth, rng.integers(0, classes, count)) for right in (one, two)]
        statistic = lambda index, axis: fast_f1(truth[index], said[0][index]) - fast_f1(truth[index], said[1][index])
        yield difference(f"labels of {classes} classes, {count} cases", "f1", count, statistic, truth, said)
    for count, one, two, digits in [(30, 1.0, 0.2, 3), (40, 0.5, 0.5, 1), (50, 2.0, 0.0, 2), (20, 0.3, 0.9, 1), (60, 0.0, 0.0, 3), (35, 3.0, 2.5, 2),
                                    (45, 0.1, 1.5, 1), (25, 1.0, 1.0, 0), (55, 0.7, 0.2, 2), (12, 1.0, 0.0, 1)]:
        truth = rng.integers(0, 2, count)
        truth[:2] = 0, 1
        said = [np.round(1 / (1 + np.exp(-rng.normal(shift * (truth - 0.5) * 2, 1))), digits) for shift in (one, two)]
        statistic = lambda index, axis: auc_of(truth[index] == 1, said[0][index]) - auc_of(truth[index] == 1, said[1][index])
        assert abs(statistic(np.arange(count), -1) - (roc_auc_score(truth, said[0]) - roc_auc_score(truth, said[1]))) < 1e-12
        yield difference(f"rankings of {count} cases, {digits} digits", "auc", count, statistic, truth, said)


def difference(name, kind, count, statistic, truth, said):
    result = stats.bootstrap((np.arange(count),), statistic, vectorized=True, n_resamples=20_000, batch=500, method="percentile", rng=rng)
    return dict(name=name, kind=kind, truth=[int(t) for t in truth], first=numbers(said[0]), second=numbers(said[1]), **read(result, 0.25 / count))


def paired_bootstrap():
    sets = [("all ties", 20, 0.0), ("all one way", 20, 2.0), ("right or wrong", 80, 0.0), ("two cases", 2, 0.1)]
    sets += [(f"{n} cases, shifted by {shift}", n, shift) for n in (10, 40, 60, 150) for shift in (0.0, 0.04, 0.09)]
    sets += [(f"{n} cases by fours, shifted by {shift}", n, shift) for n in (24, 60) for shift in (0.0, 0.08)]
    for name, n, shift in sets:
        groups = [i // 4 for i in range(n)] if "fours" in name else None
        first, second = rng.uniform(size=n) + shift, rng.uniform(size=n)
        if name == "all ties":
            second = first
        if name == "right or wrong":
            first, second = (rng.uniform(size=n) < 0.8).astype(float), (rng.uniform(size=n) < 0.65).astype(float)
        sums, _ = pieces(first - second, None, groups)
        drawn = np.concatenate([sums[rng.integers(0, len(sums), (20_000, len(sums)))].sum(1) for _ in range(LONG // 20_000)])
        smaller = float(min((drawn <= 0).mean(), (drawn >= 0).mean()))
        yield dict(name=name, first=numbers(first), second=numbers(second), groups=groups, p=min(1.0, 2 * smaller),
                   tolerance=2 * near(smaller, DRAWN))


made_with = {module.__name__: module.__version__ for module in (np, scipy, statsmodels, sklearn)}
topics = [wilson, percentile, exact_mcnemar, holm, macro_f1, permutation, drawn_permutation, f1_permutation, bca_read_off,
          intervals, f1_intervals, paired_bootstrap, difference_intervals]
sets = ",\n".join(
    json.dumps(topic.__name__) + ": [\n" + ",\n".join(json.dumps(entry) for entry in topic()) + "\n]" for topic in topics)
print("{\n" + json.dumps("made_with") + ": " + json.dumps(made_with) + ",\n" + sets + "\n}")
