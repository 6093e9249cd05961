"""Tracks on tiny nets of streets with the figures of the `segments` metric, by trying every path.

    python tests/golden/segments/make.py > tests/golden/segments/tracks.json

Only the standard library. Whether two answers are joined is found by walking every path that uses no segment twice;
nothing is shared with the metric but its rules.
"""

import json
import math
import random

random.seed(20261126)


def net():
    """Four to six nodes and a random half of the segments between them."""
    nodes = {f"N{i}": (random.randint(0, 200), random.randint(0, 200)) for i in range(random.randint(4, 6))}
    pairs = [(a, b) for a in nodes for b in nodes if a != b and random.random() < 0.45]
    return nodes, {f"S{i}": pair for i, pair in enumerate(pairs)}


def between(nodes, segments, first, last):
    """The least length of segments strictly between, or infinity."""
    if first == last:
        return 0.0
    best = math.inf
    stack = [(first, 0.0, {first})]
    while stack:
        at, driven, used = stack.pop()
        for name, (a, b) in segments.items():
            if name in used or a != segments[at][1] or b == segments[at][0]:
                continue
            if name == last:
                best = min(best, driven)
            else:
                more = driven + math.dist(nodes[a], nodes[b])
                if more < best:
                    stack.append((name, more, used | {name}))
    return best


def row():
    nodes, segments = net()
    while len(segments) < 3:
        nodes, segments = net()
    times = [0]
    for _ in range(random.randint(1, 7)):
        times.append(times[-1] + random.choice([3, 7, 11, 19]))
    truth = random.choices(list(segments), k=len(times))
    given = [one if random.random() < 0.4 else random.choice(list(segments)) for one in truth]
    for index, one in enumerate(given):
        back = [name for name, (a, b) in segments.items() if (b, a) == segments[one]]
        if back and random.random() < 0.3:
            given[index] = back[0]
        if random.random() < 0.05:
            given[index] = "X"
    if random.random() < 0.15:
        given = given[:-1] if random.random() < 0.5 else given + given[:1]
    longer = max(len(given), len(times))
    right = sum(a == b for a, b in zip(truth, given))
    street = sum(b in segments and set(segments[a]) == set(segments[b]) for a, b in zip(truth, given))
    legal = 0
    for index in range(min(len(given), len(times)) - 1):
        a, b = given[index : index + 2]
        if a in segments and b in segments:
            legal += between(nodes, segments, a, b) <= 20 * (times[index + 1] - times[index])
    return {
        "input": {
            "max_speed": 20,
            "nodes": [{"id": name, "x": x, "y": y} for name, (x, y) in nodes.items()],
            "segments": [{"id": name, "from": a, "to": b} for name, (a, b) in segments.items()],
            "fixes": [{"t": t, "x": 0, "y": 0} for t in times],
        },
        "expected": {"segments": truth},
        "output": {"segments": given},
        "figures": [right / longer, street / longer, legal / (longer - 1) if longer > 1 else 1.0],
    }


print("[" + ",\n".join(json.dumps(row(), separators=(",", ":")) for _ in range(120)) + "]")
