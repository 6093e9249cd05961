"""Computes tries.json: pass@k and pass^k as exact fractions, by counting subsets where there are few and by binomial
coefficients always.

    python tries.py > tries.json      (Python's own library alone; 3.11 was used)
"""

import json
from fractions import Fraction
from itertools import combinations
from math import comb


def by_counting(n, c, k):
    draws = list(combinations([True] * c + [False] * (n - c), k))
    return Fraction(sum(any(d) for d in draws), len(draws)), Fraction(sum(all(d) for d in draws), len(draws))


def tries():
    few = [(n, c, k) for n in range(1, 8) for c in range(n + 1) for k in range(1, n + 1)]
    many = [(100, 0, 1), (100, 100, 100), (100, 99, 100), (100, 1, 50), (200, 37, 10), (200, 150, 64), (1000, 5, 100), (1000, 995, 100),
            (1000, 500, 1), (10_000, 9_999, 5_000), (10_000, 1, 9_999), (10_000, 9_000, 200)]
    for n, c, k in few + many:
        some = 1 - Fraction(comb(n - c, k), comb(n, k))
        every = Fraction(comb(c, k), comb(n, k))
        if n < 8:
            assert (some, every) == by_counting(n, c, k)
        yield dict(tried=n, passed=c, k=k, any=float(some), all=float(every))


print("{\n\"tries\": [\n" + ",\n".join(json.dumps(entry) for entry in tries()) + "\n]\n}")
