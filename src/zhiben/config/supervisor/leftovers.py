"""Find and end what an earlier run left behind: processes that carry its marks in their environment."""

import os
from collections.abc import Mapping

import psutil


def marked(marks: Mapping[str, str]) -> list[psutil.Process]:
    """The living processes, other than this one, whose environment carries all these marks."""
    return [p for p in psutil.process_iter() if p.pid != os.getpid() and _carries(p, marks)]


def _carries(process: psutil.Process, marks: Mapping[str, str]) -> bool:
    try:
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        environment = process.environ()
    except (psutil.Error, OSError):
        return False
    return all(environment.get(name) == value for name, value in marks.items())


def end_processes(processes: list[psutil.Process], patience: float = 3.0) -> int:
    """Ask them to end, then make them; how many there were."""
    for process in processes:
        _quietly(process.terminate)
    _, stubborn = psutil.wait_procs(processes, timeout=patience)
    for process in stubborn:
        _quietly(process.kill)
    psutil.wait_procs(stubborn, timeout=patience)
    return len(processes)


def _quietly(act: object) -> None:
    try:
        if callable(act):
            act()
    except psutil.NoSuchProcess:
        return
