"""`zhiben up` for real: comes up, brings back what is killed, takes over after its own kill, stops in order."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from zhiben.config import postgres
from zhiben.config.paths import ROOT
from zhiben.config.postgres.addresses import free_port
from zhiben.config.running import SUPERVISED
from zhiben.config.supervisor.leftovers import end_processes, marked
from zhiben.config.supervisor.run import PART

PATIENCE = 180.0


@dataclass
class Place:
    """A data folder and a port of its own, and the commands run there."""

    data: Path
    port: int

    @property
    def environment(self) -> dict[str, str]:
        dropped = {"DATABASE_URL", "ZHIBEN_DB_ROLE", "ZHIBEN_TEST_RUN", SUPERVISED}
        kept = {name: value for name, value in os.environ.items() if name not in dropped}
        own = {"ZHIBEN_DATA_DIR": str(self.data), "ZHIBEN_PORT": str(self.port), "ZHIBEN_DEMO": "0"}
        return {**kept, **own}

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "zhiben.cli", *words]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=PATIENCE)

    def up(self) -> subprocess.Popen[str]:
        with open(self.data / "up.log", "a") as log:
            command = [sys.executable, "-m", "zhiben.cli", "up"]
            return subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, text=True)

    def log(self) -> str:
        return (self.data / "up.log").read_text()

    def parts(self, name: str) -> set[int]:
        return {process.pid for process in marked({SUPERVISED: str(self.data), PART: name})}

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def doctor(self) -> dict[str, bool]:
        report = json.loads(self.run("doctor", "--json").stdout)
        return {check["name"]: check["ok"] for check in report["checks"]}

    def wait(self, what: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not what():
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.3)


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    data = ROOT / "var" / f"test-up-{os.getpid()}"
    data.mkdir(parents=True)
    there = Place(data, free_port())
    yield there
    end_processes(marked({"ZHIBEN_DATA_DIR": str(data)}))
    postgres.stop(data)
    shutil.rmtree(data)


@pytest.fixture(scope="module")
def running(place: Place) -> Iterator[Place]:
    process = place.up()
    place.wait(lambda: place.answers() and "ready at" in place.log())
    yield place
    process.poll()


def test_the_doctor_finds_everything_well(running: Place) -> None:
    running.wait(lambda: running.doctor().get("worker", False))
    report = json.loads(running.run("doctor", "--json").stdout)
    assert report["ok"], report["checks"]
    assert report["ports"]["web"] == running.port
    assert report["versions"]["postgres"].startswith("18.")
    assert report["database"]["url"] == json.loads((running.data / "database.json").read_text())["url"]


def test_a_second_one_is_refused(running: Place) -> None:
    second = running.run("up")
    assert second.returncode == 1
    assert "already runs" in second.stderr
    assert running.answers()


def test_a_taken_port_is_told(running: Place) -> None:
    other = Place(running.data / "other", running.port)
    other.data.mkdir()
    refused = other.run("up")
    assert refused.returncode == 1
    assert f"port {running.port}" in refused.stderr and "ZHIBEN_PORT" in refused.stderr


def test_a_database_without_the_demonstration_is_not_emptied(running: Place) -> None:
    refused = running.run("demo", "reset", "--yes")
    assert refused.returncode == 1
    assert "nothing was touched" in refused.stderr


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_killed_part_comes_back(running: Place, name: str) -> None:
    before = running.parts(name)
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    running.wait(lambda: bool(running.parts(name) - before) and running.answers())
    assert not before & running.parts(name)


def test_a_killed_web_process_among_several_is_replaced(running: Place) -> None:
    running.wait(lambda: len(running.parts("web")) == 3)
    before = running.parts("web")
    os.kill(max(before), signal.SIGKILL)
    running.wait(lambda: len(running.parts("web") - before) == 1)
    assert running.answers()


def test_a_killed_database_comes_back(running: Place) -> None:
    pid = postgres.find_server(running.data)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    running.wait(lambda: postgres.find_server(running.data) not in (None, pid))
    running.wait(running.answers)
    running.wait(lambda: bool(running.parts("worker")) and running.doctor()["database"])


def test_after_its_own_kill_the_next_start_takes_over_and_stops_in_order(running: Place) -> None:
    (first,) = [p for p in marked({"ZHIBEN_DATA_DIR": str(running.data)}) if p.cmdline()[-1] == "up"]
    server, left = postgres.find_server(running.data), running.parts("web") | running.parts("worker")
    first.kill()
    first.wait(timeout=10)
    second = running.up()
    running.wait(lambda: bool(running.parts("web") - left) and running.answers())
    assert not left & (running.parts("web") | running.parts("worker"))
    assert postgres.find_server(running.data) == server

    second.send_signal(signal.SIGTERM)
    assert second.wait(timeout=30) == 0
    assert not marked({SUPERVISED: str(running.data)})
    assert postgres.find_server(running.data) is None
    assert not running.answers()


def test_a_reset_empties_the_database_and_loads_it_anew(place: Place) -> None:
    """Runs after the orderly stop above: the command brings the database up for itself."""
    marks = place.data / "first-start.json"
    known = json.loads(marks.read_text())
    marks.write_text(
        json.dumps({key: {**done, "demo load": True, "accounts": []} for key, done in known.items()})
    )
    addresses = postgres.start(place.data)
    with psycopg.connect(addresses.owner_url) as connection:
        connection.execute("CREATE TABLE left_over (x int)")
    postgres.stop(place.data)

    done = place.run("demo", "reset", "--yes")
    assert done.returncode == 0, done.stderr
    assert postgres.find_server(place.data) is None
    postgres.start(place.data)
    with psycopg.connect(addresses.url) as connection:
        assert connection.execute("SELECT to_regclass('left_over')").fetchone() == (None,)
        assert connection.execute("SELECT count(*) > 50000 FROM places_area").fetchone() == (True,)
