"""The run of `zhiben up`, from taking over what was left to the orderly stop."""

import argparse
import fcntl
import http.client
import os
import shutil
import signal
import socket
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from zhiben.config import first_start, postgres
from zhiben.config.paths import data_dir
from zhiben.config.running import SUPERVISED, is_external, wait_for_database
from zhiben.config.serving import host, port, reachable_host, web_command, worker_command
from zhiben.config.supervisor.leftovers import end_processes, marked
from zhiben.config.supervisor.parts import Part
from zhiben.config.terminal import complain, say

PART = "ZHIBEN_PART"
_TICK, _STOP_SECONDS, _FIRST_ANSWER_SECONDS = 0.5, 15.0, 60.0
_ACCOUNTS_SHOWN = 14


class CannotStart(Exception):
    """Why nothing was started, in words an operator can act on."""


@dataclass
class _Run:
    data: Path
    parts: list[Part] = field(default_factory=list)
    stopping: bool = False

    def ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Signal handler: leave the loop at the next turn."""
        self.stopping = True


def up(argv: list[str]) -> int:
    """Bring everything up and keep it running until told to stop."""
    argparse.ArgumentParser(prog="zhiben up", description=up.__doc__).parse_args(argv)
    os.environ.pop("ZHIBEN_DB_ROLE", None)
    run = _Run(data_dir())
    lock = os.open(run.data / "up.lock", os.O_RDWR | os.O_CREAT, 0o600)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _take_over(run, lock)
        accounts = _prepare(run)
        _serve(run, accounts)
    except (CannotStart, postgres.DatabaseProblem, first_start.FirstStartFailed) as problem:
        complain(str(problem))
        return 1
    except KeyboardInterrupt:
        complain("stopped before everything was up; the next start goes on from here")
        return 130
    finally:
        _stop(run)
        os.close(lock)
    return 0


def _take_over(run: _Run, lock: int) -> None:
    """Be the only one for this data folder, and end what a killed run left behind."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CannotStart(
            f"`zhiben up` already runs for {run.data}. Stop it first, or set ZHIBEN_DATA_DIR to another folder."
        ) from None
    count = end_processes(marked({SUPERVISED: str(run.data)}))
    if count:
        say(f"ended {count} processes that an earlier run left behind")
    # Nothing writes now: what lies there is what killed processes did not finish.
    shutil.rmtree(run.data / "files" / ".drafts", ignore_errors=True)
    _refuse_taken_port()


def _refuse_taken_port() -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host(), port()))
        except OSError as problem:
            raise CannotStart(
                f"port {port()} at {host()} cannot be used ({problem.strerror}). "
                "Stop what uses it, or set ZHIBEN_PORT to another number."
            ) from None


def _prepare(run: _Run) -> list[dict[str, Any]]:
    if not is_external():
        postgres.start(run.data)
    os.environ[SUPERVISED] = str(run.data)
    problem = wait_for_database()
    if problem:
        raise CannotStart(problem)
    first_start.migrate_if_changed()
    return first_start.load_what_is_missing()


def _serve(run: _Run, accounts: list[dict[str, Any]]) -> None:
    signal.signal(signal.SIGTERM, run.ask_to_stop)
    signal.signal(signal.SIGINT, run.ask_to_stop)
    for name, command in (("web", web_command()), ("worker", worker_command())):
        run.parts.append(Part(name, command, {SUPERVISED: str(run.data), PART: name}))
    for part in run.parts:
        part.start()
    announced, since = False, time.monotonic()
    while not run.stopping:
        _look_after(run)
        if not announced:
            announced = _announce(accounts, time.monotonic() - since)
        time.sleep(_TICK)


def _look_after(run: _Run) -> None:
    if not is_external() and postgres.find_server(run.data) is None:
        say("the database ended; starting it again")
        try:
            postgres.start(run.data)
        except postgres.DatabaseProblem as problem:
            say(str(problem))
    for part in run.parts:
        happened = part.watch(time.monotonic())
        if happened:
            say(happened)


def _announce(accounts: list[dict[str, Any]], waited: float) -> bool:
    """Print the address once the web process answers; whether that was said."""
    address = f"http://{reachable_host()}:{port()}/"
    if not _answers():
        if waited < _FIRST_ANSWER_SECONDS:
            return False
        say(f"the web process at {address} does not answer yet; see the lines above")
        return True
    say(f"\nZhiben is ready at {address}")
    for line in _account_lines(accounts):
        say(line)
    return True


def _account_lines(accounts: list[dict[str, Any]]) -> list[str]:
    if not accounts:
        return []
    lines = ["Demonstration accounts (user name, password, as what):"]
    for account in accounts[:_ACCOUNTS_SHOWN]:
        first: dict[str, Any] = next(iter(account.get("memberships") or []), {})
        place = first.get("body") or first.get("unit") or {}
        what = " · ".join(str(part) for part in (place.get("name"), first.get("role")) if part)
        lines.append(f"  {account.get('username', ''):20} {account.get('password', ''):24} {what}".rstrip())
    return [*lines, "All of them: zhiben demo accounts"]


def _answers() -> bool:
    connection = http.client.HTTPConnection(reachable_host(), port(), timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _stop(run: _Run) -> None:
    for part in run.parts:
        part.ask_to_stop()
    for part in run.parts:
        part.finish(_STOP_SECONDS)
    if SUPERVISED in os.environ and not is_external():
        try:
            postgres.stop(run.data)
        except postgres.DatabaseProblem as problem:
            complain(str(problem))
