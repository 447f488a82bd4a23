"""Work in the background stands behind the pages: the worker, and its sessions of a database on this machine.

Linux shares the processor among sessions first (autogroups) and looks at the niceness of processes only within
one. The worker and every session of PostgreSQL are sessions of their own, so the group's niceness is set as well.
"""

import os
import sys
from pathlib import Path
from typing import Any

from django.db.backends.signals import connection_created

NICENESS = 10
"""A tenth of what a page gets while the machine is fully busy, all there is while it is not."""
_PROCESSES = Path("/proc")
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


def is_worker() -> bool:
    """Whether this process is the one that takes jobs from the queue."""
    return sys.argv[1:3] == ["procrastinate", "worker"]


def stand_behind() -> None:
    """Lower this process, and each session of the database when it is opened."""
    lower(os.getpid())
    connection_created.connect(_session_opened, dispatch_uid="core.jobs.behind")


def lower(process: int) -> None:
    """Lower a process, with its group if it leads a session; where that is not allowed, it stays as it is."""
    try:
        os.setpriority(os.PRIO_PROCESS, process, NICENESS)
        if os.getsid(process) == process:
            (_PROCESSES / str(process) / "autogroup").write_text(str(NICENESS))
    except OSError:
        # Other systems have no groups, and a process of another user is not ours to lower.
        return


def _session_opened(connection: Any, **_: Any) -> None:
    host = str(connection.settings_dict.get("HOST") or "")
    if connection.vendor != "postgresql" or not (host in _HERE or host.startswith("/")):
        return
    process = int(connection.connection.info.backend_pid)
    if _is_session(process, str(connection.settings_dict["NAME"])):
        lower(process)


def _is_session(process: int, database: str) -> bool:
    """Whether it is a session of this database: behind a forwarded port the number may be somebody else's."""
    try:
        title = (_PROCESSES / str(process) / "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return False
    return title.startswith("postgres:") and f" {database} " in title
