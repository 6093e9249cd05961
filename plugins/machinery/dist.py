"""The dist folders: components, and a `dist.json` that says what each is and what it was made with."""

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

from . import javascript, python, rust, toolchain
from .agents import Agent, every
from .command import Failed, run, say


def read(folder: Path) -> dict[str, dict]:
    """The entries of a dist folder's `dist.json` by agent id; none if there is no such file yet."""
    path = folder / "dist.json"
    if not path.exists():
        return {}
    entries = json.loads(path.read_text(encoding="utf-8"))["agents"]
    return {f"{entry['vendor']}/{entry['name']}": entry for entry in entries}


def _write(folder: Path, entries: dict[str, dict]) -> None:
    known = {agent.id for agent in every()}
    kept = [entries[key] for key in sorted(entries) if key in known]
    (folder / "dist.json").write_text(json.dumps({"agents": kept}, indent=2) + "\n", encoding="utf-8")


def content(file: Path) -> bytes:
    """A component's bytes, decompressed where the file is stored compressed."""
    if file.suffix != ".zst":
        return file.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        run("zstd", "-qdf", file, "-o", plain := Path(folder) / "component.wasm")
        return plain.read_bytes()


def build(agent: Agent, out: Path, tools: toolchain.Toolchain | None, target: Path | None = None) -> str:
    """Builds an agent's component into the file `out` and returns what it was made with. `target` is cargo's target
    folder, if not the usual one."""
    match agent.lang:
        case "rust":
            return rust.build(agent, out, tools, target)
        case "javascript":
            return javascript.build(agent, out)
        case "python":
            return python.build(agent, out)
    raise Failed(f"{agent.id}: no way to build {agent.lang!r}; there are rust, javascript, python")


def update(wanted: list[Agent], choice: str, force: bool) -> int:
    """Builds what changed (or, with `force`, all that is wanted) into the dist folders."""
    tools = None
    for agent in wanted:
        entries = read(agent.dist)
        sources = agent.sources()
        if not force and agent.file.exists() and entries.get(agent.id, {}).get("sources") == sources:
            say(f"{agent.id}: as before")
            continue
        if agent.lang == "rust" and tools is None:
            tools = toolchain.find(choice)
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "component.wasm"
            made_with = build(agent, out, tools)
            entries[agent.id] = _store(agent, out) | {"sources": sources, "toolchain": made_with}
        _write(agent.dist, entries)
        entry = entries[agent.id]
        say(f"{agent.id}: {entry['size']:,} bytes, {entry['sha256']}")
    return 0


def _store(agent: Agent, component: Path) -> dict:
    """Puts a component in its dist folder and returns its entry."""
    raw = component.read_bytes()
    agent.dist.mkdir(parents=True, exist_ok=True)
    if agent.file.suffix == ".zst":
        run("zstd", "-q", "-19", "-f", component, "-o", agent.file)
    else:
        shutil.copyfile(component, agent.file)
    return {
        "vendor": agent.vendor,
        "name": agent.name,
        "version": agent.version,
        "lang": agent.lang,
        "file": agent.file.name,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "size": len(raw),
    }
