"""Makes cases.jsonl and materials/train.jsonl from cases.tsv and train.tsv: python3 make.py

Refuses a text that occurs twice, in the cases or in the cases and the training material, and names that the guide does
not have.
"""
import json, pathlib

HERE = pathlib.Path(__file__).parent
GUIDE = json.loads((HERE / "materials/guide.json").read_text("utf-8"))
DEPARTMENTS = {department["name"] for department in GUIDE["departments"]}
FLAGS = {flag["name"] for flag in GUIDE["red_flags"]}


def rows(name):
    for line in (HERE / name).read_text("utf-8").splitlines():
        department, urgency, flags, text = line.split("\t")
        flags = [] if flags == "—" else flags.split("、")
        assert department in DEPARTMENTS and urgency in ("普通", "尽快", "急诊") and set(flags) <= FLAGS, f"{name}: {line}"
        yield text, {"department": department, "urgency": urgency, "red_flags": flags}


def write(name, objects):
    lines = (json.dumps(o, ensure_ascii=False, separators=(",", ":")) for o in objects)
    (HERE / name).write_text("".join(line + "\n" for line in lines), "utf-8")


cases, train = list(rows("cases.tsv")), list(rows("train.tsv"))
texts = [text for text, _ in cases]
assert len(set(texts)) == len(texts), "a case occurs twice"
assert not set(texts) & {text for text, _ in train}, "a case stands in the training material"
write("cases.jsonl", ({"id": f"{n:04}", "input": {"complaint": text}, "expected": labels} for n, (text, labels) in enumerate(cases, 1)))
write("materials/train.jsonl", ({"complaint": text, **labels} for text, labels in train))
