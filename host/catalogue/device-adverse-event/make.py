"""Makes cases.jsonl and materials/train.jsonl from cases.tsv and train.tsv: python3 make.py

Refuses a text that occurs twice, in the cases or in the cases and the training material.
"""
import json, pathlib

HERE = pathlib.Path(__file__).parent
TEXT = "report"
LABELS = ["category"]


def value(word):
    return {"true": True, "false": False}.get(word, word)


def rows(name):
    for line in (HERE / name).read_text("utf-8").splitlines():
        *labels, text = line.split("\t")
        assert len(labels) == len(LABELS) and text.strip(), f"{name}: {line}"
        yield text, {key: value(word) for key, word in zip(LABELS, labels)}


def write(name, objects):
    lines = (json.dumps(o, ensure_ascii=False, separators=(",", ":")) for o in objects)
    (HERE / name).write_text("".join(line + "\n" for line in lines), "utf-8")


cases, train = list(rows("cases.tsv")), list(rows("train.tsv"))
texts = [text for text, _ in cases]
assert len(set(texts)) == len(texts), "a case occurs twice"
assert not set(texts) & {text for text, _ in train}, "a case stands in the training material"
write("cases.jsonl", ({"id": f"{n:04}", "input": {TEXT: text}, "expected": labels} for n, (text, labels) in enumerate(cases, 1)))
write("materials/train.jsonl", ({TEXT: text, **labels} for text, labels in train))
