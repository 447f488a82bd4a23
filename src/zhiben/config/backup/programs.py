"""pg_dump and pg_restore: those of the embedded PostgreSQL, or newer ones of this machine."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from zhiben.config import postgres
from zhiben.config.backup.problems import BackupProblem
from zhiben.config.database import database_url
from zhiben.config.paths import data_dir
from zhiben.config.postgres.addresses import DATABASE
from zhiben.config.running import is_external

_MAJOR = re.compile(r"(\d+)(?:\.\d+)?")


def owner_url() -> str:
    """The address of the tables' owner."""
    kept = os.environ.get("ZHIBEN_DB_ROLE")
    os.environ["ZHIBEN_DB_ROLE"] = "owner"
    try:
        return database_url()
    finally:
        if kept is None:
            del os.environ["ZHIBEN_DB_ROLE"]
        else:
            os.environ["ZHIBEN_DB_ROLE"] = kept


def reading_url() -> str:
    """The address from which every row can be read: the superuser's of the embedded server, else the owner's."""
    addresses = None if is_external() else postgres.read_addresses(data_dir())
    if addresses is None:
        return owner_url()
    return urlunsplit(urlsplit(addresses.superuser_url)._replace(path=f"/{DATABASE}"))


def program(name: str, server: int) -> Path:
    """A `pg_dump` or `pg_restore` at least as new as the server (its major version)."""
    found = shutil.which(name)
    candidates = [postgres.program(name), *([Path(found)] if found else [])]
    if is_external():
        candidates.reverse()
    for candidate in candidates:
        if _major(candidate) >= server:
            return candidate
    raise BackupProblem(
        f"No {name} of this machine is new enough for PostgreSQL {server}. Install the client programs "
        f"of PostgreSQL {server} or later, so that {name} stands in PATH."
    )


def _major(path: Path) -> int:
    told = subprocess.run(  # noqa: S603 - a client program of PostgreSQL
        [str(path), "--version"], capture_output=True, text=True, check=False
    )
    found = _MAJOR.search(told.stdout)
    return int(found.group(1)) if told.returncode == 0 and found else 0


def call(path: Path, url: str, *arguments: str) -> None:
    """Run one of them; the password goes by the environment, so that no list of processes shows it."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    user = f"{parts.username}@" if parts.username else ""
    plain = urlunsplit(parts._replace(netloc=f"{user}{host}"))
    # Rows of the vault are hidden from all who do not say that they open it.
    environment = {**os.environ, "PGOPTIONS": "-c zhiben.vault=on"}
    if parts.password:
        environment["PGPASSWORD"] = unquote(parts.password)
    done = subprocess.run(  # noqa: S603 - a client program of PostgreSQL
        [str(path), f"--dbname={plain}", "--no-password", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupProblem(f"{path.name} ended with {done.returncode}: {done.stderr.strip()[-1500:]}")
