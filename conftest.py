"""Tests run on real PostgreSQL: DATABASE_URL, or an embedded server of their own in `var/test`.

Several test runs may go on at once: each has its own database and its own folder of files and keys, and so has
each process of a run. The last run to end stops the server.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import psutil
import psycopg
import pytest
from django.conf import settings
from django.test import TransactionTestCase
from django.utils import translation

from tests import template
from tests.sharing import ByFile, in_order
from zhiben.config import postgres

ROOT = Path(__file__).resolve().parent
DATA = Path(os.environ.setdefault("ZHIBEN_DATA_DIR", str(ROOT / "var" / "test")))
RUN = os.environ.setdefault("ZHIBEN_TEST_RUN", str(os.getpid()))
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "one")
OWN = DATA / "runs" / f"{RUN}_{WORKER}"
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
    for folder in (DATA / "runs").glob("*"):
        if not psutil.pid_exists(int(folder.name.split("_")[0])):
            shutil.rmtree(folder, ignore_errors=True)


def _keep_apart() -> None:
    """Files and keys of this process alone: two databases never add to one list of heads."""
    OWN.mkdir(parents=True, exist_ok=True)
    settings.DATA_DIR = OWN
    settings.STORAGES["default"]["OPTIONS"]["location"] = str(OWN / "files")


_users = _start_server()
django.setup()
_keep_apart()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile | None:
    """Whole files to each process (`--dist loadfile`), those that take longest first."""
    return ByFile(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Processes get the files in the order in which they were collected."""
    if hasattr(config, "workerinput"):
        in_order(items)


def pytest_unconfigure() -> None:
    """Stop the server if no other run needs it; ZHIBEN_KEEP_DB=1 leaves it for the next one."""
    shutil.rmtree(OWN, ignore_errors=True)
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
def django_db_keepdb() -> bool:
    """On the embedded server the database is a copy that we make and drop ourselves."""
    return "DATABASE_URL" not in os.environ


@pytest.fixture(scope="session")
def django_db_modify_db_settings_parallel_suffix(
    django_db_keepdb: bool, django_db_blocker: Any
) -> Iterator[None]:
    """One database per run and worker."""
    from django.db import connections

    name = f"test_zhiben_{RUN}_{WORKER}"
    connections["default"].settings_dict["TEST"]["NAME"] = name
    if not django_db_keepdb:
        yield
        return
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        template.copy(name)
        # To empty every table after a test that commits takes many times as long as a new copy.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: template.copy(name))
        yield
        template.drop(name)


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Every test begins in the language pages begin in, whatever the one before switched to."""
    with translation.override("zh-hans"):
        yield
