"""Running other programs, and where things are."""

import os
import shlex
import subprocess
from pathlib import Path

PLUGINS = Path(__file__).resolve().parent.parent
REPOSITORY = PLUGINS.parent
WIT = REPOSITORY / "wit"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tongtai"


class Failed(Exception):
    """Something a person must mend; the message says what."""


def run(*command: object, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """Runs a command quietly and returns what it printed; if it fails, all it printed is in the exception."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, cwd=cwd, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False
        )
    except FileNotFoundError as error:
        raise Failed(f"{words[0]} is needed and not here") from error
    if done.returncode:
        raise Failed(f"{shlex.join(words)} failed:\n{done.stdout}{done.stderr}".rstrip())
    return done.stdout


def say(text: str) -> None:
    """Prints a line of progress at once."""
    print(text, flush=True)
