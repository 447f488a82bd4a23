"""One supervised process: started, watched, brought back with a growing pause, stopped with its descendants."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from zhiben.config.supervisor.leftovers import end_processes, marked

_FIRST_PAUSE, _LONGEST_PAUSE, _STEADY_SECONDS = 0.5, 10.0, 20.0
_PR_SET_PDEATHSIG = 1


def _end_with_parent(parent: int) -> Callable[[], None] | None:
    """On Linux, have the child end when the supervisor does, however it ends."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)

    def before_exec() -> None:
        library.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return before_exec


@dataclass
class Part:
    """A process to keep running: its name, its command, and its marks in the environment."""

    name: str
    command: list[str]
    marks: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    pause: float = field(default=_FIRST_PAUSE)

    def start(self) -> None:
        """Start it, in a session of its own so that a key stroke reaches the supervisor alone."""
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            self.command,
            env={**os.environ, **self.marks},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent(os.getpid()),
        )
        self.started = time.monotonic()

    def watch(self, now: float) -> str | None:
        """Bring it back if it ended; what happened, in words, or None."""
        if self.process is None:
            if now >= self.due:
                self.start()
            return None
        code = self.process.poll()
        if code is None:
            return None
        end_processes(marked(self.marks))
        steady = now - self.started > _STEADY_SECONDS
        self.pause = _FIRST_PAUSE if steady else min(self.pause * 2, _LONGEST_PAUSE)
        self.process, self.due = None, now + self.pause
        return f"{self.name} ended ({code}); starting it again in {self.pause:g} s"

    def ask_to_stop(self) -> None:
        """Ask it to end in good order."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def finish(self, seconds: float) -> None:
        """Wait for its end, then end what is left of it."""
        if self.process is not None:
            try:
                self.process.wait(timeout=seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        end_processes(marked(self.marks))
