"""The Rust toolchains for wasm32-unknown-unknown: rustup's, where it has the target, or Debian's, unpacked."""

import hashlib
import os
import platform
import re
import shlex
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

from . import debian
from .command import CACHE, PLUGINS, Failed, run

CHOICES = ("auto", "rustup", "debian")
TARGET = "wasm32-unknown-unknown"


@dataclass(frozen=True)
class Toolchain:
    """A compiler with the standard library for `TARGET`."""

    rustc: Path
    """The compiler."""
    libraries: Path | None
    """Where the compiler's own shared libraries are, if not where the system looks."""
    linker: Path | None
    """The linker, if not the compiler's own."""
    root: Path
    """The folder to hide from the bytes: the toolchain's."""
    identity: str
    """All that decides the bytes, in words: two toolchains with one identity give the same component."""

    @property
    def key(self) -> str:
        """A short name for target folders: cargo does not notice when the standard library is another."""
        return hashlib.sha256(self.identity.encode()).hexdigest()[:12]

    def environment(self, workspace: Path) -> dict[str, str]:
        """The environment for cargo in this workspace, with all paths that the bytes would show mapped away."""
        run("cargo", "fetch", "--quiet", "--locked", cwd=workspace, env=environment())
        return self.wrapped({workspace: "/tongtai", self.root: "/rust"} | registry_paths())

    def wrapped(self, remaps: dict[Path, str], *flags: str) -> dict[str, str]:
        """The environment for cargo with a compiler that adds these flags itself. As RUSTFLAGS they would go into
        cargo's hashes, and the paths in them with it into the names of functions."""
        flags += tuple(f"--remap-path-prefix={path}={name}" for path, name in remaps.items())
        libraries = f"LD_LIBRARY_PATH={shlex.quote(str(self.libraries))} " if self.libraries else ""
        text = f'#!/bin/sh\n{libraries}exec {shlex.quote(str(self.rustc))} "$@" {shlex.join(flags)}\n'
        # Named by its content: two trees, or two builds at once, do not meet in one file.
        script = CACHE / "rustc" / hashlib.sha256(text.encode()).hexdigest()[:16] / "rustc"
        if not script.exists():
            script.parent.mkdir(parents=True, exist_ok=True)
            part = script.with_name(f"rustc.{os.getpid()}")
            part.write_text(text, encoding="utf-8")
            part.chmod(0o755)
            part.rename(script)
        linker = {f"CARGO_TARGET_{TARGET.upper().replace('-', '_')}_LINKER": str(self.linker)} if self.linker else {}
        return environment() | {"RUSTC": str(script)} | linker


def environment() -> dict[str, str]:
    """This process's environment without what would change how cargo builds."""
    apart = re.compile(r"RUSTC|RUSTC_.*|RUSTFLAGS|CARGO_ENCODED_RUSTFLAGS|CARGO_(BUILD|PROFILE|TARGET|INCREMENTAL).*")
    kept = {key: value for key, value in os.environ.items() if not apart.fullmatch(key)}
    return kept | {"RUSTFLAGS": ""}


def registry_paths() -> dict[Path, str]:
    """Where cargo unpacks crates, each to be shown as `/cargo`: the folders' names depend on the registry's address."""
    home = Path(os.environ.get("CARGO_HOME") or Path.home() / ".cargo")
    return {path: "/cargo" for path in sorted((home / "registry" / "src").glob("*"))}


def find(choice: str, download: bool = True) -> Toolchain:
    """The chosen toolchain. `auto` takes Debian's if it is in the cache (it made the committed components), else
    rustup's if it has the target, else Debian's, downloaded."""
    if choice == "debian" or (choice == "auto" and debian.cached()):
        return _debian(download)
    if rustup := _rustup():
        return rustup
    if choice == "rustup":
        raise Failed(f"this rustc has no {TARGET}: `rustup target add {TARGET}`")
    return _debian(download)


def _rustup() -> Toolchain | None:
    """The rustc on the path, if it has the target."""
    env = environment()
    libraries = Path(run("rustc", "--print", "target-libdir", "--target", TARGET, cwd=PLUGINS, env=env).strip())
    if not libraries.exists():
        return None
    root = Path(run("rustc", "--print", "sysroot", cwd=PLUGINS, env=env).strip())
    version = run("rustc", "--version", cwd=PLUGINS, env=env).strip()
    return Toolchain(root / "bin" / "rustc", None, None, root, _identity(version))


def _debian(download: bool) -> Toolchain:
    """Debian's toolchain from the cache, put there first if need be."""
    if not debian.cached():
        if not download:
            raise Failed("no toolchain here; `plugins/build --toolchain debian` fetches Debian's (137 MB)")
        debian.unpack()
    root = debian.cached()
    rustc, libraries = root / "bin" / "rustc", root / "lib" / f"{platform.machine()}-linux-gnu"
    version = run(rustc, "--version", env=environment() | {"LD_LIBRARY_PATH": str(libraries)}).strip()
    packages = ", ".join(debian.packages(root))
    tools = Toolchain(rustc, libraries, debian.linker(root), root, _identity(f"{version}, Debian {packages}"))
    _standard_library(tools)
    return tools


def _standard_library(tools: Toolchain) -> None:
    """Builds the standard library for the target into Debian's toolchain, once: Debian ships its source only."""
    home = tools.root / "lib" / "rustlib" / TARGET / "lib"
    if home.exists():
        return
    # The crate lies at the root of the toolchain, so that cargo hashes the library's paths relative to it.
    (tools.root / "Cargo.toml").write_text(
        '[package]\nname = "standard-library"\nversion = "0.0.0"\nedition = "2024"\n[lib]\npath = "nothing.rs"\n'
    )
    (tools.root / "nothing.rs").write_text("#![no_std]\n")
    library = tools.root / "lib" / "rustlib" / "src" / "rust" / "library"
    # The library's own manifest uses what only nightly compilers may, as does building it.
    unstable = {"RUSTC_BOOTSTRAP": "1"}
    run("cargo", "fetch", "--quiet", "--locked", cwd=library, env=environment() | unstable)
    # Bitcode, so that the agents can be optimised as a whole with it.
    env = tools.wrapped({tools.root: "/rust"} | registry_paths(), "-Cembed-bitcode=yes")
    target = tools.root / "target"
    run(
        *("cargo", "build", "--quiet", "--release", "--target", TARGET, "--target-dir", target),
        "-Zbuild-std=std,panic_abort",
        cwd=tools.root,
        env=env | unstable,
    )
    part = home.with_name("part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for path in (target / TARGET / "release" / "deps").glob("*.rlib"):
        shutil.copy(path, part)
    part.rename(home)
    shutil.rmtree(target)


def _identity(compiler: str) -> str:
    """The compiler's words with the other tools that decide the bytes."""
    lock = tomllib.loads((PLUGINS / "Cargo.lock").read_text(encoding="utf-8"))
    encoder = ", ".join(p["version"] for p in lock["package"] if p["name"] == "wit-component")
    cargo = run("cargo", "--version", cwd=PLUGINS, env=environment()).strip()
    return f"{compiler}, {cargo}, wit-component {encoder}, on {platform.machine()} {platform.system()}"
