"""The agents and test components in the tree: each folder with an `agent.toml` is one."""

import hashlib
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from .command import PLUGINS, REPOSITORY, WIT, Failed

TESTS = REPOSITORY / "tests" / "components"
# Names of folders and files that are not part of what is built.
APART = ("__pycache__", "node_modules", "target", "tests", "*.md", "*.test.js", "test_*.py")


@dataclass(frozen=True)
class Agent:
    """One agent's `agent.toml` and where it lies."""

    vendor: str
    name: str
    version: str
    lang: str
    folder: Path

    @property
    def is_test(self) -> bool:
        """Is it a component for the sandbox's tests, and no agent to show?"""
        return self.folder.is_relative_to(TESTS)

    @property
    def id(self) -> str:
        """How it is named on the command line: `vendor/name`, or `tests/name`."""
        return f"{self.vendor}/{self.name}"

    @property
    def package(self) -> str:
        """The name of its crate, and the stem of its component's file."""
        return self.name if self.is_test else f"{self.vendor}-{self.name}"

    @property
    def workspace(self) -> Path:
        """The cargo workspace that its crate belongs to, if it is a Rust one."""
        return TESTS if self.is_test else PLUGINS

    @property
    def dist(self) -> Path:
        """The folder that its component is committed in, beside a `dist.json`."""
        return self.workspace / "dist"

    @property
    def file(self) -> Path:
        """Its committed component; Python's 18 MB are stored compressed."""
        return self.dist / (self.package + (".wasm.zst" if self.lang == "python" else ".wasm"))

    def sources(self) -> str:
        """A digest of all that decides what its component does: its folder, the interface and, for Rust, the
        workspace's manifest and lock file and the crates beside it that it is made with."""
        files = [path for path in self.folder.rglob("*") if path.is_file() and not _apart(path, self.folder)]
        files += WIT.rglob("*.wit")
        if self.lang == "rust":
            files += [self.workspace / "Cargo.toml", self.workspace / "Cargo.lock"]
            files += self._shared()
        digest = hashlib.sha256()
        for path in sorted(files):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(REPOSITORY).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()

    def _shared(self) -> list[Path]:
        """The files of the crates that a Rust agent names by path."""
        manifest = tomllib.loads((self.folder / "Cargo.toml").read_text(encoding="utf-8"))
        crates = manifest.get("dependencies", {}).values()
        folders = [(self.folder / crate["path"]).resolve() for crate in crates if "path" in crate]
        return [path for folder in folders for path in folder.rglob("*") if path.is_file() and not _apart(path, folder)]


def _apart(path: Path, folder: Path) -> bool:
    """Is a file in an agent's folder no part of what is built?"""
    return any(fnmatch(part, pattern) for part in path.relative_to(folder).parts for pattern in APART)


def every() -> list[Agent]:
    """All agents and test components, in the order of their ids."""
    manifests = [*PLUGINS.glob("*/*/agent.toml"), *TESTS.glob("*/agent.toml")]
    return sorted((_read(path) for path in manifests), key=lambda agent: (agent.is_test, agent.id))


def _read(path: Path) -> Agent:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    agent = Agent(**{key: table[key] for key in ("vendor", "name", "version", "lang")}, folder=path.parent)
    expected = "tests" if agent.is_test else path.parent.parent.name
    if (agent.vendor, agent.name) != (expected, path.parent.name):
        raise Failed(f"{path} says {agent.id}, but lies in {expected}/{path.parent.name}")
    return agent


def named(ids: list[str]) -> list[Agent]:
    """The agents with these ids; without ids, all."""
    known = every()
    if unknown := set(ids) - {agent.id for agent in known}:
        raise Failed(f"no such agent: {', '.join(sorted(unknown))}; there are {', '.join(a.id for a in known)}")
    return [agent for agent in known if not ids or agent.id in ids]
