"""The worker and its sessions of the database stand behind the pages."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from zhiben.core.jobs import behind


@pytest.fixture
def sleeper():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True)
    yield child.pid
    child.kill()
    child.wait()


def test_a_process_and_its_group_are_lowered(sleeper: int) -> None:
    behind.lower(sleeper)
    assert os.getpriority(os.PRIO_PROCESS, sleeper) == behind.NICENESS
    group = behind._PROCESSES / str(sleeper) / "autogroup"
    if group.exists() and group.read_text().strip():
        assert group.read_text().strip().endswith(f"nice {behind.NICENESS}")


def test_a_process_that_is_gone_is_no_fault() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    behind.lower(child.pid)


@pytest.mark.django_db
def test_only_a_session_of_our_own_database_is_one(sleeper: int) -> None:
    connection.ensure_connection()
    name = str(connection.settings_dict["NAME"])
    assert not behind._is_session(sleeper, name)
    process = connection.connection.info.backend_pid
    if behind._PROCESSES.joinpath(str(process)).exists():
        assert behind._is_session(process, name)
        assert not behind._is_session(process, "another")


def test_only_the_worker_stands_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not behind.is_worker()
    monkeypatch.setattr(sys, "argv", ["django", "procrastinate", "worker"])
    assert behind.is_worker()
