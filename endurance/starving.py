"""A full disk under load, database and files alike: what is answered meanwhile, what is there afterwards."""

import os
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

from endurance.counting import count, statuses
from endurance.killing import Outcome, clients_of, unit_of, wait_for_queue
from endurance.load import Load
from endurance.own_list import OwnList
from endurance.place import Place
from zhiben.config.postgres.addresses import free_port

SIZE = "1500m"
_FULL_SECONDS, _LOAD_SECONDS = 30.0, 8.0


def mount(folder: Path) -> bool:
    """A disk of its own under the folder; False where this account may not."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=755", "tmpfs", str(folder)]
    return os.geteuid() == 0 and subprocess.run(command, capture_output=True, check=False).returncode == 0


def run(data: Path, *, seed: int, say: Callable[[str], None]) -> Outcome | None:
    """Start a platform on a small disk, fill it under load, make room, count; None without a disk to fill."""
    if not mount(data):
        say("no small disk can be mounted by this account: the full disk is left out")
        return None
    place = Place(data, free_port())
    try:
        place.start()
        return _starve(place, seed, say)
    finally:
        place.stop()
        subprocess.run(["umount", str(data)], check=True)
        data.rmdir()


def _starve(place: Place, seed: int, say: Callable[[str], None]) -> Outcome:
    began, outcome = time.monotonic(), Outcome(1, seed)
    people = clients_of(place, 3)
    # The own list lies on another disk: it must not fail with the platform.
    own = OwnList(place.data.with_name(f"{place.data.name}.jsonl"))
    load = Load(own, unit_of(people[0]), seed)
    threads = [threading.Thread(target=load.drive, args=(one, n)) for n, one in enumerate(people)]
    for thread in threads:
        thread.start()
    try:
        time.sleep(_LOAD_SECONDS)
        _fill(place.data / "filler", _FULL_SECONDS)
        took = place.wait(lambda: place.is_ready() and place.parts("worker"))
        outcome.recovery["full disk"] = [took]
        say(f"room again; ready after {took:.1f} s")
        time.sleep(_LOAD_SECONDS)
    finally:
        load.stop.set()
        for thread in threads:
            thread.join()
    outcome.troubles, outcome.acknowledged = load.troubles, dict(own.counts())
    wait_for_queue(place)
    place.run("ledger", "seal")
    outcome.count, outcome.answers = count(place, own, people[0]), statuses(people)
    outcome.seconds = time.monotonic() - began
    own.path.unlink()
    return outcome


def _fill(filler: Path, seconds: float) -> None:
    """Keep the disk full for so long, whatever gives room back, then make room."""
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until:
            try:
                with filler.open("ab", buffering=0) as file:
                    while file.write(b"x" * 65536) == 65536:
                        continue
            except OSError:
                time.sleep(0.2)
    finally:
        filler.unlink()
