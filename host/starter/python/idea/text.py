"""起步做法：相邻双字投票。训练文本中出现过的每个双字，按它在各类中的多少分投一票；得票最多的类别就是答案。

The technique to start from: votes of character pairs. Each pair of neighbouring characters has one vote, divided among
the classes by how often each of them uses it; the class with most votes is the answer.
"""

import json
from collections import Counter, defaultdict

# 训练材料、文本字段与标签字段 · The material to learn from, the field of the text and that of the label.
TRAIN = "{{material}}"
TEXT = "{{text}}"
LABEL = "{{label}}"


def prepare(materials: dict[str, bytes]) -> dict:
    """读训练文本，返回各双字的票 · Reads the texts and returns the pairs' votes. Called once a session."""
    lines = [json.loads(line) for line in materials[TRAIN].decode().splitlines() if line.strip()]
    counts: dict[str, Counter] = defaultdict(Counter)
    sizes: Counter = Counter()
    for line in lines:
        for pair in _pairs(line[TEXT]):
            counts[pair][line[LABEL]] += 1
            sizes[line[LABEL]] += 1
    votes = {}
    for pair, of in counts.items():
        shares = {label: count / sizes[label] for label, count in of.items()}
        votes[pair] = {label: share / sum(shares.values()) for label, share in shares.items()}
    return {"labels": sorted(sizes), "votes": votes}


def answer(state: dict, case: dict) -> tuple[dict, str]:
    """答一例 · Answers one case, with what `prepare` returned."""
    sums = dict.fromkeys(state["labels"], 0.0)
    for pair in _pairs(case[TEXT]):
        for label, share in state["votes"].get(pair, {}).items():
            sums[label] += share
    most = max(sums, key=sums.__getitem__)
    return {LABEL: most}, f"双字投票，“{most}”得 {sums[most]:.2f} 票，为最多。"


def _pairs(text: str) -> list[str]:
    """相邻的两个字 · Characters in pairs of neighbours."""
    return [text[place : place + 2] for place in range(len(text) - 1)]
