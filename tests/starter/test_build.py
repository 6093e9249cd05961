"""A vendor begins: builds and checks what `tongtai new` writes by the commands of its own README.

    python3 -m unittest discover -v -s tests/starter      after cargo has built target/debug/tongtai

Needs the languages' usual tools; Rust's target is found as plugins/build finds it.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "plugins"))

from machinery import command, debian, toolchain  # noqa: E402

TONGTAI = Path(os.environ.get("TONGTAI", REPOSITORY / "target/debug/tongtai"))
LANGS = ("rust", "js", "python")
# One scenario for each technique, and whether it is to be above the floor.
SCENARIOS = {"phishing": True, "hotline-routing": True, "septal-myectomy": False}


def rust_environment() -> dict[str, str]:
    """What cargo needs for the target where rustup has not got it: Debian's compiler, and rustup's linker on the path as
    rustup's own compiler would have it."""
    tools = toolchain.find("auto")
    env = tools.wrapped({})
    if debian.cached() and tools.root == debian.cached():
        env.pop(f"CARGO_TARGET_{toolchain.TARGET.upper().replace('-', '_')}_LINKER")
        sysroot = Path(command.run("rustc", "--print", "sysroot", cwd=REPOSITORY).strip())
        host = re.search(r"host: (\S+)", command.run("rustc", "-vV", cwd=REPOSITORY))[1]
        env["PATH"] = f"{sysroot / 'lib/rustlib' / host / 'bin'}{os.pathsep}{env['PATH']}"
    return env


def commands(readme: str, wanted: str) -> list[str]:
    """The README's commands under one of its numbers; adding rustup's target is left to the environment."""
    block = re.search(r"```sh\n(.*?)```", readme, re.DOTALL)[1]
    part = re.search(rf"^# {wanted} [^\n]*\n(.*?)(?=^# \d|\Z)", block, re.DOTALL | re.MULTILINE)[1]
    return [line for line in part.splitlines() if not line.startswith("rustup ")]


class Starters(unittest.TestCase):
    """All three languages with all three techniques."""

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.env = {"rust": rust_environment() | {"CARGO_TARGET_DIR": str(cls.folder / "target")}}

    def build(self, lang: str, scenario: str) -> None:
        """Begins a project, builds and checks it by its README's commands."""
        name = f"{lang}-{scenario}"
        command.run(TONGTAI, "new", name, "--lang", lang, "--scenario", scenario, cwd=self.folder)
        project = self.folder / name
        readme = (project / "README.md").read_text(encoding="utf-8")
        steps = commands(readme, "1")
        self.assertLessEqual(len(steps), 2, "a vendor types two commands at most")
        env = self.env.get(lang, os.environ)
        subprocess.run(["bash", "-euc", "\n".join(steps)], cwd=project, env=env, check=True)
        if lang == "rust":  # One target folder for all, which saves building the crates three times.
            (project / "target").symlink_to(self.folder / "target")
        (check,) = commands(readme, "2")
        program, *words = check.split()
        self.assertEqual(program, "tongtai")
        self.judge(name, scenario, json.loads(command.run(TONGTAI, *words, "--json", "--cases", "500", cwd=project)))

    def judge(self, name: str, scenario: str, found: dict) -> None:
        """It has answered every public case and is, where it can learn, above the floor."""
        (tried,) = found["report"]["tried"]
        mine, floor = tried["summary"], found["floor"][scenario]
        print(f"{name}: {mine['score']:.3f} on {mine['cases']} cases; floor {floor['score']:.3f}", flush=True)
        self.assertEqual(mine["answered"], mine["cases"])
        if SCENARIOS[scenario]:
            self.assertGreater(mine["score"], floor["score"] + 0.05)

    def test_every_starter_builds_and_passes_the_check(self) -> None:
        for scenario in SCENARIOS:
            for lang in LANGS:
                with self.subTest(lang=lang, scenario=scenario):
                    self.build(lang, scenario)


if __name__ == "__main__":
    unittest.main()
