"""Makes the golden values of the event-f1 metric.

    python3 make.py        # writes events.json beside this file

Independent of the metric on purpose: an event is the set of its positions, and of all one-to-one pairings the one with
most pairs is found by trying them all.
"""

import itertools
import json
import pathlib
import random

HERE = pathlib.Path(__file__).parent
KINDS = ["spike", "drift"]


def positions(event):
    return set(range(event["start"], event["end"] + 1))


def matches(wanted, given, overlap, kinds):
    left, right = positions(wanted), positions(given)
    if not left & right:
        return False
    if kinds and wanted["kind"] != given["kind"]:
        return False
    return len(left & right) / len(left | right) >= overlap


def most_pairs(wanted, given, overlap, kinds):
    if len(wanted) > len(given):
        few, many, turned = given, wanted, True
    else:
        few, many, turned = wanted, given, False
    best = 0
    for chosen in itertools.permutations(many, len(few)):
        pairs = [(many_one, few_one) if turned else (few_one, many_one) for few_one, many_one in zip(few, chosen)]
        best = max(best, sum(matches(one, other, overlap, kinds) for one, other in pairs))
    return best


def drawn(rng):
    events = []
    for _ in range(rng.randrange(5)):
        start = rng.randrange(1, 20)
        events.append({"start": start, "end": start + rng.randrange(8), "kind": rng.choice(KINDS)})
    return events


def main():
    rng = random.Random(20261124)
    rows = []
    for _ in range(150):
        wanted, given = drawn(rng), drawn(rng)
        overlap, kinds = rng.choice([0.0, 0.25, 0.3, 0.5, 1.0]), rng.random() < 0.5
        hits = most_pairs(wanted, given, overlap, kinds)
        total = len(wanted) + len(given)
        rows.append({
            "overlap": overlap,
            "kinds": kinds,
            "expected": {"events": wanted},
            "output": {"events": given},
            "f1": 2 * hits / total if total else 1.0,
            "precision": hits / len(given) if given else None,
            "recall": hits / len(wanted) if wanted else None,
        })
    lines = ",\n".join(json.dumps(row) for row in rows)
    (HERE / "events.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
