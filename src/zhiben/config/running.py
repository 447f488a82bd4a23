"""See that there is a database to talk to before Django is loaded."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from zhiben.config import postgres
from zhiben.config.database import database_url
from zhiben.config.paths import data_dir

SUPERVISED = "ZHIBEN_SUPERVISED"
_WAIT_SECONDS = 60.0


def is_external() -> bool:
    """Whether the database is somebody else's to run."""
    return "DATABASE_URL" in os.environ


@contextmanager
def database(wait: float = 0.0) -> Iterator[str | None]:
    """A running database for one command: yields None, or what is wrong with it.

    The embedded server is started where it does not run, and stopped again afterwards.
    """
    if is_external() or SUPERVISED in os.environ:
        yield wait_for_database(wait)
        return
    data = data_dir()
    started = postgres.find_server(data) is None
    try:
        postgres.start(data)
    except postgres.DatabaseProblem as problem:
        yield str(problem)
        return
    try:
        yield None
    finally:
        if started:
            postgres.stop(data)


def wait_for_database(seconds: float = _WAIT_SECONDS) -> str | None:
    """Wait until the database takes connections: None, or the last refusal."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with psycopg.connect(database_url(), connect_timeout=5):
                return None
        except psycopg.Error as problem:
            if time.monotonic() >= deadline:
                return f"The database cannot be reached: {str(problem).strip()}"
        time.sleep(0.5)
