"""What a new database is given once: areas, packs and the demonstration; and `zhiben demo reset`.

What was done is remembered in the data folder by the identity of the database and its tables: a later start skips
it.
`ZHIBEN_DEMO=0` leaves the demonstration out.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg

from zhiben.config.database import database_url
from zhiben.config.paths import data_dir
from zhiben.config.running import database
from zhiben.config.terminal import complain, say

_PACKAGE = Path(__file__).resolve().parent.parent
_STEPS = (("areas", "load"), ("packs", "load"), ("demo", "load"))
_IDENTITY = """
SELECT concat_ws('/', (SELECT system_identifier FROM pg_control_system()),
                 (SELECT oid FROM pg_database WHERE datname = current_database()),
                 (SELECT max(oid) FROM pg_class WHERE relname = 'django_migrations'))
"""


class FirstStartFailed(Exception):
    """A step of the first start ended with an error; what it printed stands above."""


def load_what_is_missing() -> list[dict[str, Any]]:
    """Load what this database was not given yet; the demonstration accounts."""
    for step in _STEPS:
        if _is_wanted(step) and " ".join(step) not in _marks():
            say(f"zhiben: {' '.join(step)} …")
            _zhiben(*step)
            _mark(" ".join(step), True)
    return accounts()


def migrate_if_changed() -> None:
    """Bring the tables up to date, unless that was done with just this program."""
    program = _program()
    if _marks().get("migrated by") != program:
        say("zhiben: bringing the tables up to date …")
        _zhiben("migrate", "--quiet")
        _mark("migrated by", program)


def _program() -> str:
    """A digest of our own code and of the versions of the libraries that bring migrations."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        digest.update(path.read_bytes())
    for library in ("django", "django-allauth", "procrastinate"):
        digest.update(f"{library} {version(library)}".encode())
    return digest.hexdigest()


def accounts() -> list[dict[str, Any]]:
    """The demonstration accounts; empty where there is no demonstration."""
    if "demo load" not in _marks():
        return []
    if "accounts" not in _marks():
        _mark("accounts", json.loads(_zhiben("demo", "accounts", "--json", keep=True)))
    kept = _marks()["accounts"]
    return list(kept["accounts"] if isinstance(kept, dict) else kept)


def is_demonstration() -> bool:
    """Whether this database was loaded with the demonstration."""
    return "demo load" in _marks()


def mark_restored(demonstration: bool) -> None:
    """Note that this database came from a backup: nothing is loaded into it."""
    steps = _STEPS if demonstration else _STEPS[:-1]
    _write({**_marks(), **{" ".join(step): True for step in steps}, "restored": True})


def reset(argv: list[str]) -> int:
    """Empty a database that holds the demonstration, and load it anew."""
    parser = argparse.ArgumentParser(prog="zhiben demo reset", description=reset.__doc__)
    parser.add_argument("--yes", action="store_true", help="do not ask")
    options = parser.parse_args(argv)
    with database() as problem:
        if problem:
            complain(problem)
            return 2
        if "demo load" not in _marks():
            complain("This database was not loaded with the demonstration; nothing was touched.")
            return 1
        if not options.yes and input("Everything in the database is lost. Go on? [yes/no] ").strip() != "yes":
            return 1
        return _begin_anew()


def _begin_anew() -> int:
    os.environ["ZHIBEN_DB_ROLE"] = "owner"
    with psycopg.connect(database_url(), options="-c lock_timeout=30s") as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    del os.environ["ZHIBEN_DB_ROLE"]
    try:
        migrate_if_changed()
        load_what_is_missing()
    except FirstStartFailed as problem:
        complain(problem)
        return 1
    return 0


def _is_wanted(step: tuple[str, str]) -> bool:
    wanted = os.environ.get("ZHIBEN_DEMO", "1") != "0" and "restored" not in _marks()
    return step[0] != "demo" or wanted


def _zhiben(*words: str, keep: bool = False) -> str:
    done = subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, "-m", "zhiben.cli", *words],
        stdout=subprocess.PIPE if keep else None,
        text=True,
        check=False,
    )
    if done.returncode:
        raise FirstStartFailed(f"`zhiben {' '.join(words)}` ended with {done.returncode}")
    return done.stdout or ""


def _path() -> Path:
    return data_dir() / "first-start.json"


def _identity() -> str:
    with psycopg.connect(database_url(), connect_timeout=5) as connection:
        row = connection.execute(_IDENTITY).fetchone()
    return str(row[0]) if row else ""


def _marks() -> dict[str, Any]:
    if not _path().exists():
        return {}
    kept: dict[str, Any] = json.loads(_path().read_text()).get(_identity(), {})
    return kept


def _mark(step: str, value: Any) -> None:
    _write({**_marks(), step: value})


def _write(marks: dict[str, Any]) -> None:
    known = json.loads(_path().read_text()) if _path().exists() else {}
    draft = _path().with_suffix(".new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump({**known, _identity(): marks}, file, ensure_ascii=False, indent=1)
    draft.replace(_path())
