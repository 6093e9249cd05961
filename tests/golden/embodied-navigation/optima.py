"""The least costs of the public grids, by scipy's Dijkstra over an explicit graph of steps.

    pip install scipy==1.17.1
    python tests/golden/embodied-navigation/optima.py > tests/golden/embodied-navigation/optima.json

A node is a step (from one cell to a neighbour); an arc leads from each step to each that may follow. Angles are taken
from atan2. Nothing is shared with the generator but the rules of the contract.
"""

import json
import math
import pathlib

import numpy
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

CASES = pathlib.Path(__file__).parents[3] / "host/catalogue/embodied-navigation/cases.jsonl"


def steps(grid, moves):
    """Every allowed step as ((row, column), (row, column))."""
    free = {(r, c) for r, row in enumerate(grid) for c, cell in enumerate(row) if cell != "#"}
    for r, c in sorted(free):
        for down in (-1, 0, 1):
            for right in (-1, 0, 1):
                to = (r + down, c + right)
                if (down, right) == (0, 0) or to not in free:
                    continue
                if down and right and (moves == 4 or (r, c + right) not in free or (r + down, c) not in free):
                    continue
                yield (r, c), to


def optimum(case):
    """The least cost from start to goal."""
    grid, start, goal = case["terrain"], tuple(case["start"]), tuple(case["goal"])
    all_steps = list(steps(grid, case["moves"]))
    leaving = {}
    for node, (a, _) in enumerate(all_steps, 1):
        leaving.setdefault(a, []).append(node)

    def cost(node):
        (r, c), (to_r, to_c) = all_steps[node - 1]
        return int(grid[to_r][to_c]) * (14 if r != to_r and c != to_c else 10)

    def heading(node):
        (r, c), (to_r, to_c) = all_steps[node - 1]
        return math.degrees(math.atan2(to_r - r, to_c - c))

    # Node 0 is standing at the start.
    arcs = [(0, node, cost(node)) for node in leaving[start]]
    for node, (_, b) in enumerate(all_steps, 1):
        for after in leaving.get(b, []):
            turned = abs(heading(after) - heading(node)) % 360
            eighths = round(min(turned, 360 - turned) / 45)
            arcs.append((node, after, cost(after) + eighths * case["turn_cost"]))
    a, b, weight = numpy.array(arcs).T
    size = len(all_steps) + 1
    costs = dijkstra(csr_matrix((weight, (a, b)), shape=(size, size)), indices=0)
    return round(min(costs[node] for node, (_, to) in enumerate(all_steps, 1) if to == goal))


cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
print(json.dumps({case["id"]: optimum(case["input"]) for case in cases}, indent=0))
