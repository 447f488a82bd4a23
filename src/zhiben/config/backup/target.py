"""Where a backup is restored to: an empty place only, with nothing running in it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from zhiben.config.backup import programs
from zhiben.config.backup.manifest import Manifest
from zhiben.config.backup.problems import BackupProblem
from zhiben.config.paths import data_dir

_TABLES = (
    "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
)


@contextmanager
def alone() -> Iterator[None]:
    """Nothing of the platform may run for this data folder while the block lasts."""
    lock = os.open(data_dir() / "up.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise BackupProblem(f"`zhiben up` runs for {data_dir()}. Stop it first.") from None
    finally:
        os.close(lock)


def refuse_unless_empty(manifest: Manifest) -> None:
    """BackupProblem when the database or the folder of files holds anything, or the server is too old."""
    kept = data_dir() / "files"
    if kept.is_dir() and any(not path.name.startswith(".") for path in kept.iterdir()):
        raise BackupProblem(f"{kept} is not empty. A backup is restored into an empty place only.")
    with psycopg.connect(programs.owner_url(), connect_timeout=5) as session:
        tables, server = _two(session)
    if tables:
        raise BackupProblem(
            f"The database holds {tables} tables. A backup is restored into an empty database only: "
            "set ZHIBEN_DATA_DIR to a new folder, or DATABASE_URL to a new database."
        )
    if server < manifest.server:
        raise BackupProblem(f"The backup is of PostgreSQL {manifest.server}; this server is {server}.")


def _two(session: psycopg.Connection) -> tuple[int, int]:
    row = session.execute(
        f"SELECT ({_TABLES}), current_setting('server_version_num')::int / 10000"
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)
