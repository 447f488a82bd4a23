"""Run a management command of a domain as `zhiben NAME …`, its exit code passed through."""

import traceback

from django.core.management import ManagementUtility
from django.db.utils import InterfaceError, OperationalError

from zhiben.config.running import database
from zhiben.config.terminal import complain

UNABLE = 2


def run(words: list[str]) -> int:
    """Run the management command `words[0]`; 2 where the database cannot be reached."""
    with database() as problem:
        if problem:
            complain(problem)
            return UNABLE
        return execute(words)


def execute(words: list[str]) -> int:
    """Run a management command on the database as it is."""
    try:
        ManagementUtility(["zhiben", *words]).execute()
    except SystemExit as end:
        return _code(end)
    except (OperationalError, InterfaceError) as problem:
        complain(f"The database cannot be used: {str(problem).strip()}")
        return UNABLE
    except Exception:
        # 1 of `ledger verify` means tampered: a fault of the program must never say so.
        if words[0] != "ledger":
            raise
        traceback.print_exc()
        return UNABLE
    return 0


def _code(end: SystemExit) -> int:
    if end.code is None:
        return 0
    if isinstance(end.code, int):
        return end.code
    complain(end.code)
    return 1
