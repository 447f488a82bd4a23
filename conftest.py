"""Tests run on real PostgreSQL: DATABASE_URL, or an embedded server of their own in `var/test`.

Several test runs may go on at once: each has its own database, and the last one to end stops the server.
"""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import django
import psutil
import psycopg
import pytest
from django.utils import translation

from zhiben.config import postgres

ROOT = Path(__file__).resolve().parent
DATA = Path(os.environ.setdefault("ZHIBEN_DATA_DIR", str(ROOT / "var" / "test")))
RUN = os.environ.setdefault("ZHIBEN_TEST_RUN", str(os.getpid()))
os.environ["ZHIBEN_DB_ROLE"] = "owner"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiben.config.settings")


def _start_server() -> int | None:
    """Hold the server open for this run and start it if need be; workers of a run use what is there."""
    if "DATABASE_URL" in os.environ or "PYTEST_XDIST_WORKER" in os.environ:
        return None
    DATA.mkdir(parents=True, exist_ok=True)
    users = os.open(DATA / "users.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(users, fcntl.LOCK_SH)
    addresses = postgres.start(DATA, durable=False)
    _drop_leftovers(addresses.owner_url)
    return users


def _drop_leftovers(url: str) -> None:
    """Remove databases of test runs that were killed."""
    with psycopg.connect(url, autocommit=True) as connection:
        names = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_zhiben\\_%'")
        for (name,) in names.fetchall():
            if not psutil.pid_exists(int(name.split("_")[2])):
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


_users = _start_server()
django.setup()


def pytest_unconfigure() -> None:
    """Stop the server if no other run needs it; ZHIBEN_KEEP_DB=1 leaves it for the next one."""
    if _users is None:
        return
    fcntl.flock(_users, fcntl.LOCK_UN)
    if os.environ.get("ZHIBEN_KEEP_DB") == "1":
        return
    try:
        fcntl.flock(_users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    postgres.stop(DATA)
    os.close(_users)


@pytest.fixture(scope="session")
def django_db_modify_db_settings_parallel_suffix() -> Iterator[None]:
    """One database per run and worker."""
    from django.db import connections

    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
    connections["default"].settings_dict["TEST"]["NAME"] = f"test_zhiben_{RUN}_{worker}"
    yield


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Every test begins in the language pages begin in, whatever the one before switched to."""
    with translation.override("zh-hans"):
        yield
