"""智能体与宿主的接口，通常不必改；思路写在 idea.py。

What the host calls: seldom to be changed. The idea goes into idea.py.
"""

import json

import idea
import wit_world
from componentize_py_types import Err
from wit_world.imports import types

# 参评的场景 · The scenario entered.
SCENARIO = "{{scenario}}"


class WitWorld(wit_world.WitWorld):
    """宿主调用的三个函数 · Its three functions as the host calls them."""

    def profile(self) -> types.Profile:
        return types.Profile(
            types.Text("{{agent}}", "{{agent}}"),
            types.Text("{{summary-zh}}", "{{summary-en}}"),
            [SCENARIO],
        )

    def prepare(self, brief: types.Brief) -> bytes:
        _only_ours(brief.scenario)
        try:
            materials = {material.name: material.content for material in brief.materials}
            return json.dumps(idea.prepare(materials)).encode()
        except (KeyError, ValueError, TypeError) as error:
            raise _unreadable(error) from error

    def answer(self, task: types.Task) -> types.Answer:
        _only_ours(task.scenario)
        try:
            output, rationale = idea.answer(json.loads(task.state), json.loads(task.input))
        except (KeyError, ValueError, TypeError) as error:
            raise _unreadable(error) from error
        return types.Answer(json.dumps(output, ensure_ascii=False), None, rationale)


def _only_ours(scenario: str) -> None:
    if scenario != SCENARIO:
        raise Err(types.Failure_Unsupported(scenario))


def _unreadable(error: Exception) -> Err:
    return Err(types.Failure_Unreadable(f"{type(error).__name__}: {error}"))
