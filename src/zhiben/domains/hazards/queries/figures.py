"""Figures of hazards within the actor's territory: items, from counters and flow rows. Every number opens its rows."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from zhiben.core import flows
from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid
from zhiben.core.findings import Finding
from zhiben.core.flows import BETWEEN, INS, KNOWN, OUTS, REPORTED
from zhiben.domains.hazards.vocabulary import Grade

By = Literal["area", "sector", "channel"]
BYS = ("area", "sector", "channel")
BASES = (KNOWN, REPORTED)
BALANCES = ("open", "stock", "inflow", "major", "major_fire", "overdue", "before")
MOVEMENTS = (*INS, *OUTS, *BETWEEN)
FIGURES = (*BALANCES, *MOVEMENTS)
DAYS = (date(1950, 1, 1), date(2199, 12, 31))
_APART = {"major": Grade.MAJOR, "major_fire": Grade.MAJOR_FIRE}
_UNITS = (10_000_000_000, 100_000_000, 1_000_000, 1_000)


@dataclass(frozen=True, slots=True)
class BoardAsk:
    """What a board counts: the state at the end of `last`, the movements from `first` to `last` (both included).

    `cutoff`: found before it is stock, from it on inflow. `grade`: only that grade, if given. `basis`: as known
    now, or as reported (what was recorded late counts from the day on which it was recorded).
    """

    first: date
    last: date
    cutoff: date
    grade: str = ""
    low: int | None = None
    high: int | None = None
    basis: str = KNOWN


def checked(ask: BoardAsk) -> BoardAsk:
    """The same question; Invalid when its days are out of order or of no time that is counted."""
    if not DAYS[0] <= ask.first <= ask.last <= DAYS[1]:
        raise Invalid(Finding("value-out-of-range", field="first"))
    if not DAYS[0] <= ask.cutoff <= DAYS[1]:
        raise Invalid(Finding("value-out-of-range", field="cutoff"))
    return ask


@dataclass(frozen=True, slots=True)
class BoardRow:
    """Items (not units) in one cell; movements out are counted positive, moves and regradings net.

    open = before + found + reopened + unmerged - closed - withdrawn - merged - handed_over + moved + regraded
    + changed; open = stock + inflow. `major` and `major_fire`: open ones of these grades, each by itself.
    """

    key: str
    open: int = 0
    stock: int = 0
    inflow: int = 0
    major: int = 0
    major_fire: int = 0
    overdue: int = 0
    before: int = 0
    found: int = 0
    reopened: int = 0
    unmerged: int = 0
    closed: int = 0
    withdrawn: int = 0
    merged: int = 0
    handed_over: int = 0
    moved: int = 0
    regraded: int = 0
    changed: int = 0


def unit_of(actor: Actor, ask: BoardAsk) -> int:
    """By which level of areas the board divides: the one under the smallest that holds all the actor asks for."""
    ranges = actor.ranges
    low = ask.low if ask.low is not None else min((low for low, _ in ranges), default=0)
    high = ask.high if ask.high is not None else max((high for _, high in ranges), default=0)
    return next((unit for unit in _UNITS if low // unit != high // unit), _UNITS[-1])


def _question(actor: Actor, ask: BoardAsk, by: str = "") -> flows.Question:
    return flows.Question(
        kind="hazard",
        first=ask.first,
        last=ask.last,
        cutoff=ask.cutoff,
        by=by,
        unit=unit_of(actor, ask),
        grades=(ask.grade,) if ask.grade else (),
        apart=tuple(_APART.values()),
        basis=ask.basis,
        low=ask.low,
        high=ask.high,
    )


def _row(key: str, line: dict[str, int]) -> BoardRow:
    values = {name: -line[name] if name in OUTS else line[name] for name in MOVEMENTS}
    values |= {name: line[f"open_{grade}"] for name, grade in _APART.items()}
    values |= {name: line[name] for name in ("open", "stock", "overdue", "before")}
    return BoardRow(key=key, inflow=line["open"] - line["stock"], **values)


def board(actor: Actor, ask: BoardAsk, by: By) -> list[BoardRow]:
    """One row a cell that has anything to show, in one statement; keys as text (an area's is its code)."""
    if by not in BYS:
        raise Invalid(Finding("value-out-of-range", field="by"))
    rows = [_row(key, line) for key, line in sorted(flows.sums(actor, _question(actor, ask, by)).items())]
    return [row for row in rows if any(getattr(row, name) for name in FIGURES)]


def summed(rows: list[BoardRow]) -> BoardRow:
    """The last line under a board: each figure over all its rows."""
    return BoardRow(key="", **{name: sum(getattr(row, name) for row in rows) for name in FIGURES})


def totals(actor: Actor, ask: BoardAsk) -> BoardRow:
    """The same figures over everything within the territory."""
    lines = flows.sums(actor, _question(actor, ask))
    return _row("", lines[""]) if lines else BoardRow(key="")


def trend(actor: Actor, ask: BoardAsk, points: int = 12, is_open: int | None = None) -> list[dict[str, Any]]:
    """Open, found and closed at the ends of the last `points` weeks, oldest first.

    `is_open`: what the board says is open at the end of the period, if it was asked already.
    """
    return [
        {"day": day, "open": line["open"], "found": line["found"], "closed": -line["closed"]}
        for day, line in flows.by_week(actor, _question(actor, ask), points, is_open)
    ]


def both_ways(actor: Actor, ask: BoardAsk) -> tuple[BoardRow, BoardRow]:
    """The totals as known now and as reported."""
    known, reported = (totals(actor, replace(ask, basis=basis)) for basis in BASES)
    return known, reported
