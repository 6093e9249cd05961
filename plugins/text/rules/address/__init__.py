"""Parses addresses: text is cleaned, areas are found in the division table, the rest is read from left to right."""

import json

from . import detail, wording
from .areas import Areas


def prepare(materials):
    """The state: names of the division table, ready for look-up."""
    return Areas.from_table(json.loads(materials["divisions.json"])).state


def answer(state, case):
    """The output and a rationale for one case."""
    areas = Areas(state)
    text = wording.without_landmarks(wording.present(wording.normal(case["text"])), areas.stems)
    found, rest = areas.find(text)
    output = {**found.output(areas), **detail.read(rest)}
    return output, found.why()
