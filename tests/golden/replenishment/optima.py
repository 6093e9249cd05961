"""The greatest expected profits of the public shops, by dynamic programming over the space with scipy's nbinom.

    pip install scipy==1.17.1
    python tests/golden/replenishment/optima.py > tests/golden/replenishment/optima.json

The generator gives out the space by marginal profit; here every division of the space is weighed.
"""

import json
import pathlib

import numpy
from scipy.stats import nbinom

CASES = pathlib.Path(__file__).parents[3] / "host/catalogue/replenishment/cases.jsonl"


def profits(good, law, capacity):
    """The expected profit of ordering 0 to `capacity` pieces."""
    levels = good["stock"] + numpy.arange(capacity + 1)
    beyond = nbinom.sf(numpy.arange(levels[-1] + 1), law["shape"], law["shape"] / (law["shape"] + law["mean"]))
    sold = numpy.concatenate([[0], numpy.cumsum(beyond)])[levels]
    return good["price"] * sold + good["salvage"] * (levels - sold) - good["cost"] * numpy.arange(capacity + 1)


def optimum(shop, laws):
    """The greatest expected profit in whole yuan."""
    capacity = shop["capacity"]
    best = numpy.zeros(capacity + 1)
    for good, law in zip(shop["goods"], laws):
        own = profits(good, law, capacity)
        best = numpy.array([(best[: space + 1] + own[: space + 1][::-1]).max() for space in range(capacity + 1)])
    return int(numpy.floor(best[-1] + 0.5))


cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
print(json.dumps({case["id"]: optimum(case["input"], case["expected"]["laws"]) for case in cases}, indent=0))
