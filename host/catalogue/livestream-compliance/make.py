#!/usr/bin/env python3
"""Makes `cases.jsonl` from `scripts.txt`: `python3 make.py`. A span marked `{kind:words}` becomes a finding that quotes
the words and says which occurrence of them in the script is meant."""

import json
import re
from pathlib import Path

HERE = Path(__file__).parent
KINDS = {"a": "absolute", "s": "state-organ", "m": "medical", "n": "no-source", "d": "disparaging"}


def case(number: int, line: str) -> dict:
    """One line of `scripts.txt` as a case."""
    group, marked = re.fullmatch(r"(?:@(\S+) )?(.*)", line).groups()
    script, findings = "", []
    for part in re.split(r"(\{[asmnd]:[^{}]+\})", marked):
        if found := re.fullmatch(r"\{([asmnd]):([^{}]+)\}", part):
            findings.append((len(script), KINDS[found[1]], found[2]))
            script += found[2]
        else:
            script += part
    assert not re.search("[{}@]", script), script
    quoted = [
        {"quote": words, "occurrence": len(re.findall(f"(?={re.escape(words)})", script[:start])) + 1, "kind": kind}
        for start, kind, words in findings
    ]
    made = {"id": f"{number:04}", "input": {"script": script}, "expected": {"findings": quoted}}
    return made | ({"group": group} if group else {})


lines = [line for line in (HERE / "scripts.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
with (HERE / "cases.jsonl").open("w", encoding="utf-8") as out:
    for number, line in enumerate(lines, 1):
        out.write(json.dumps(case(number, line), ensure_ascii=False) + "\n")
