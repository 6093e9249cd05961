"""Talent and health policies: the facts of a letter, and what they are worth."""

from . import letter, rules


def answer(parameters: dict, application: dict) -> tuple[dict, str]:
    """The output for one application, and the result in words."""
    facts = letter.read(application["letter"], int(application["filed"][:4]))
    output = rules.assess(parameters, application, facts)
    return output, rules.told(parameters, output)
