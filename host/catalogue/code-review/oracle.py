"""Checks the labels against tools that know nothing of the templates, and against doctest.

Tools: flake8 with bugbear and builtins, bandit, mypy. For a kind that a tool covers, every label marked `#!` must be
reported at its line, and every report must be a label. Every doctest of a function with a defect of logic must fail,
every other one pass.
"""

import contextlib
import doctest
import io
import json
import pathlib
import re
import subprocess
import sys
import warnings

FLAKE8 = {
    "B006": "mutable-default",
    "E722": "bare-except",
    "E711": "none-comparison",
    "F632": "is-literal",
    "F631": "assert-tuple",
    "A001": "shadowed-builtin",
    "A002": "shadowed-builtin",
    "B023": "late-binding-closure",
    "B007": "unused-loop-variable",
    "B012": "return-in-finally",
    "B909": "mutated-while-iterating",
}
BANDIT = {
    "B602": "shell-injection",
    "B605": "shell-injection",
    "B105": "hard-coded-password",
    "B106": "hard-coded-password",
    "B107": "hard-coded-password",
    "B301": "unsafe-load",
    "B506": "unsafe-load",
    "B307": "eval-use",
    "B608": "sql-building",
}
MYPY = {"return": "missing-return"}
MYPY_OPTIONS = ["--ignore-missing-imports", "--cache-dir=/dev/null", "--check-untyped-defs"]


def run(*command):
    """The output of a tool, which may well end with status 1."""
    return subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=False).stdout


def reports(folder):
    """{(file name, line, kind)} as the tools see it."""
    found = set()
    select = "--select=" + ",".join(FLAKE8)
    for line in run("flake8", "--isolated", select, "--format=%(path)s:%(row)d:%(code)s", folder).splitlines():
        path, row, code = line.rsplit(":", 2)
        found.add((pathlib.Path(path).name, int(row), FLAKE8[code]))
    for result in json.loads(run("bandit", "-q", "-r", "-f", "json", folder))["results"]:
        if result["test_id"] in BANDIT:
            found.add((pathlib.Path(result["filename"]).name, result["line_number"], BANDIT[result["test_id"]]))
    for line in run("mypy", *MYPY_OPTIONS, *map(str, sorted(pathlib.Path(folder).glob("*.py")))).splitlines():
        match = re.match(r"(.*?):(\d+): error: Missing return statement", line)
        if match:
            found.add((pathlib.Path(match[1]).name, int(match[2]), MYPY["return"]))
    return found


def failing_functions(source):
    """Names of the functions whose doctest fails, and of those that have one."""
    scope = {"__name__": "case"}
    parser = doctest.DocTestParser()
    if ">>>" not in source:
        return set(), set()
    with warnings.catch_warnings(action="ignore"):  # the compiler remarks on some of the seeded defects
        exec(compile(source, "case", "exec"), scope)  # our own snippets, not an entrant's
    failed, tested = set(), set()
    for name, value in scope.items():
        text = getattr(value, "__doc__", None)
        if not callable(value) or not text or ">>>" not in text or getattr(value, "__module__", "") != "case":
            continue
        test = parser.get_doctest(text, dict(scope), name, None, 0)
        with contextlib.redirect_stdout(io.StringIO()):
            outcome = doctest.DocTestRunner(verbose=False).run(test)
        tested.add(name)
        if outcome.failed:
            failed.add(name)
    return failed, tested
