#!/usr/bin/env python3
"""Makes `cases.jsonl` from `questions.tsv`, and checks that each answer stands word for word in one of its sections."""

import json
from pathlib import Path

HERE = Path(__file__).parent
passages = {row["id"]: row["text"] for row in map(json.loads, (HERE / "materials/passages.jsonl").open(encoding="utf-8"))}
seen = set()
with (HERE / "cases.jsonl").open("w", encoding="utf-8") as out:
    lines = (HERE / "questions.tsv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        note, question, ids, answers = line.split("\t")
        ids = ids.split(",")
        answers = [answer for answer in answers.split("|") if answer]
        assert question not in seen, f"line {number}: asked twice"
        seen.add(question)
        assert all(one in passages for one in ids if one), f"line {number}: no such section"
        for answer in answers:
            assert any(answer in passages[one] for one in ids), f"line {number}: {answer!r} is in none of {ids}"
        expected = {"passages": ids if answers else [], "answer": None if not answers else answers[0] if len(answers) == 1 else answers}
        case = {"id": f"{number:04}", "input": {"question": question}, "expected": expected, "note": note}
        out.write(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n")
