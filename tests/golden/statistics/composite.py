"""Computes composite.json: totals of the composite score, price shares, and at which weights two entrants change places,
all in exact fractions.

    python composite.py > composite.json      (Python's own library alone; 3.11 was used)

Where the order changes is found here by bisecting between weights a hundredth apart, on totals recomputed from the rule as it is
stated (move one weight, rescale the others to keep 100), and not from a formula for the crossing.
"""

import json
import random
from fractions import Fraction

dice = random.Random(20261129)
REACH = 10


def rescaled(weights, criterion, weight):
    others = 100 - weights[criterion]
    return [weight if place == criterion else other * (100 - weight) / others for place, other in enumerate(weights)]


def totals(weights, shares):
    return [sum(weight * share for weight, share in zip(weights, row)) for row in shares]


def sign(value):
    return (value > 0) - (value < 0)


def crossings(weights, shares, criterion):
    """Of each pair: the weight at which the sign of their difference turns, or becomes 0 at an end."""
    if weights[criterion] == 100:
        return weights[criterion], weights[criterion], []
    low, high = max(Fraction(0), weights[criterion] - REACH), min(Fraction(100), weights[criterion] + REACH)
    found = []
    for one in range(len(shares)):
        for other in range(one + 1, len(shares)):
            def lead(weight):
                sums = totals(rescaled(weights, criterion, weight), [shares[one], shares[other]])
                return sums[0] - sums[1]
            at_low, at_high = lead(low), lead(high)
            if at_low == at_high or sign(at_low) * sign(at_high) > 0:
                continue  # It is a straight line: with ends of one sign it has no zero between them.
            a, b = low, high
            if at_low == 0 or at_high == 0:
                at = low if at_low == 0 else high
            else:
                for _ in range(80):
                    middle = (a + b) / 2
                    if lead(middle) == 0:
                        a = b = middle
                        break
                    a, b = (middle, b) if sign(lead(middle)) == sign(at_low) else (a, middle)
                at = (a + b) / 2
            below, above = (other, one) if at_high > at_low else (one, other)
            found.append((at, below, above))
    return low, high, sorted(found)


def order(sums):
    return [[place for place, total in enumerate(sums) if total == level] for level in sorted(set(sums), reverse=True)]


def tables():
    """Name, weights, shares in hundredths."""
    yield "one criterion", [100], [[80], [70]]
    yield "one entrant", [60, 40], [[80, 10]]
    yield "nobody", [60, 40], []
    yield "all the same", [60, 40], [[50, 50]] * 4
    yield "same total, other shares", [50, 50], [[100, 0], [0, 100]]
    yield "one ahead in all", [50, 30, 20], [[90, 80, 70], [80, 70, 60], [70, 60, 50]]
    yield "nothing for anybody", [50, 50], [[0, 0], [0, 0]]
    yield "full marks for all", [50, 50], [[100, 100], [100, 100]]
    yield "a weight of 0", [100, 0], [[90, 10], [80, 100]]
    yield "weights of 0 and 100", [0, 100, 0], [[100, 50, 0], [0, 50, 100]]
    yield "a small weight", [5, 95], [[100, 50], [0, 56]]
    yield "meets at the very end", [40, 60], [[100, 0], [0, 100]]
    yield "three meet at one weight", [45, 55], [[100, 0], [0, 100], [50, 50]]
    yield "technical and price", [70, 30], [[92, 71], [84, 100], [88, 83]]
    yield "five criteria", [30, 25, 20, 15, 10], [[80, 90, 70, 60, 100], [85, 80, 75, 70, 60], [90, 70, 80, 65, 75]]
    for place in range(15):
        criteria, entrants = dice.randint(2, 6), dice.randint(2, 6)
        cuts = sorted(dice.randint(0, 100) for _ in range(criteria - 1))
        weights = [b - a for a, b in zip([0] + cuts, cuts + [100])]
        yield f"drawn {place}", weights, [[dice.randint(0, 100) for _ in weights] for _ in range(entrants)]


def composite():
    for name, weights, shares in tables():
        exact_weights = [Fraction(weight) for weight in weights]
        exact = [[Fraction(share, 100) for share in row] for row in shares]
        moved = []
        for criterion in range(len(weights)):
            low, high, found = crossings(exact_weights, exact, criterion)
            ends = [low] + sorted({at for at, _, _ in found}) + [high]
            middles = [(a + b) / 2 for a, b in zip(ends, ends[1:]) if a < b] or [low]
            at = lambda weight: exact_weights if weights[criterion] == 100 else rescaled(exact_weights, criterion, weight)
            moved.append(dict(low=float(low), high=float(high), crossings=[[float(at_), below, above] for at_, below, above in found],
                              orders=[order(totals(at(middle), exact)) for middle in middles]))
        yield dict(name=name, weights=[float(weight) for weight in weights], shares=[[float(share) for share in row] for row in exact],
                   totals=[float(total) for total in totals(exact_weights, exact)], order=order(totals(exact_weights, exact)), moved=moved)


def prices():
    fixed = [[], [None], [None, None], [1], [100, 100, 100], [80, 100], [80, None, 100, 160], [1, 1_000_000_000], [Fraction(1, 100), 3]]
    drawn = [[None if dice.random() < 0.15 else Fraction(dice.randint(1, 10_000_000), 100) for _ in range(dice.randint(1, 8))] for _ in range(15)]
    for quotes in fixed + drawn:
        valid = [Fraction(quote) for quote in quotes if quote is not None]
        yield dict(quotes=[None if quote is None else float(quote) for quote in quotes],
                   shares=[None if quote is None else float(min(valid) / Fraction(quote)) for quote in quotes])


topics = [composite, prices]
print("{\n" + ",\n".join(
    json.dumps(topic.__name__) + ": [\n" + ",\n".join(json.dumps(entry) for entry in topic()) + "\n]" for topic in topics) + "\n}")
