"""A `zhiben up` of its own: a new data folder, free ports, and the means to kill its parts."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zhiben.config import postgres
from zhiben.config.paths import ROOT
from zhiben.config.running import SUPERVISED
from zhiben.config.supervisor.leftovers import end_processes, marked
from zhiben.config.supervisor.run import PART

PATIENCE, FIRST_START = 180.0, 600.0
_DROPPED = {"DATABASE_URL", "ZHIBEN_DB_ROLE", "ZHIBEN_TEST_RUN", "ZHIBEN_DEMO", SUPERVISED}


@dataclass
class Place:
    """A data folder and a port, and the commands run there."""

    data: Path
    port: int
    more: dict[str, str] = field(default_factory=dict)
    up: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What every command is given."""
        kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
        found = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
        return {
            **kept,
            "PYTHONPATH": found,
            "DJANGO_SETTINGS_MODULE": "endurance.settings",
            "ZHIBEN_DATA_DIR": str(self.data),
            "ZHIBEN_PORT": str(self.port),
            **self.more,
        }

    def start(self) -> None:
        """Start `zhiben up` and wait until it is ready."""
        with open(self.data / "up.log", "wb") as log:
            command = [sys.executable, "-m", "zhiben.cli", "up"]
            self.up = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, cwd=ROOT)
        self.wait(self.is_ready, FIRST_START)

    def stop(self) -> None:
        """Stop it in good order, and whatever is left."""
        if self.up is not None:
            self.up.send_signal(signal.SIGTERM)
            try:
                self.up.wait(timeout=60)
            except subprocess.TimeoutExpired:
                self.up.kill()
        end_processes(marked({"ZHIBEN_DATA_DIR": str(self.data)}))
        postgres.stop(self.data)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """One command of ours; its output is kept."""
        command = [sys.executable, "-m", "zhiben.cli", *words]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=600, cwd=ROOT
        )

    def log(self) -> str:
        """What `zhiben up` and its parts printed."""
        return (self.data / "up.log").read_text(errors="replace")

    def parts(self, name: str) -> set[int]:
        """The processes of a part."""
        return {process.pid for process in marked({SUPERVISED: str(self.data), PART: name})}

    def is_ready(self) -> bool:
        """Whether the web process answers and has its database."""
        return self.status("/readyz") == 200

    def status(self, path: str) -> int:
        """The status of an answer; 0 for none."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request("GET", path)
            return line.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            line.close()

    def wait(self, what: Callable[[], Any], seconds: float = PATIENCE) -> float:
        """Wait until something holds; how long it took. TimeoutError with the log if it never does."""
        began = time.monotonic()
        while not what():
            if time.monotonic() - began > seconds:
                raise TimeoutError(self.log()[-4000:])
            time.sleep(0.1)
        return time.monotonic() - began

    def kill(self, part: str, turn: int) -> float:
        """`kill -9` of a part; seconds until it is back. Of web, every other time one process only."""
        if part == "database":
            return self._kill_database()
        before = self.parts(part)
        chosen = {max(before)} if part == "web" and turn % 2 else before
        for pid in chosen:
            _kill(pid)
        return self.wait(lambda: len(self.parts(part) - before) >= len(chosen) and self.is_ready())

    def _kill_database(self) -> float:
        pid = postgres.find_server(self.data)
        if pid is None:
            raise RuntimeError("no database runs")
        _kill(pid)
        return self.wait(
            lambda: (
                postgres.find_server(self.data) not in (None, pid)
                and self.is_ready()
                and self.parts("worker")
            )
        )


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
