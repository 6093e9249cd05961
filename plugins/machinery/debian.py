"""Debian's Rust (packages rustc-web and its kin), unpacked into the cache; nothing is installed.

For machines whose rustup cannot fetch the WebAssembly target. apt keeps lists of its own in the cache, so that no
rights are needed and the machine's are not touched.
"""

import json
import re
import shutil
from pathlib import Path

from .command import CACHE, Failed, run, say

HOME = CACHE / "toolchain"
READY = "packages.json"


def cached() -> Path | None:
    """The unpacked toolchain's root, the newest if there are several."""
    ready = sorted(HOME.glob(f"*/usr/{READY}"), key=lambda path: path.stat().st_mtime)
    return ready[-1].parent if ready else None


def packages(root: Path) -> list[str]:
    """The packages that it was unpacked from, each as `name version`."""
    return json.loads((root / READY).read_text(encoding="utf-8"))


def linker(root: Path) -> Path:
    """The WebAssembly linker."""
    found = sorted((root / "lib").glob("llvm-*/bin/wasm-ld"))
    if not found:
        raise Failed(f"no wasm-ld in {root}: remove that folder and build again")
    return found[-1]


def unpack() -> None:
    """Downloads the packages and unpacks them."""
    for program in ("apt-get", "apt-cache", "dpkg-deb"):
        if not shutil.which(program):
            raise Failed(
                f"there is neither a rustup target nor {program}: `rustup target add wasm32-unknown-unknown`"
            )
    say("fetching Debian's Rust: 137 MB to download, 0.9 GB in the cache, some minutes")
    apt = _Apt(CACHE / "apt")
    versions = {name: apt.version(name) for name in apt.names()}
    folder = HOME / re.sub(r"[^\w.+~-]", "_", "rustc-web_" + versions["rustc-web"])
    shutil.rmtree(folder, ignore_errors=True)
    archives = folder / "archives"
    archives.mkdir(parents=True)
    apt.run("apt-get", "-q", "download", *(f"{name}={version}" for name, version in versions.items()), cwd=archives)
    for archive in sorted(archives.glob("*.deb")):
        run("dpkg-deb", "-x", archive, folder)
    shutil.rmtree(archives)
    listed = [f"{name} {version}" for name, version in sorted(versions.items())]
    (folder / "usr" / READY).write_text(json.dumps(listed, indent=2) + "\n", encoding="utf-8")


class _Apt:
    """apt with lists and caches of its own."""

    def __init__(self, folder: Path):
        for part in ("lists/partial", "cache/archives/partial"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        self.options = ["-o", f"Dir::State::Lists={folder}/lists", "-o", f"Dir::Cache={folder}/cache"]
        # apt may drop its rights for downloads, to a user who cannot write here.
        self.options += ["-o", "APT::Sandbox::User="]
        self.run("apt-get", "-q", "update")

    def run(self, program: str, *words: str, cwd: Path | None = None) -> str:
        return run(program, *self.options, *words, cwd=cwd)

    def names(self) -> list[str]:
        """The packages needed: compiler, libraries, the library's source, LLVM and its linker."""
        library = self._needs("libstd-rust-web-dev", r"libstd-rust-web-\d[\d.]*")
        llvm = self._needs(library, r"libllvm\d+")
        linker = llvm.replace("libllvm", "lld-")
        return ["rustc-web", "libstd-rust-web-dev", "rust-web-src", library, llvm, linker]

    def _needs(self, package: str, pattern: str) -> str:
        """The package that this one depends on whose name matches."""
        found = re.search(rf"Depends: ({pattern})\n", self.run("apt-cache", "depends", package))
        if not found:
            raise Failed(f"Debian's {package} names no {pattern}: the packages are not what this script knows")
        return found[1]

    def version(self, package: str) -> str:
        """The version that apt would take."""
        found = re.search(r"Candidate: (\S+)", self.run("apt-cache", "policy", package))
        if not found or found[1] == "(none)":
            raise Failed(f"apt knows no {package}")
        return found[1]
