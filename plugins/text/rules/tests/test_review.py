"""Rules of the review: what each reports and what it lets pass."""

import json
import pathlib
import unittest
import warnings
from unittest import mock

import review

KINDS = pathlib.Path(__file__).parents[4] / "host/catalogue/code-review/materials/kinds.json"
STATE = review.prepare({"kinds.json": KINDS.read_bytes()})

REPORTED = {
    "def f(x=[]):\n    return x\n": (1, "mutable-default"),
    "def f(*, x=dict()):\n    return x\n": (1, "mutable-default"),
    "try:\n    f()\nexcept:\n    pass\n": (3, "bare-except"),
    "x = None != y\n": (1, "none-comparison"),
    "x = y is 'a'\n": (1, "is-literal"),
    "assert (x, 'why')\n": (1, "assert-tuple"),
    "def f(id):\n    return id\n": (1, "shadowed-builtin"),
    "fs = [lambda: x for x in xs]\n": (1, "late-binding-closure"),
    "for x in xs:\n    f(xs[0])\n": (1, "unused-loop-variable"),
    "def f():\n    try:\n        g()\n    finally:\n        return 1\n": (5, "return-in-finally"),
    "for x in xs:\n    xs.remove(x)\n": (2, "mutated-while-iterating"),
    "def f(x) -> int:\n    if x:\n        return 1\n": (1, "missing-return"),
    "subprocess.run(f'ls {x}', shell=True)\n": (1, "shell-injection"),
    "def f(g, password='abc'):\n    g(password)\n": (1, "hard-coded-password"),
    "yaml.load(x, Loader=yaml.Loader)\n": (1, "unsafe-load"),
    "eval(x)\n": (1, "eval-use"),
    "q = 'SELECT a FROM b WHERE c = ' + x\n": (1, "sql-building"),
    "def f(p):\n    file = open(p)\n    return file.read()\n": (2, "resource-leak"),
}
PASSED = [
    "def f(x=()):\n    return x\n",
    "x = y is None\n",
    "assert x, ('why', 'so')\n",
    "f(id=1)\n",
    "for x in xs:\n    ys.append(sorted(x, key=lambda y: y + x))\n",
    "fs = [lambda x=x: x for x in xs]\n",
    "for _ in xs:\n    f()\n",
    "for x in list(xs):\n    xs.remove(x)\n",
    "def f() -> int:\n    while True:\n        g()\n",
    "try:\n    f()\nfinally:\n    for x in xs:\n        if x:\n            break\n",
    "subprocess.run(['ls', x])\n",
    "password = os.environ['P']\n",
    "yaml.load(x, Loader=yaml.SafeLoader)\n",
    "model.eval()\n",
    "q = f'Select {x} of {y} where you like'\n",
    "def f(p):\n    file = open(p)\n    try:\n        return file.read()\n    finally:\n        file.close()\n",
]


def found(source):
    output, _ = review.answer(STATE, {"file": "a.py", "source": source})
    return [(finding["line"], finding["kind"]) for finding in output["findings"]]


class Review(unittest.TestCase):
    def test_each_form_is_reported_at_its_line(self):
        for source, finding in REPORTED.items():
            self.assertEqual(found(source), [finding], source)

    def test_look_alikes_pass(self):
        for source in PASSED:
            self.assertEqual(found(source), [], source)

    def test_warnings_of_the_parser_are_not_written(self):
        def parse(source):
            warnings.warn("'return' in a 'finally' block", SyntaxWarning, stacklevel=1)
            return review.ast.Module(body=[], type_ignores=[])

        with warnings.catch_warnings(), mock.patch.object(review.ast, "parse", parse):
            warnings.simplefilter("error")
            self.assertEqual(found("x = 1\n"), [])

    def test_every_kind_reported_is_in_the_contract(self):
        kinds = {entry["kind"] for entry in json.loads(KINDS.read_text("utf-8"))}
        self.assertLessEqual({kind for _, kind in REPORTED.values()}, kinds)


if __name__ == "__main__":
    unittest.main()
