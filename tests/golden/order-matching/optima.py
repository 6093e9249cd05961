"""The greatest profits of the public markets, by scipy's linear_sum_assignment.

    pip install scipy==1.17.1
    python tests/golden/order-matching/optima.py > tests/golden/order-matching/optima.json

Each line of a merchant is a column; each order has a further column of its own that stands for declining it.
"""

import json
import math
import pathlib

import numpy
from scipy.optimize import linear_sum_assignment

CASES = pathlib.Path(__file__).parents[3] / "host/catalogue/order-matching/cases.jsonl"
NEVER = -1e12


def earned(order, merchant):
    """The profit, or NEVER where the merchant cannot make the order in time."""
    if order["category"] not in merchant["quotes"] or order["pieces"] < merchant["min_pieces"]:
        return NEVER
    making = merchant["setup_days"] + math.ceil(order["pieces"] / merchant["daily_pieces"])
    if making + order["transit_days"] > order["due_days"]:
        return NEVER
    return order["pieces"] * (order["price"] - merchant["quotes"][order["category"]]) - merchant["freight"]


def optimum(market):
    """The greatest total profit."""
    orders = market["orders"]
    lines = [merchant for merchant in market["merchants"] for _ in range(merchant["lines"])]
    declined = numpy.where(numpy.eye(len(orders)) == 1, 0, NEVER)
    profits = numpy.array([[earned(order, line) for line in lines] for order in orders])
    profits = numpy.hstack([profits, declined])
    rows, columns = linear_sum_assignment(profits, maximize=True)
    return round(profits[rows, columns].sum())


cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
print(json.dumps({case["id"]: optimum(case["input"]) for case in cases}, indent=0))
