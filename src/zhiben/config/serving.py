"""`zhiben web` and `zhiben worker`: this process becomes the server."""

import os
import sys

from zhiben.config import postgres
from zhiben.config.paths import data_dir
from zhiben.config.running import SUPERVISED, is_external, wait_for_database
from zhiben.config.terminal import complain

_APPLICATION = "zhiben.config.wsgi:application"


def port() -> int:
    """Where the web process listens."""
    return int(os.environ.get("ZHIBEN_PORT", "8700"))


def host() -> str:
    """The interface the web process listens at."""
    return os.environ.get("ZHIBEN_BIND", "127.0.0.1")


def reachable_host() -> str:
    """The name under which this machine itself reaches the web process."""
    return "127.0.0.1" if host() in {"0.0.0.0", "::"} else host()  # noqa: S104 - compared, not bound


def web_command() -> list[str]:
    """The web server: processes, not threads; a worker that dies is replaced."""
    return [
        *(sys.executable, "-m", "granian", _APPLICATION, "--interface", "wsgi"),
        *("--host", host(), "--port", str(port())),
        *("--workers", os.environ.get("ZHIBEN_WEB_WORKERS", "2"), "--blocking-threads", "1"),
        *("--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "10"),
        *("--no-ws", "--log-level", "warning"),
    ]


def worker_command() -> list[str]:
    """The worker: takes jobs from the database."""
    return [sys.executable, "-m", "django", "procrastinate", "worker", "--shutdown-graceful-timeout", "10"]


def web(argv: list[str]) -> int:
    """Become the web server."""
    return _become(web_command() + argv)


def worker(argv: list[str]) -> int:
    """Become the worker; core.jobs.behind lets pages go before it."""
    return _become(worker_command() + argv)


def _become(command: list[str]) -> int:
    os.environ.pop("ZHIBEN_DB_ROLE", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiben.config.settings")
    try:
        if SUPERVISED not in os.environ and not is_external():
            postgres.start(data_dir())
    except postgres.DatabaseProblem as problem:
        complain(problem)
        return 2
    problem_found = wait_for_database()
    if problem_found:
        complain(problem_found)
        return 2
    os.execv(command[0], command)  # noqa: S606 - becoming our own server, no shell wanted
    return 1
