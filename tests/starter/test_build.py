"""A vendor begins: builds what `tongtai new` writes by the commands of its own README, and compares it with the floor.

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
    """All three languages with all three techniques, in one registry."""

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.env = {"rust": rust_environment() | {"CARGO_TARGET_DIR": str(cls.folder / "target")}}

    def tongtai(self, *words: object) -> None:
        command.run(TONGTAI, "--lang", "en", *words, cwd=self.folder)

    def build(self, lang: str, scenario: str) -> None:
        """Begins, builds and publishes `my-vendor/LANG-SCENARIO`."""
        name = f"{lang}-{scenario}"
        self.tongtai("new", name, "--lang", lang, "--scenario", scenario)
        project = self.folder / name
        readme = (project / "README.md").read_text(encoding="utf-8")
        steps = commands(readme, "1")
        self.assertLessEqual(len(steps), 2, "a vendor types two commands at most")
        env = self.env.get(lang, os.environ)
        subprocess.run(["bash", "-euc", "\n".join(steps)], cwd=project, env=env, check=True)
        publish = re.search(r"tongtai publish (\S+) (\S+)", "\n".join(commands(readme, "3")))
        self.assertEqual(publish[2], f"my-vendor/{name}@0.1.0")
        target = Path(env.get("CARGO_TARGET_DIR", project / "target"))
        component = self.folder / publish[1].replace("target", str(target), 1) if lang == "rust" else project / publish[1]
        self.tongtai("publish", component, publish[2])

    def test_every_starter_builds_and_answers(self) -> None:
        for scenario, above in SCENARIOS.items():
            for lang in LANGS:
                with self.subTest(lang=lang, scenario=scenario):
                    self.build(lang, scenario)
            with self.subTest(scenario=scenario):
                self.compare(scenario, above)

    def compare(self, scenario: str, above: bool) -> None:
        """Every starter has answered each case and is, where it can learn, above the floor on the public cases."""
        mine = [f"my-vendor/{lang}-{scenario}" for lang in LANGS]
        entrants = [word for name in ["baseline/floor", *mine] for word in ("--entrant", name)]
        self.tongtai("compare", scenario, *entrants, "--json", "result.json")
        document = json.loads((self.folder / "result.json").read_text(encoding="utf-8"))
        parts = {f"{one['vendor']}/{one['agent']}": one["public"] for one in document["sessions"][0]["summary"]["entrants"]}
        for name, part in parts.items():
            print(f"{scenario}: {name} {part['score']:.3f} on {part['cases']} public cases", flush=True)
        for name in mine:
            self.assertEqual(parts[name]["answered"], parts[name]["cases"], name)
            if above:
                self.assertGreater(parts[name]["score"], parts["baseline/floor"]["score"] + 0.05, name)


if __name__ == "__main__":
    unittest.main()
