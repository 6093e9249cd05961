"""The agent `rules/policy`: reads applications by regular expressions and works out their support by the rules given."""

import json
from collections.abc import Callable

import wit_world
from componentize_py_types import Err
from wit_world.imports import types

import letter
import rules
import talent


def _vouchers(parameters: dict, application: dict) -> tuple[dict, str]:
    facts = letter.read(application["letter"], application["filed"])
    output = rules.assess(parameters, application, facts)
    return output, rules.told(parameters, output)


SCENARIOS: dict[str, Callable[[dict, dict], tuple[dict, str]]] = {
    "voucher-matching": _vouchers,
    "talent-health-policy": talent.answer,
}


class WitWorld(wit_world.WitWorld):
    """Its three functions as the host calls them."""

    def profile(self) -> types.Profile:
        """What it says of itself."""
        return types.Profile(
            types.Text("政策规则测算", "Policy rules"),
            types.Text(
                "技术演示：用正则表达式从申请说明中读取合同、股权、金额和日期，再按给定规则逐项测算。",
                "A demonstration of the technique: reads contracts, shareholdings, amounts and dates by regular "
                "expressions and works out each item by the rules given.",
            ),
            list(SCENARIOS),
        )

    def prepare(self, brief: types.Brief) -> bytes:
        """Keeps the rules' parameters."""
        if brief.scenario not in SCENARIOS:
            raise Err(types.Failure_Unsupported(brief.scenario))
        for material in brief.materials:
            if material.name == "rules.json":
                return material.content
        raise Err(types.Failure_Unreadable("rules.json is missing"))

    def answer(self, task: types.Task) -> types.Answer:
        """Works out one application."""
        if task.scenario not in SCENARIOS:
            raise Err(types.Failure_Unsupported(task.scenario))
        try:
            output, rationale = SCENARIOS[task.scenario](json.loads(task.state), json.loads(task.input))
        except (KeyError, ValueError, TypeError) as error:
            raise Err(types.Failure_Unreadable(f"{type(error).__name__}: {error}")) from error
        return types.Answer(json.dumps(output, ensure_ascii=False), None, rationale)
