"""An empty database with all tables, made once for each state of the migrations; every run of tests copies it."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connections

ROOT = Path(__file__).resolve().parents[1]
NAME = "zhiben_empty_"
SHAPING = ("**/migrations/*.py", "core/**/*.py", "core/**/*.sql", "**/vocabulary.py", "**/vocabulary/*.py")
"""Files that decide what tables look like."""
LOCK = 7_310_541


def copy(name: str) -> None:
    """Make that database anew as a copy of the template, and the template itself where there is none yet."""
    connections.close_all()
    with _maintenance() as server:
        # Of several processes one makes the template, and copies are made one after the other.
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        template = NAME + _digest()
        if not server.execute("SELECT FROM pg_database WHERE datname = %s", [template]).fetchall():
            _make(server, template)
        _remove(server, name)
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def drop(name: str) -> None:
    """Remove a copy."""
    connections.close_all()
    with _maintenance() as server:
        _remove(server, name)


def _remove(server: psycopg.Connection[Any], name: str) -> None:
    """Forced only where somebody is connected: force fails, unlike without it, while the database is vacuumed."""
    try:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
    except psycopg.errors.ObjectInUse:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _maintenance() -> psycopg.Connection[Any]:
    values = {**connections["default"].get_connection_params(), "dbname": "postgres", "autocommit": True}
    for known in ("context", "cursor_factory", "prepare_threshold"):
        values.pop(known, None)
    server = psycopg.connect(**values)
    # Who waits for the template waits as long as migrating takes, whatever the program allows itself for a lock.
    server.execute("SET lock_timeout = 0")
    server.execute("SET statement_timeout = 0")
    return server


def _digest() -> str:
    files = {file for kind in SHAPING for file in (ROOT / "src" / "zhiben").glob(kind)}
    chosen = [*sorted(one for one in files if "tests" not in one.parts), ROOT / "requirements.lock"]
    return sha256(b"".join(sha256(file.read_bytes()).digest() for file in chosen)).hexdigest()[:16]


def _make(server: psycopg.Connection[Any], template: str) -> None:
    """Migrate an empty database, and drop templates of an earlier state."""
    older = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [NAME])
    for (name,) in older.fetchall():
        _remove(server, name)
    draft = f"{NAME}draft"
    server.execute(f'CREATE DATABASE "{draft}"')
    connection = connections["default"]
    connection.close()
    used, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], draft
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = used
    server.execute(f'ALTER DATABASE "{draft}" RENAME TO "{template}"')
