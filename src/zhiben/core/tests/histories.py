"""Random histories of cases for the tests of the figures, and the same figures summed one row at a time."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from zhiben.core.flows import BETWEEN, KNOWN, MOVEMENTS, OUTS
from zhiben.core.models import Flow

FIRST, LAST = date(2025, 11, 20), date(2026, 2, 10)
LONG_AGO = date(2022, 3, 7)
AREAS = (
    419901001000,  # a town itself
    419901001003,
    419901002001,
    419901000000,  # a county itself: no town is known
    419902001001,
    419902007012,
    419801003002,
    419801004000,
    359901001001,  # another province
)
SECTORS = ("coal", "commerce", "fire_places")
MATTERS = ("general", "fire")
CHANNELS = ("self_report", "inspection", "patrol")
GRADES = ("ungraded", "general", "major", "major_fire")
_CHANGES: dict[str, Callable[[random.Random, dict], None]] = {}


def _days(draw: random.Random, last: date, lag: int) -> tuple[date, date]:
    """Effective and recorded day of something recorded `lag` days after `last` and perhaps back-dated."""
    recorded = last + timedelta(days=lag)
    back = draw.choice((0, 0, 0, 0, 1, 3, 20))
    return recorded - timedelta(days=back), recorded


def _row(case: int, movement: str, sign: int, days: tuple[date, date], cell: dict) -> Flow:
    effective, recorded = days
    return Flow(
        kind="case",
        case=case,
        movement=movement,
        sign=sign,
        effective_day=max(effective, cell["found_day"]),
        recorded_day=recorded,
        act=0,
        internal=False,
        **cell,
    )


def _changed(draw: random.Random, movement: str, cell: dict) -> dict:
    after = dict(cell)
    if movement == "moved":
        after[draw.choice(("area", "sector", "body"))] = None
        after["area"] = after["area"] or draw.choice(AREAS)
        after["sector"] = after["sector"] or draw.choice(SECTORS)
        after["body"] = after["body"] or draw.randint(1, 5)
    elif movement == "regraded":
        after["grade"] = draw.choice(GRADES)
    elif movement == "extended":
        after["due_day"] = (after["due_day"] or after["found_day"]) + timedelta(days=draw.randint(1, 30))
    else:
        after["state"] = draw.choice(("reported", "rectifying", "rectified"))
    return after


_BACK = {"closed": "reopened", "withdrawn": "reopened", "merged": "unmerged"}


def history(draw: random.Random, case: int) -> list[Flow]:
    """One legal history: found (now or long ago), changed, ended, reopened or unmerged, ended again."""
    adopted = draw.random() < 0.15
    day = LONG_AGO + timedelta(days=draw.randint(0, 900)) if adopted else None
    found = day or FIRST + timedelta(days=draw.randint(0, 60))
    recorded = (
        FIRST + timedelta(days=draw.randint(0, 40))
        if adopted
        else found + timedelta(days=draw.choice((0, 0, 2)))
    )
    cell = {
        "state": "reported",
        "area": draw.choice(AREAS),
        "unit": draw.randint(1, 20),
        "sector": draw.choice(SECTORS),
        "matter": draw.choice(MATTERS),
        "body": draw.randint(1, 5),
        "channel": draw.choice(CHANNELS),
        "grade": "ungraded",
        "found_day": found,
        "due_day": found + timedelta(days=draw.randint(3, 40)) if draw.random() < 0.7 else None,
    }
    rows = [_row(case, "found", 1, (found, recorded), cell)]
    ended = ""
    for _ in range(draw.randint(0, 6)):
        days = _days(draw, recorded, draw.randint(0, 15))
        recorded = days[1]
        if ended:
            if ended not in _BACK:
                break
            rows.append(_row(case, _BACK[ended], 1, days, cell))
            ended = ""
        elif draw.random() < 0.4:
            ended = draw.choice(OUTS)
            rows.append(_row(case, ended, -1, days, cell))
        else:
            movement = draw.choice((*BETWEEN, "extended"))
            after = _changed(draw, movement, cell)
            rows += [_row(case, movement, -1, days, cell), _row(case, movement, 1, days, after)]
            cell = after
    return rows


def histories(seed: int, count: int) -> list[Flow]:
    """The rows of `count` cases, case by case."""
    draw = random.Random(seed)
    return [row for case in range(1, count + 1) for row in history(draw, case)]


class Book:
    """The figures of some rows, kept the slow and obvious way, one day after the other."""

    def __init__(self, rows: Iterable[Flow], key: Callable[[Flow], str], basis: str, cutoff: date) -> None:
        self._due: dict[date, list[tuple[str, Flow, bool]]] = defaultdict(list)
        for row in rows:
            day = row.effective_day if basis == KNOWN else max(row.effective_day, row.recorded_day)
            self._due[day].append((key(row), row, False))
            if row.due_day is not None:
                self._due[max(day, row.due_day + timedelta(days=1))].append((key(row), row, True))
        self._cutoff = cutoff
        self._days = sorted(self._due)
        self.open: dict[str, int] = defaultdict(int)
        self.stock: dict[str, int] = defaultdict(int)
        self.overdue: dict[str, int] = defaultdict(int)

    def until(self, last: date) -> dict[str, dict[str, int]]:
        """Go on to the end of a day; the movements on the way by cell."""
        moved: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(MOVEMENTS, 0))
        while self._days and self._days[0] <= last:
            for cell, row, is_overdue in self._due[self._days.pop(0)]:
                if is_overdue:
                    self.overdue[cell] += row.sign
                    continue
                name = row.movement if row.movement in MOVEMENTS else "changed"
                moved[cell][name] += row.sign
                self.open[cell] += row.sign
                self.stock[cell] += row.sign if row.found_day < self._cutoff else 0
        return moved
