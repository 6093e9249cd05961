"""Makes cases.jsonl: Python files put together from snippets, with seeded defects, every label checked.

    python3 -m venv venv && venv/bin/pip install flake8==7.5.0 flake8-bugbear==26.10.27 flake8-builtins==3.1.0 \\
        bandit==1.9.4 mypy==2.4.1
    venv/bin/python make.py

The same seed makes the same file. Ends with an error, and writes nothing, where a label and a tool disagree.
"""

import ast
import collections
import json
import pathlib
import random
import re
import tempfile

import oracle
from snippets import SNIPPETS
from snippets.logic import SNIPPETS as LOGIC

HERE = pathlib.Path(__file__).parent
SEED = 20261124
COUNT = 260
CLEAN_SHARE = 0.3
NOUNS = [
    ("order", "订单"), ("garment", "服装"), ("merchant", "商户"), ("sensor", "传感器"), ("parcel", "包裹"),
    ("invoice", "发票"), ("vessel", "船舶"), ("ticket", "工单"), ("route", "线路"), ("batch", "批次"),
    ("fabric", "面料"), ("device", "设备"), ("voucher", "券"), ("clinic", "门诊"), ("sample", "样品"),
    ("permit", "许可"), ("meter", "表计"), ("robot", "机器人"), ("truck", "货车"), ("tenant", "租户"),
]  # fmt: skip
FIELDS = ["price", "weight", "amount", "level", "score", "length", "stock", "volume"]
MARK = re.compile(r"  #([!?])([a-z-]+)$")


def filled(template, rng, noun):
    """The snippet with its names filled in."""
    name, chinese = noun
    values = {"n": name, "z": chinese, "c": name.capitalize(), "f": rng.choice(FIELDS), "k": str(rng.randint(2, 9))}
    return re.sub(r"\$([nzcfk])", lambda match: values[match[1]], template.strip("\n"))


def assembled(snippets, title):
    """The file's text without marks, and its labels: (line, kind, whether a tool must report it)."""
    imports, bodies = set(), []
    for snippet in snippets:
        lines = snippet.split("\n")
        head = 0
        while lines[head].startswith(("import ", "from ")) or not lines[head]:
            head += 1
        imports.update(line for line in lines[:head] if line)
        bodies.append(lines[head:])
    lines = [f'"""{title}"""']
    if imports:
        lines += ["", *sorted(imports, key=lambda line: (line.startswith("from"), line))]
    for body in bodies:
        lines += ["", "", *body]
    source, labels = [], []
    for number, line in enumerate(lines, 1):
        match = MARK.search(line)
        if match:
            labels.append((number, match[2], match[1] == "!"))
            line = line[: match.start()]
        source.append(line)
    return "\n".join(source) + "\n", labels


def drawn(rng, kinds):
    """Snippets of one file: the defects of these kinds, and look-alikes and fillers without a defect."""
    nouns = rng.sample(NOUNS, 6)
    chosen = [SNIPPETS[kind]["bad"] for kind in kinds]
    # A clean file is mostly made of look-alikes; a file with defects has up to two.
    for _ in range(rng.randint(0, 2) if kinds else rng.randint(1, 4)):
        chosen.append(SNIPPETS[rng.choice(list(SNIPPETS))]["good"])
    rng.shuffle(chosen)
    return [filled(rng.choice(templates), rng, noun) for templates, noun in zip(chosen, nouns)], nouns[0]


def files():
    """Every file once: (name, source, labels)."""
    rng = random.Random(SEED)
    kinds, queue, seen, made = list(SNIPPETS), [], set(), []
    clean = round(COUNT * CLEAN_SHARE)
    plan = [0] * clean + [1 + (index % 5 in (2, 4)) + (index % 10 == 9) for index in range(COUNT - clean)]
    rng.shuffle(plan)
    for defects in plan:
        while len(queue) < defects:
            queue += rng.sample(kinds, len(kinds))  # every kind comes equally often
        wanted, queue = queue[:defects], queue[defects:]
        while True:
            snippets, (name, chinese) = drawn(rng, wanted)
            source, labels = assembled(snippets, f"{chinese}业务的几个函数。（示例数据）")
            if source not in seen:
                break
        seen.add(source)
        made.append((f"{name}_{rng.choice(['tools', 'service', 'report', 'job'])}.py", source, labels))
    return made


def check(made):
    """Holds every label against the tools and the doctests."""
    covered = set(oracle.FLAKE8.values()) | set(oracle.BANDIT.values()) | set(oracle.MYPY.values())
    must, may = set(), set()
    with tempfile.TemporaryDirectory() as folder:
        for index, (_, source, labels) in enumerate(made):
            name = f"case{index}.py"
            (pathlib.Path(folder) / name).write_text(source, "utf-8")
            for line, kind, certain in labels:
                (must if certain else may).add((name, line, kind))
        seen = oracle.reports(folder)
    assert all(kind in covered for _, _, kind in must)
    problems = [f"no tool reports {label}" for label in sorted(must - seen)]
    problems += [f"a tool reports, no label: {report}" for report in sorted(seen - must - may)]
    for index, (_, source, labels) in enumerate(made):
        problems += [f"case{index}: {problem}" for problem in logic_problems(source, labels)]
    if problems:
        raise SystemExit("\n".join(problems[:40]))
    return must, may, seen


def logic_problems(source, labels):
    """Functions whose doctest does not fail exactly where a defect of logic is labelled."""
    failed, tested = oracle.failing_functions(source)
    lines = [line for line, kind, _ in labels if kind in LOGIC]
    spans = [(node.name, node.lineno, node.end_lineno) for node in ast.parse(source).body if hasattr(node, "name")]
    wanted = {name for name, first, last in spans if any(first <= line <= last for line in lines)}
    if len(wanted) != len(lines) or not wanted <= tested:
        yield f"a defect of logic without a doctest: {wanted}"
    if failed != wanted:
        yield f"doctests fail in {failed}, defects are in {wanted}"


def main():
    made = files()
    must, may, seen = check(made)
    with open(HERE / "cases.jsonl", "w", encoding="utf-8") as file:
        for index, (name, source, labels) in enumerate(made, 1):
            findings = [{"line": line, "kind": kind} for line, kind, _ in labels]
            case = {
                "id": f"{index:04d}",
                "input": {"file": name, "source": source},
                "expected": {"findings": findings},
                "note": "示例数据" if findings else "示例数据·无缺陷",
            }
            file.write(json.dumps(case, ensure_ascii=False) + "\n")
    kinds = collections.Counter(kind for _, _, labels in made for _, kind, _ in labels)
    print(f"{len(made)} files, {sum(not labels for *_, labels in made)} clean, {sum(kinds.values())} defects")
    print(f"labels that a tool reports: {len(must)} required, {len(may & seen)} of {len(may)} others")
    for kind, count in sorted(kinds.items()):
        print(f"{count:4d}  {kind}  (a tool reports {sum(report[2] == kind for report in seen)})")


if __name__ == "__main__":
    main()
