"""text/rules: regular expressions, a division table and Python's own syntax trees, as an agent of Tongtai.

Enters the scenarios of [`SCENARIOS`]. This file only translates between the interface and the packages.
"""

import json

import address
import livestream
import review
import wit_world
from componentize_py_types import Err
from wit_world.imports import types

SCENARIOS = {"address-parsing": address, "code-review": review, "livestream-compliance": livestream}


class WitWorld(wit_world.WitWorld):
    """The agent: its three functions as the host calls them."""

    def profile(self) -> types.Profile:
        return types.Profile(
            types.Text("文本规则", "Text rules"),
            types.Text(
                "技术演示：地址解析用正则表达式加区划表，别字按编辑距离还原；代码审查遍历 Python 语法树；直播话术按句式查找并看上下文。不用任何训练。",
                "A demonstration: addresses by regular expressions and the division table, wrong characters restored by "
                "edit distance; code by walking Python's syntax tree; live-stream scripts by patterns and what stands "
                "around them. Nothing is trained.",
            ),
            list(SCENARIOS),
        )

    def prepare(self, brief: types.Brief) -> bytes:
        scenario = entered(brief.scenario)
        materials = {material.name: material.content for material in brief.materials}
        try:
            return json.dumps(scenario.prepare(materials), ensure_ascii=False).encode("utf-8")
        except (KeyError, ValueError) as error:
            raise Err(types.Failure_Unreadable(f"materials: {error!r}")) from error

    def answer(self, task: types.Task) -> types.Answer:
        scenario = entered(task.scenario)
        try:
            state, case = json.loads(task.state), json.loads(task.input)
            output, rationale = scenario.answer(state, case)
        except (KeyError, ValueError, SyntaxError) as error:
            raise Err(types.Failure_Unreadable(f"input or state: {error!r}")) from error
        return types.Answer(json.dumps(output, ensure_ascii=False), None, rationale)


def entered(scenario: str):
    """The package that answers this scenario."""
    try:
        return SCENARIOS[scenario]
    except KeyError:
        raise Err(types.Failure_Unsupported(scenario)) from None
