"""The agent as the host calls it, over the public cases of both scenarios."""

import json
import pathlib
import unittest
from types import SimpleNamespace

from . import stub

stub.install()

import app  # noqa: E402  (needs the stand-ins)

CATALOGUE = pathlib.Path(__file__).parents[4] / "host" / "catalogue"
MATERIALS = {"address-parsing": ["divisions.json", "filling-rules.md"], "code-review": ["kinds.json"]}


def prepared(scenario):
    folder = CATALOGUE / scenario / "materials"
    materials = [SimpleNamespace(name=name, content=(folder / name).read_bytes()) for name in MATERIALS[scenario]]
    return app.WitWorld().prepare(SimpleNamespace(scenario=scenario, materials=materials))


def answered(scenario, state, case):
    task = SimpleNamespace(scenario=scenario, state=state, input=json.dumps(case))
    return json.loads(app.WitWorld().answer(task).output)


def share_right(scenario, fields):
    """The share of the public cases whose answer is wholly right."""
    state = prepared(scenario)
    lines = (CATALOGUE / scenario / "cases.jsonl").read_text("utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    right = [fields(answered(scenario, state, case["input"])) == fields(case["expected"]) for case in cases]
    return sum(right) / len(right)


class App(unittest.TestCase):
    def test_the_profile_names_both_scenarios(self):
        profile = app.WitWorld().profile()
        self.assertEqual(profile.scenarios, ["address-parsing", "code-review", "livestream-compliance"])
        self.assertLessEqual(len(profile.summary.zh), 400)
        self.assertLessEqual(len(profile.summary.en), 400)

    def test_most_public_addresses_are_wholly_right(self):
        self.assertGreater(share_right("address-parsing", lambda output: output), 0.85)

    def test_most_files_are_wholly_right(self):
        def pairs(output):
            return {(finding["line"], finding["kind"]) for finding in output["findings"]}

        self.assertGreater(share_right("code-review", pairs), 0.7)

    def test_another_scenario_is_declined(self):
        with self.assertRaises(stub.Err) as caught:
            app.WitWorld().prepare(SimpleNamespace(scenario="tide-prediction", materials=[]))
        self.assertEqual(caught.exception.value, stub.Failure_Unsupported("tide-prediction"))

    def test_source_that_is_no_python_is_unreadable(self):
        state = prepared("code-review")
        with self.assertRaises(stub.Err) as caught:
            answered("code-review", state, {"file": "a.py", "source": "def f(:\n"})
        self.assertIsInstance(caught.exception.value, stub.Failure_Unreadable)


if __name__ == "__main__":
    unittest.main()
