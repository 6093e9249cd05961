"""Makes the golden values of the span-f1 metric with nervaluate 1.2.1 (strict) and networkx 3.6.1 (matching by overlap).

    python3 make.py        # needs both from PyPI; writes spans.json beside this file
"""

import json
import pathlib
import random

import networkx
from nervaluate import Evaluator

HERE = pathlib.Path(__file__).parent
TEXT = "全网最低价全网最低价，最后十件，𠀋全网最低价治老寒腿。"
KINDS = ["absolute", "medical"]
LEAST = 0.5


def finding(span):
    """A span as it is answered: its words, and which occurrence of them."""
    start, end, kind = span
    quote = TEXT[start:end]
    earlier = sum(TEXT.startswith(quote, at) for at in range(start))
    return {"quote": quote, "occurrence": earlier + 1, "kind": kind}


def drawn(rng, near=()):
    """Some spans; those near others often share all or part of them."""
    spans = set()
    for start, end, kind in near:
        if rng.random() < 0.8:
            start, end = max(0, start + rng.randint(-2, 2)), min(len(TEXT), end + rng.randint(-2, 2))
            if start < end:
                spans.add((start, end, kind if rng.random() < 0.8 else rng.choice(KINDS)))
    for _ in range(rng.randint(0, 3)):
        start = rng.randrange(len(TEXT) - 1)
        spans.add((start, min(len(TEXT), start + rng.randint(1, 8)), rng.choice(KINDS)))
    # As in the shared task, the spans of one side do not overlap each other: nervaluate counts on that.
    apart = []
    for span in sorted(spans):
        if not apart or apart[-1][1] <= span[0]:
            apart.append(span)
    return apart


def strict(wanted, given):
    """SemEval-2013's strict F1; 1 where nothing is expected and nothing given."""
    if not wanted and not given:
        return 1.0
    as_dicts = [[{"label": kind, "start": start, "end": end} for start, end, kind in spans] for spans in (wanted, given)]
    if not wanted or not given:
        return 0.0  # nervaluate does not take an empty document
    return Evaluator([as_dicts[0]], [as_dicts[1]], tags=KINDS).evaluate()["overall"]["strict"].f1


def by_overlap(wanted, given):
    """F1 with a largest matching of spans of one kind whose intersection over union is at least LEAST."""
    if not wanted and not given:
        return 1.0
    graph = networkx.Graph()
    graph.add_nodes_from(("wanted", span) for span in wanted)
    for one in wanted:
        for other in given:
            left, right = set(range(*one[:2])), set(range(*other[:2]))
            if one[2] == other[2] and len(left & right) >= LEAST * len(left | right):
                graph.add_edge(("wanted", one), ("given", other))
    hits = len(networkx.max_weight_matching(graph, maxcardinality=True))
    return 2 * hits / (len(wanted) + len(given))


rng = random.Random(7)
lines = [{"text": TEXT, "expected": [], "output": [], "strict": 1.0, "overlap": 1.0}]
while len(lines) < 60:
    wanted = drawn(rng)
    given = drawn(rng, wanted)
    lines.append({
        "text": TEXT,
        "expected": [finding(span) for span in wanted],
        "output": [finding(span) for span in given],
        "strict": strict(wanted, given),
        "overlap": by_overlap(wanted, given),
    })
(HERE / "spans.json").write_text(
    "[\n" + ",\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n]\n", encoding="utf-8"
)
