"""`plugins/build --check`: is what is committed what the sources give?"""

import hashlib
import tempfile
from pathlib import Path

from . import dist, toolchain
from .agents import Agent
from .command import Failed, say


def run(wanted: list[Agent], choice: str) -> int:
    """Checks each agent and prints a line for each; 1 if any differs, else 0."""
    tools = _tools(wanted, choice)
    differs = 0
    with tempfile.TemporaryDirectory() as folder:
        for agent in wanted:
            verdict, same = _verdict(agent, tools, Path(folder))
            say(f"{'ok      ' if same else 'DIFFERS '} {agent.id}: {verdict}")
            differs += not same
    if differs:
        say(f"{differs} of {len(wanted)} differ")
    return 1 if differs else 0


def _tools(wanted: list[Agent], choice: str) -> toolchain.Toolchain | None:
    """The toolchain to rebuild with. Checking never downloads one unless it was asked for by name."""
    if not any(agent.lang == "rust" for agent in wanted):
        return None
    try:
        return toolchain.find(choice, download=choice != "auto")
    except Failed as failure:
        say(f"no Rust agent is rebuilt: {failure}")
        return None


def _verdict(agent: Agent, tools: toolchain.Toolchain | None, folder: Path) -> tuple[str, bool]:
    """What there is to say of one agent, and whether it is as it should be."""
    entry = dist.read(agent.dist).get(agent.id)
    if entry is None or not agent.file.exists():
        return "never built; run plugins/build", False
    if entry["sources"] != agent.sources():
        return "its sources changed since it was built; run plugins/build", False
    try:
        digest = hashlib.sha256(dist.content(agent.file)).hexdigest()
    except Failed as failure:
        return f"file not read, so nothing compared: {failure}", True
    if digest != entry["sha256"]:
        return f"the file is {digest}, dist.json says {entry['sha256']}", False
    if agent.lang != "rust":
        return f"file as listed; not rebuilt: builds of {agent.lang} differ from one another", True
    return _rebuilt(agent, entry, tools, folder)


def _rebuilt(agent: Agent, entry: dict, tools: toolchain.Toolchain | None, folder: Path) -> tuple[str, bool]:
    """Builds a Rust agent in a fresh target folder and compares the bytes, if the toolchain is the one it was built
    with."""
    if tools is None:
        return "file as listed; not rebuilt: no toolchain", True
    if tools.identity != entry["toolchain"]:
        return f"file as listed; not rebuilt: made with {entry['toolchain']}, here is {tools.identity}", True
    out = folder / "component.wasm"
    dist.build(agent, out, tools, folder / "target")
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    if digest != entry["sha256"]:
        return f"rebuilt as {digest}, dist.json says {entry['sha256']}", False
    return "file as listed; rebuilt to the same bytes", True
