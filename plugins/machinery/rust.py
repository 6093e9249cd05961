"""Rust agents: cargo makes the core module, `componentize` the component."""

from pathlib import Path

from .agents import Agent
from .command import PLUGINS, run
from .toolchain import TARGET, Toolchain, environment


def build(agent: Agent, out: Path, tools: Toolchain, target: Path | None = None) -> str:
    """Builds one agent's component into `out`, the same bytes wherever the tree and the tools lie."""
    target = target or agent.workspace / "target" / "wasm" / tools.key
    # One package at a time, so that no agent's choice of features reaches another's bytes; and as a cdylib alone,
    # because cargo does no link-time optimisation for a crate that is to be an rlib too.
    run(
        *("cargo", "rustc", "--quiet", "--release", "--locked", "--target", TARGET, "--crate-type", "cdylib"),
        *("--package", agent.package, "--target-dir", target),
        cwd=agent.workspace,
        env=tools.environment(agent.workspace),
    )
    core = target / TARGET / "release" / (agent.package.replace("-", "_") + ".wasm")
    run(_componentize(), core, out)
    return tools.identity


def _componentize() -> Path:
    """The tool that makes a component of a core module, built for this machine."""
    target = PLUGINS / "target"
    run(
        *("cargo", "build", "--quiet", "--locked", "--package", "componentize", "--target-dir", target),
        cwd=PLUGINS,
        env=environment(),
    )
    return target / "debug" / "componentize"
