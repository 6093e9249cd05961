"""Reviews Python source: each rule walks the syntax tree and yields findings (line, kind, message).

The rules see forms, not intentions: kinds that need an understanding of what the code is for (`wrong-boundary`,
`swapped-arguments`, `copy-paste-slip`) are left alone.
"""

import ast
import json
import warnings

from . import comparisons, definitions, loops, resources, security

RULES = (*comparisons.RULES, *definitions.RULES, *loops.RULES, *resources.RULES, *security.RULES)


def prepare(materials):
    """The state: the kinds that the contract knows."""
    return {"kinds": [entry["kind"] for entry in json.loads(materials["kinds.json"])]}


def parsed(source):
    """The syntax tree. The parser remarks on some of the defects itself: nobody reads that, and in the sandbox there
    is no stream to write it to."""
    with warnings.catch_warnings(action="ignore"):
        return ast.parse(source)


def answer(state, case):
    """The output and a rationale for one case."""
    tree = parsed(case["source"])
    found = {}
    for rule in RULES:
        for line, kind, message in rule(tree):
            if kind in state["kinds"]:
                found.setdefault((line, kind), message)
    findings = [{"line": line, "kind": kind, "message": message} for (line, kind), message in sorted(found.items())]
    return {"findings": findings}, None if findings else "没有发现规则所列的写法"
