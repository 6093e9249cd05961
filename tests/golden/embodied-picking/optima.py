"""The least costs of the public heaps, by A* over (things gone, arm, tool) in plain Python 3.11.

    python tests/golden/embodied-picking/optima.py > tests/golden/embodied-picking/optima.json

Unlike the generator it may pick anything that lies free, wanted or not, and works forward from the rules as stated.
"""

import heapq
import json
import pathlib

CASES = pathlib.Path(__file__).parents[3] / "host/catalogue/embodied-picking/cases.jsonl"


def way(a, b):
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def optimum(scene):
    """The least cost."""
    objects = {one["id"]: one for one in scene["objects"]}
    above = {id: {other["id"] for other in objects.values() if id in other["on"]} for id in objects}
    targets = {one["id"] for one in objects.values() if one["target"]}

    def buried(id, found):
        for other in above[id] - found:
            found.add(other)
            buried(other, found)
        return found

    needed = set(targets)
    for target in targets:
        needed |= buried(target, set())
    least = {id: min(objects[id]["tools"].values()) + way(objects[id]["at"], objects[id]["tray"]) for id in needed}

    def rest(gone):
        return sum(cost for id, cost in least.items() if id not in gone)

    first = (frozenset(), tuple(scene["start"]), scene["tool"])
    best = {first: 0}
    queue = [(rest(first[0]), 0, 0, first)]
    count = 0
    while queue:
        _, _, cost, state = heapq.heappop(queue)
        gone, arm, tool = state
        if targets <= gone:
            return cost
        if cost > best[state]:
            continue
        for id, one in objects.items():
            if id in gone or not above[id] <= gone:
                continue
            for other, time in one["tools"].items():
                step = way(arm, one["at"]) + way(one["at"], one["tray"]) + time
                new = cost + step + (scene["change_cost"] if other != tool else 0)
                after = (gone | {id}, tuple(one["tray"]), other)
                if new < best.get(after, 1 << 60):
                    best[after] = new
                    count += 1
                    heapq.heappush(queue, (new + rest(after[0]), count, new, after))


cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
print(json.dumps({case["id"]: optimum(case["input"]) for case in cases}, indent=0))
