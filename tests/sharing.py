"""How a run in several processes shares the files of tests out among them."""

from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

ROOT = Path(__file__).resolve().parents[1]
CONFIG = "src/zhiben/config/tests"
TOGETHER = dict.fromkeys((f"{CONFIG}/test_{name}.py" for name in ("backup", "kill", "outages")), "platform")
"""Files that share what is dear to start: one process gets them all."""
LONGEST = (
    *TOGETHER,
    "tests/architecture/test_cross_reach.py",
    "tests/architecture/test_permission_matrix.py",
    "tests/journeys/test_languages_and_sizes.py",
)
"""Begun first, in this order, so that no process waits for the others at the end."""


class ByFile(LoadFileScheduling):
    """Each file, or group of files, goes to one process, in the order of collection."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return TOGETHER.get(file, file)


def in_order(items: list[pytest.Item]) -> None:
    """The files that take longest to the front; within a file nothing moves."""
    place = {ROOT / file: number for number, file in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(LONGEST)))
