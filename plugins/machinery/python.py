"""Python agents: componentize-py puts `app.py` and the CPython interpreter in one component."""

import shutil
import sys
from pathlib import Path

from .agents import Agent
from .command import CACHE, WIT, run

VERSION = "0.25.1"


def build(agent: Agent, out: Path) -> str:
    """Builds one agent's component into `out`. Two builds of the same source differ."""
    run(_tool(), "-d", WIT, "-w", "agent", "componentize", "-p", agent.folder, "--stub-wasi", "app", "-o", out)
    return f"componentize-py {VERSION}"


def _tool() -> Path:
    """The tool, put in a virtual environment in the cache first if need be."""
    folder = CACHE / f"componentize-py-{VERSION}"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        run(sys.executable, "-m", "venv", folder)
        run(folder / "bin" / "pip", "install", "--quiet", f"componentize-py=={VERSION}")
        (folder / "ready").touch()
    return folder / "bin" / "componentize-py"
