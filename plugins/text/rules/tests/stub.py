"""Stands in for the modules that componentize-py generates, so that `app` can be imported by plain Python."""

import sys
import types as modules
from dataclasses import dataclass


class Err(Exception):
    """What an interface function raises for its error case."""

    def __init__(self, value):
        super().__init__(value)
        self.value = value


@dataclass
class Text:
    zh: str
    en: str


@dataclass
class Profile:
    title: Text
    summary: Text
    scenarios: list


@dataclass
class Answer:
    output: str
    confidence: float | None
    rationale: str | None


@dataclass
class Failure_Unsupported:
    value: str


@dataclass
class Failure_Unreadable:
    value: str


def install():
    """Puts the stand-ins where `app` looks for them."""
    interface = modules.SimpleNamespace(
        Text=Text,
        Profile=Profile,
        Answer=Answer,
        Brief=object,
        Task=object,
        Failure_Unsupported=Failure_Unsupported,
        Failure_Unreadable=Failure_Unreadable,
    )
    world = modules.ModuleType("wit_world")
    world.WitWorld = object
    imports = modules.ModuleType("wit_world.imports")
    imports.types = interface
    errors = modules.ModuleType("componentize_py_types")
    errors.Err = Err
    sys.modules.update({"wit_world": world, "wit_world.imports": imports, "componentize_py_types": errors})
