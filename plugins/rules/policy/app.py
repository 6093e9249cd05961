"""The agent `rules/policy`: reads an application by regular expressions and works out its support by the rules given."""

import json

import wit_world
from componentize_py_types import Err
from wit_world.imports import types

import letter
import rules

SCENARIO = "voucher-matching"


class WitWorld(wit_world.WitWorld):
    """Its three functions as the host calls them."""

    def profile(self) -> types.Profile:
        """What it says of itself."""
        return types.Profile(
            types.Text("政策规则测算", "Policy rules"),
            types.Text(
                "技术演示：用正则表达式从申请说明中读取合同、金额和日期，再按给定规则逐项测算。",
                "A demonstration of the technique: reads contracts, amounts and dates by regular expressions and works "
                "out each item by the rules given.",
            ),
            [SCENARIO],
        )

    def prepare(self, brief: types.Brief) -> bytes:
        """Keeps the rules' parameters."""
        if brief.scenario != SCENARIO:
            raise Err(types.Failure_Unsupported(brief.scenario))
        for material in brief.materials:
            if material.name == "rules.json":
                return material.content
        raise Err(types.Failure_Unreadable("rules.json is missing"))

    def answer(self, task: types.Task) -> types.Answer:
        """Works out one application."""
        if task.scenario != SCENARIO:
            raise Err(types.Failure_Unsupported(task.scenario))
        try:
            parameters = json.loads(task.state)
            application = json.loads(task.input)
            facts = letter.read(application["letter"], application["filed"])
            output = rules.assess(parameters, application, facts)
            rationale = rules.told(parameters, output)
        except (KeyError, ValueError, TypeError) as error:
            raise Err(types.Failure_Unreadable(f"{type(error).__name__}: {error}")) from error
        return types.Answer(json.dumps(output, ensure_ascii=False), None, rationale)
