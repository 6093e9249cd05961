"""Checks the questions against the passages and writes cases.jsonl.

Passages (materials/passages.jsonl) and questions (questions.tsv) are written by hand; this script only checks that
each id is known and that each answer stands word for word in one of its passages. Run: python3 make.py
"""
import csv
import json
from pathlib import Path

HERE = Path(__file__).parent


def passages():
    lines = (HERE / "materials" / "passages.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    texts = {row["id"]: row["text"] for row in rows}
    assert len(texts) == len(rows), "an id is there twice"
    return texts


def case(number, row, texts):
    wanted = row["passages"].split()
    answers = [answer for answer in row["answers"].split("|") if answer]
    assert bool(wanted) == bool(answers), row
    for answer in answers:
        assert any(answer in texts[passage] for passage in wanted), (row["question"], answer)
    answer = answers if len(answers) > 1 else (answers[0] if answers else None)
    expected = {"passages": wanted, "answer": answer}
    return {"id": f"{number:04d}", "input": {"question": row["question"]}, "expected": expected, "note": row["kind"]}


def main():
    texts = passages()
    with open(HERE / "questions.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len({row["question"] for row in rows}) == len(rows), "a question is there twice"
    cases = [case(number, row, texts) for number, row in enumerate(rows, start=1)]
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in cases]
    (HERE / "cases.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    none = sum(row["expected"]["answer"] is None for row in cases)
    print(f"{len(cases)} questions over {len(texts)} passages, {none} without an answer")


main()
