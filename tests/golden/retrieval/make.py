"""Makes char-f1.json: character F1 after SQuAD's definition, by collections.Counter. Run: python3 make.py"""
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

PAIRS = [
    ("500万元", "500万元"),
    ("500万元", "最高500万元"),
    ("５００万元", "500 万元。"),
    ("1.5亿元", "15亿元"),
    ("15％", "15%"),
    ("15,000家", "15000家"),
    ("滨江数创大走廊", "汉江湾人工智能产业园"),
    ("天门、潜江、仙桃", "仙桃、天门、潜江"),
    ("OPC社区", "opc 社区"),
    ("同济医院", "。"),
    ("万万", "万"),
    ("3.", "3"),
]


def normalised(text):
    text = "".join(unicodedata.normalize("NFKC", c) if "\uff01" <= c <= "\uff5e" else c for c in text).lower()
    text = re.sub(r"(?<![0-9])\.|\.(?![0-9])", "", text)
    return [c for c in text if c.isalnum() or c in "%."]


def f1(truth, given):
    truth, given = normalised(truth), normalised(given)
    shared = sum((Counter(truth) & Counter(given)).values())
    if shared == 0:
        return 0.0
    precision, recall = shared / len(given), shared / len(truth)
    return 2 * precision * recall / (precision + recall)


rows = [
    {"truth": t, "given": g, "f1": f1(t, g), "exact": normalised(t) == normalised(g)} for t, g in PAIRS
]
lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
Path(__file__).with_name("char-f1.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
