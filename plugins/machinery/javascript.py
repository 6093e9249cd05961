"""JavaScript agents: componentize-qjs puts `agent.js` and the QuickJS engine in one component."""

import hashlib
import json
import shutil
from pathlib import Path

from .agents import Agent
from .command import CACHE, WIT, run

TOOL = Path(__file__).resolve().parent / "javascript"


def build(agent: Agent, out: Path) -> str:
    """Builds one agent's component into `out`. Two builds of the same source differ."""
    cli = _tool() / "node_modules" / "componentize-qjs" / "cli.mjs"
    run(
        *("node", cli, "--wit", WIT, "--js", "agent.js", "-n", "agent", "-o", out),
        *("--stub-wasi", "--sync", "--opt-size"),
        cwd=agent.folder,  # What it imports is named relative to here, in the component too.
    )
    return _identity()


def _tool() -> Path:
    """The folder with the tool's packages, put in the cache first if need be."""
    lock = (TOOL / "package-lock.json").read_bytes()
    folder = CACHE / f"componentize-qjs-{hashlib.sha256(lock).hexdigest()[:12]}"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(TOOL, folder)
        run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error", cwd=folder)
        (folder / "ready").touch()
    return folder


def _identity() -> str:
    """The tool with its exact version."""
    manifest = json.loads((TOOL / "package.json").read_text(encoding="utf-8"))
    return f"componentize-qjs {manifest['dependencies']['componentize-qjs']}"
