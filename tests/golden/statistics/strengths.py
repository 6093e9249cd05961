"""Computes strengths.json: Bradley-Terry log-strengths, as the maximum that SciPy finds of the penalised likelihood and,
where the prior is a whole number and ballots are not weighted, as choix finds them by another method, with the phantom
opponent as one more entrant.

    pip install numpy==2.4.6 scipy==1.17.1 choix==0.4.1
    python strengths.py > strengths.json

`drawn` holds resamples of groups, so that what ours reads off them is compared without any randomness.
"""

import json

import choix
import numpy as np
import scipy
from scipy.optimize import minimize, root

rng = np.random.default_rng(20261127)
MADE_WITH = dict(numpy=np.__version__, scipy=scipy.__version__, choix="0.4.1")
FIRST, SECOND, TIE, NEITHER = "first", "second", "tie", "neither"
SHARE = {FIRST: 1.0, SECOND: 0.0, TIE: 0.5, NEITHER: 0.5}


def map_of(entrants, duels, weights, prior):
    """Minus the log-posterior, term by term as it is defined, minimised from 0."""
    one = np.array([duel[0] for duel in duels], int)
    other = np.array([duel[1] for duel in duels], int)
    share = np.array([SHARE[duel[2]] for duel in duels], float)
    weights = np.asarray(weights, float)

    def loss(at):
        gap = at[one] - at[other]
        # -log of the chance of a win is log(1 + exp(-gap)), of a loss log(1 + exp(gap)).
        met = weights * (share * np.logaddexp(0, -gap) + (1 - share) * np.logaddexp(0, gap))
        phantom = prior * (np.logaddexp(0, -at) + np.logaddexp(0, at)) / 2
        chance = 1 / (1 + np.exp(-gap))
        pull = weights * (chance - share)
        slope = prior * (1 / (1 + np.exp(-at)) - 0.5)
        np.add.at(slope, one, pull)
        np.subtract.at(slope, other, pull)
        return met.sum() + phantom.sum(), slope

    def curvature(at):
        gap = at[one] - at[other]
        spread = weights / ((1 + np.exp(-gap)) * (1 + np.exp(gap)))
        matrix = np.diag(prior / ((1 + np.exp(-at)) * (1 + np.exp(at))))
        for i, j, value in zip(one, other, spread):
            matrix[i, i] += value
            matrix[j, j] += value
            matrix[i, j] -= value
            matrix[j, i] -= value
        return matrix

    found = minimize(loss, np.zeros(entrants), jac=True, hess=curvature, method="trust-exact", options=dict(gtol=1e-7, maxiter=2000))
    # What is least by the loss is known to half the digits; where its slope is 0, to nearly all.
    exact = root(lambda at: loss(at)[1], found.x, jac=curvature, tol=1e-14).x
    assert np.abs(loss(exact)[1]).max() < 1e-9 and np.abs(exact - found.x).max() < 1e-4, (exact, found)
    return exact


def choix_of(entrants, duels, prior):
    """Each ballot counted twice, so that a tie is a win for each; the phantom opponent is the last entrant."""
    pairs = []
    for one, other, said in duels:
        pairs += {FIRST: [(one, other)] * 2, SECOND: [(other, one)] * 2}.get(said, [(one, other), (other, one)])
    for entrant in range(entrants):
        pairs += [(entrant, entrants), (entrants, entrant)] * int(prior)
    found = choix.ilsr_pairwise(entrants + 1, pairs, alpha=0.0, max_iter=20_000, tol=1e-11)
    return found[:-1] - found[-1]


def ballots(entrants, count, spread, ties):
    """Ballots as the model says, with some that prefer neither."""
    logs = rng.normal(0, spread, entrants)
    duels = []
    for _ in range(count):
        one, other = (int(place) for place in rng.choice(entrants, 2, replace=False))
        said = FIRST if rng.uniform() < 1 / (1 + np.exp(logs[other] - logs[one])) else SECOND
        if rng.uniform() < ties:
            said = TIE if rng.uniform() < 0.7 else NEITHER
        duels.append([one, other, said])
    return duels


def round_robin(entrants, says):
    return [[i, j, says(i, j)] for i in range(entrants) for j in range(i + 1, entrants)]


def duel_sets():
    """Name, entrants, ballots, weights, prior."""
    yield "nobody met", 3, [], None, 1
    yield "one ballot", 2, [[0, 1, FIRST]], None, 1
    yield "one tie", 2, [[0, 1, TIE]], None, 1
    yield "all ties", 4, round_robin(4, lambda i, j: TIE) * 5, None, 1
    yield "neither fit throughout", 3, round_robin(3, lambda i, j: NEITHER) * 3, None, 1
    yield "one winner of all", 5, [[0, other, FIRST] for other in range(1, 5)] * 6, None, 1
    yield "one loser of all among ties", 4, round_robin(4, lambda i, j: FIRST if j == 3 else TIE) * 4, None, 1
    yield "a strict ladder", 6, round_robin(6, lambda i, j: FIRST) * 3, None, 1
    yield "a strict ladder of many ballots", 4, round_robin(4, lambda i, j: FIRST) * 500, None, 1
    yield "a circle", 3, [[0, 1, FIRST], [1, 2, FIRST], [2, 0, FIRST]] * 7, None, 1
    yield "two groups that never met", 5, [[0, 1, FIRST]] * 9 + [[1, 0, FIRST]] * 4 + [[2, 3, SECOND]] * 6 + [[3, 4, TIE]] * 5, None, 1
    yield "two groups, one with many ballots", 4, [[0, 1, FIRST]] * 700 + [[1, 0, FIRST]] * 300 + [[2, 3, FIRST]], None, 1
    yield "one entrant without a ballot", 4, [[0, 1, FIRST], [1, 2, SECOND], [0, 2, TIE]] * 5, None, 1
    yield "missing ballots", 5, [[0, 1, FIRST]] * 5 + [[1, 2, SECOND]] * 3 + [[2, 3, FIRST]] + [[3, 4, TIE]] * 2, None, 1
    yield "one pair, even", 2, [[0, 1, FIRST]] * 8 + [[0, 1, SECOND]] * 8, None, 1
    yield "a strong prior", 4, ballots(4, 40, 1.0, 0.2), None, 25
    yield "a weak prior on a winner of all", 3, [[0, 1, FIRST], [0, 2, FIRST], [1, 2, TIE]] * 4, None, 0.01
    yield "half a meeting", 5, ballots(5, 60, 1.0, 0.1), None, 0.5
    weights = [round(float(weight), 3) for weight in rng.uniform(0.2, 4, 50)]
    yield "weighted", 5, ballots(5, 50, 1.0, 0.2), weights, 1
    for entrants, count, spread, ties in [(2, 30, 0.5, 0.1), (3, 60, 1.0, 0.3), (5, 150, 1.0, 0.2), (8, 120, 2.0, 0.0), (12, 400, 0.7, 0.4),
                                          (20, 300, 1.5, 0.1), (5, 1000, 3.0, 0.05)]:
        yield f"{entrants} entrants, {count} ballots", entrants, ballots(entrants, count, spread, ties), None, 1


def bradley_terry():
    for name, entrants, duels, weights, prior in duel_sets():
        logs = map_of(entrants, duels, [1.0] * len(duels) if weights is None else weights, prior)
        if weights is None and prior == int(prior) and duels:
            again = choix_of(entrants, duels, prior)
            assert np.abs(logs - again).max() < 1e-6, (name, logs, again)
        yield dict(name=name, entrants=entrants, duels=duels, weights=weights, prior=float(prior), logs=logs.tolist())


def drawn_sets():
    for place in range(20):
        entrants, count = int(rng.integers(2, 6)), int(rng.integers(6, 40))
        duels = [[0, 1, FIRST]] * count if place == 0 else [[0, 1, TIE]] * count if place == 1 else ballots(entrants, count, 1.0, 0.2)
        groups = int(rng.integers(2, 8))
        yield entrants, duels, [int(group) for group in rng.permutation(np.arange(count) % groups)]


def resampled():
    for place, (entrants, duels, groups) in enumerate(drawn_sets()):
        order = list(dict.fromkeys(groups))
        members = [[i for i, group in enumerate(groups) if group == name] for name in order]
        drawn = rng.integers(0, len(order), (40, len(order)))
        logs = []
        for pieces in drawn:
            taken = [duels[i] for piece in pieces for i in members[piece]]
            logs.append(map_of(entrants, taken, [1.0] * len(taken), 1))
        low, high = np.percentile(logs, [2.5, 97.5], axis=0)
        yield dict(name=f"resampled {place}", entrants=entrants, duels=duels, groups=groups, drawn=drawn.tolist(), low=low.tolist(), high=high.tolist())


topics = [bradley_terry, resampled]
sets = ",\n".join(
    json.dumps(topic.__name__) + ": [\n" + ",\n".join(json.dumps(entry) for entry in topic()) + "\n]" for topic in topics)
print("{\n" + json.dumps("made_with") + ": " + json.dumps(MADE_WITH) + ",\n" + sets + "\n}")
