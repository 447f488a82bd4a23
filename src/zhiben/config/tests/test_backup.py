"""Backup of a live system and restore into an empty place, by the commands an operator types."""

import hashlib
import json
import os
import shutil
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from endurance.killing import clients_of, unit_of
from endurance.load import Load
from endurance.own_list import OwnList
from endurance.place import Place
from zhiben.config import postgres
from zhiben.config.backup import programs
from zhiben.config.backup.heads import Comparison, compare
from zhiben.config.backup.manifest import DUMP, FILES, MANIFEST
from zhiben.config.backup.problems import BackupProblem
from zhiben.config.postgres.addresses import free_port
from zhiben.core.models import Head
from zhiben.core.tests.conftest import NOW

OUTBOUND = """
INSERT INTO procrastinate_jobs (queue_name, task_name, status, args, scheduled_at)
SELECT 'default', 'notices.an_invented_mail', 'todo', '{}', now() + interval '1 day' FROM generate_series(1, 2)
"""
PARKED = (
    "SELECT status::text, scheduled_at > '8000-01-01' FROM procrastinate_jobs"
    " WHERE task_name = 'notices.an_invented_mail' ORDER BY id"
)


def url(place: Place) -> str:
    addresses = postgres.read_addresses(place.data)
    assert addresses is not None
    return addresses.owner_url


def one(place: Place, query: str) -> object:
    with psycopg.connect(url(place)) as session:
        row = session.execute(query).fetchone()
    return row[0] if row else None


@pytest.fixture(scope="module")
def shelf(platform: Place) -> Iterator[Path]:
    """A folder for backups."""
    folder = platform.data / "shelf"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def taken(platform: Place, shelf: Path) -> Path:
    """A backup taken while hazards are reported and files come in."""
    (client,) = clients_of(platform, 1)
    load = Load(OwnList(platform.data / f"backup-{os.getpid()}.jsonl"), unit_of(client), 3)
    load.send(client, b"before the backup\n" * 1000)
    thread = threading.Thread(target=load.drive, args=(client, 1))
    thread.start()
    done = platform.run("backup", str(shelf / "whole"), "--keys", str(shelf / "keys.json"))
    load.stop.set()
    thread.join()
    assert done.returncode == 0, done.stderr
    assert load.troubles == []
    return shelf / "whole"


@pytest.fixture
def target(platform: Place) -> Iterator[Place]:
    """An empty place."""
    data = platform.data.with_name(f"{platform.data.name}-target")
    data.mkdir()
    place = Place(data, free_port())
    yield place
    postgres.stop(data)
    shutil.rmtree(data)


def manifest(folder: Path) -> dict:
    return json.loads((folder / MANIFEST).read_text())


def test_the_backup_is_whole_and_holds_no_key(platform: Place, taken: Path, shelf: Path) -> None:
    assert platform.run("backup", "check", str(taken)).returncode == 0
    found = manifest(taken)
    assert found["missing"] == [] and found["files"]["count"] > 0 and found["ledger"]["last"]["size"] > 0
    secrets = [path.read_bytes() for path in (platform.data / "keys").rglob("*.*") if path.is_file()]
    for path in taken.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(secret in content for secret in secrets)
    assert stat.S_IMODE((shelf / "keys.json").stat().st_mode) == 0o600
    assert not [path for path in shelf.iterdir() if "unfinished" in path.name]


def test_a_damaged_backup_is_refused(platform: Place, taken: Path, shelf: Path, target: Place) -> None:
    for number, name in enumerate((DUMP, "files.jsonl", None)):
        copy = shelf / f"damaged-{number}"
        shutil.copytree(taken, copy)
        path = copy / name if name else next(p for p in (copy / FILES).rglob("*") if p.is_file())
        with path.open("r+b") as file:
            file.write(b"#")
        checked = platform.run("backup", "check", str(copy))
        assert checked.returncode == 1 and f"{path} was changed" in checked.stderr
        refused = target.run("restore", str(copy), "--keys", str(shelf / "keys.json"))
        assert refused.returncode == 2 and "nothing was restored" in refused.stderr
    (copy / MANIFEST).unlink()
    refused = target.run("restore", str(copy))
    assert refused.returncode == 2 and "is no backup" in refused.stderr


def test_it_is_restored_into_an_empty_place_and_the_ledger_proves_it(
    platform: Place, taken: Path, shelf: Path, target: Place
) -> None:
    without = target.run("restore", str(taken))
    assert without.returncode == 2 and "--keys FILE" in without.stderr
    keys, carried = str(shelf / "keys.json"), str(platform.data / "heads.jsonl")
    done = target.run("restore", str(taken), "--keys", keys, "--heads", carried)
    assert done.returncode == 0, done.stderr
    assert "the ledger verifies" in done.stdout and "carried heads compared" in done.stdout
    postgres.start(target.data)
    _every_file_is_there(target)
    assert one(target, "SELECT count(*) FROM core_act WHERE operation = 'core.restore'") == 1
    act = "SELECT count(*) FROM core_leaf l JOIN core_entry e ON e.id = l.entry_id JOIN core_act a ON a.id = e.act_id"
    assert one(target, f"{act} WHERE a.operation = 'core.restore'") == 1
    assert target.run("ledger", "verify", "--heads", str(target.data / "heads.jsonl")).returncode == 0
    again = target.run("restore", str(taken), "--keys", keys)
    assert again.returncode == 2 and "empty" in again.stderr
    assert "restored" in (target.data / "first-start.json").read_text()


def _every_file_is_there(target: Place) -> None:
    """Every file that a restored row names is there by its digest."""
    with psycopg.connect(url(target)) as session:
        digests = [row[0] for row in session.execute("SELECT DISTINCT sha256 FROM core_file").fetchall()]
    assert len(digests) > 1
    for digest in digests:
        path = target.data / "files" / digest[:2] / digest[2:4] / digest
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest


def test_heads_are_compared_with_the_manifest_and_with_those_carried_off(db: None) -> None:
    root, other = "01" * 32, "02" * 32
    Head.objects.create(size=3, root=bytes.fromhex(root), frontier=b"", signed_at=NOW, key="k", signature=b"")
    ledger = {"heads": 1, "last": {"size": 3, "root": root}}
    assert compare(ledger, [{"size": 3, "root": root}, {"size": 9, "root": other}]) == Comparison([], 1, 1)
    (problem,) = compare(ledger, [{"size": 3, "root": other}]).problems
    assert "another history" in problem
    (problem,) = compare(ledger, [{"size": 2, "root": other}]).problems
    assert "another history" in problem
    (problem,) = compare({"heads": 1, "last": {"size": 3, "root": other}}, []).problems
    assert "not the manifest's" in problem
    (problem,) = compare({"heads": 2, "last": {"size": 3, "root": root}}, []).problems
    assert "the manifest says 2" in problem


def test_jobs_that_go_out_are_parked_until_they_are_let_go(
    platform: Place, shelf: Path, target: Place
) -> None:
    with psycopg.connect(url(platform)) as session:
        session.execute(OUTBOUND)
    packed = shelf / "packed.tar"
    assert platform.run("backup", str(packed)).returncode == 0
    with psycopg.connect(url(platform)) as session:
        session.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'notices.an_invented_mail'")
    keys = str(shelf / "keys.json")
    assert platform.run("backup", "--keys", keys).returncode == 0
    done = target.run("restore", str(packed), "--keys", keys)
    assert done.returncode == 0, done.stderr
    assert "2 jobs that go out are parked" in done.stdout
    postgres.start(target.data)
    with psycopg.connect(url(target)) as session:
        assert session.execute(PARKED).fetchall() == [("todo", True), ("todo", True)]
    checks = {c["name"]: c for c in json.loads(target.run("doctor", "--json").stdout)["checks"]}
    assert not checks["parked_jobs"]["ok"] and "release-jobs" in checks["parked_jobs"]["detail"]
    assert "2 notices.an_invented_mail" in target.run("restore", "release-jobs", "--list").stdout
    assert "2 jobs let go" in target.run("restore", "release-jobs").stdout
    with psycopg.connect(url(target)) as session:
        assert session.execute(PARKED).fetchall() == [("todo", False), ("todo", False)]


def test_a_running_place_is_no_target_and_a_backup_is_never_written_over(
    platform: Place, taken: Path, shelf: Path
) -> None:
    refused = platform.run("restore", str(taken), "--keys", str(shelf / "keys.json"))
    assert refused.returncode == 2 and "Stop it first" in refused.stderr
    again = platform.run("backup", str(taken))
    assert again.returncode == 2 and "never written over" in again.stderr


def test_an_interrupted_backup_leaves_nothing_that_looks_like_one(platform: Place, shelf: Path) -> None:
    left = shelf / ".cut.unfinished"
    left.mkdir()
    (left / DUMP).write_bytes(b"half")
    assert platform.run("backup", "check", str(left)).returncode == 2
    assert platform.run("backup", str(shelf / "cut")).returncode == 0
    assert not left.exists() and (shelf / "cut" / MANIFEST).is_file()


def test_only_programs_new_enough_for_the_server_are_used() -> None:
    assert programs.program("pg_dump", 15).name == "pg_dump"
    with pytest.raises(BackupProblem, match="PostgreSQL 99"):
        programs.program("pg_dump", 99)
