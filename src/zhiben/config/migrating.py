"""`zhiben migrate`: bring the tables up to date as their owner, then give the program's role its rights."""

import argparse
import os
from importlib import import_module

import django
from django.core.management import call_command
from django.db import connection
from django.db.utils import OperationalError

from zhiben.config.postgres.addresses import APP
from zhiben.config.running import database, is_external
from zhiben.config.terminal import complain

_ONE_AT_A_TIME = 7_262_210_001
_WAIT_SECONDS = 60.0


def migrate(argv: list[str]) -> int:
    """Wait for the database, apply migrations under a lock timeout, make the cache table, grant."""
    parser = argparse.ArgumentParser(prog="zhiben migrate", description="Bring the tables up to date.")
    parser.add_argument("--quiet", action="store_true", help="print only what goes wrong")
    options = parser.parse_args(argv)
    os.environ["ZHIBEN_DB_ROLE"] = "owner"
    with database(wait=_WAIT_SECONDS) as problem:
        if problem:
            complain(problem)
            return 2
        return _apply(verbosity=0 if options.quiet else 1)


def _apply(verbosity: int) -> int:
    django.setup()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
            call_command("migrate", verbosity=verbosity, interactive=False)
            call_command("createcachetable", verbosity=verbosity)
            _grant()
    except OperationalError as problem:
        complain(
            f"The migration gave up: {str(problem).strip()}\n"
            "If another process holds a lock on a table, stop it and try again; what was not finished was taken back."
        )
        return 1
    finally:
        connection.close()
    return 0


def _grant() -> None:
    role = os.environ.get("ZHIBEN_APP_ROLE") or (None if is_external() else APP)
    if role:
        # Models can be imported only after django.setup().
        import_module("zhiben.core.ledger.shapes").grant(role)
