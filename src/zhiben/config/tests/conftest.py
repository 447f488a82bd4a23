"""One real `zhiben up` with the demonstration, shared by the tests that kill it, starve it and back it up."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from endurance.place import Place
from zhiben.config.paths import ROOT
from zhiben.config.postgres.addresses import free_port

STALLED_SECONDS = "20"


def mount_small(folder: Path, size: str) -> bool:
    """Put a small disk of its own under a folder; False where this account may not."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    return os.geteuid() == 0 and subprocess.run(command, capture_output=True).returncode == 0


@pytest.fixture(scope="session")
def platform() -> Iterator[Place]:
    """The running platform; its files lie on a disk of 64 MB where that can be had."""
    data = ROOT / "var" / f"test-endurance-{os.getpid()}"
    data.mkdir(parents=True)
    mounted = mount_small(data / "files", "64m")
    place = Place(data, free_port(), {"ENDURANCE_STALLED_SECONDS": STALLED_SECONDS})
    try:
        place.start()
        yield place
    finally:
        place.stop()
        if mounted:
            subprocess.run(["umount", str(data / "files")], check=True)
        shutil.rmtree(data)
