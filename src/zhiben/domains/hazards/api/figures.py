"""Figures of hazards: the board, the rows behind a number, what came later, times and limits."""

from dataclasses import asdict
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

from zhiben.core import clock
from zhiben.core.errors import Forbidden, Invalid
from zhiben.core.findings import Finding
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.api.shared import router
from zhiben.domains.hazards.vocabulary import Grade
from zhiben.domains.places import queries as places
from zhiben.domains.plans import queries as plans


class FiguresAsk(Schema):
    """What is counted. Days not given: from the first of the year to today; found before `cutoff` is stock."""

    first: date | None = None
    last: date | None = None
    cutoff: date | None = None
    grade: Grade | None = None
    area: int | None = Field(None, ge=110_000_000_000, le=999_999_999_999)
    basis: Literal["known", "reported"] = "known"


class FiguresOut(Schema):
    """Items in one cell; open = before + movements in - movements out + moved + regraded + changed."""

    key: str
    open: int
    stock: int
    inflow: int
    major: int
    major_fire: int
    overdue: int
    before: int
    found: int
    reopened: int
    unmerged: int
    closed: int
    withdrawn: int
    merged: int
    handed_over: int
    moved: int
    regraded: int
    changed: int


class FiguresBoardOut(Schema):
    """A board: its cells and their sum."""

    first: date
    last: date
    cutoff: date
    basis: str
    rows: list[FiguresOut]
    total: FiguresOut


class FigureRowOut(Schema):
    """A row behind a number, with the values it had. Without `case`: hazards kept inside the unit, counted."""

    case: int | None
    id: int | None
    number: str
    unit: int | None
    area: int | None
    sector: str | None
    channel: str | None
    grade: str | None
    state: str | None
    found_day: date | None
    due_day: date | None
    reason: str
    n: int


class FigureRowsOut(Schema):
    """One page of them; `after` asks for the next, empty at the end."""

    rows: list[FigureRowOut]
    after: str


class LateRowOut(Schema):
    """A row recorded after the day it took effect; `n`: what it adds to known now over reported."""

    case: int
    id: int | None
    number: str
    movement: str
    effective_day: date
    recorded_day: date
    grade: str
    area: int
    n: int


class LateRowsOut(Schema):
    """Both ways of reckoning one figure, and a page of the rows that make the difference."""

    known: int
    reported: int
    rows: list[LateRowOut]
    after: str


class TimesOut(Schema):
    """Of the hazards closed in the period: days to closing, limits kept; steps sent back; overdue; units."""

    closed: int
    median: float | None
    p75: float | None
    p90: float | None
    on_time: int
    extended: int
    late: int
    unlimited: int
    reported: int
    sent_back: int
    overdue: int
    explained: int
    units: int


def _ask(request: HttpRequest, given: FiguresAsk) -> queries.BoardAsk:
    if not request.actor.may("hazards.board"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.board"}))
    last = given.last or clock.today()
    first = given.first or date(last.year, 1, 1)
    low, high = places.range_of(given.area) if given.area else (None, None)
    cutoff = given.cutoff or plans.stock_cutoff(request.actor) or date(last.year, 1, 1)
    return queries.checked(
        queries.BoardAsk(first, last, cutoff, given.grade or "", low=low, high=high, basis=given.basis)
    )


def _figure(name: str) -> str:
    if name not in queries.FIGURES:
        raise Invalid(Finding("value-out-of-range", field="figure"))
    return name


@router.get("/figures/board/", response=FiguresBoardOut, summary="The clearance board")
def figures_board(
    request: HttpRequest, asked: Query[FiguresAsk], by: Literal["area", "sector", "channel"] = "area"
) -> Any:
    """Items by area (the level under what is asked for), sector or channel, within your territory."""
    ask = _ask(request, asked)
    rows = queries.board(request.actor, ask, by)
    total = asdict(queries.summed(rows))
    days = {"first": ask.first, "last": ask.last, "cutoff": ask.cutoff, "basis": ask.basis}
    return {**days, "rows": [asdict(row) for row in rows], "total": total}


@router.get("/figures/rows/", response=FigureRowsOut, summary="The rows behind a number of the board")
def figures_rows(
    request: HttpRequest,
    asked: Query[FiguresAsk],
    figure: str = "open",
    by: Literal["", "area", "sector", "channel"] = "",
    key: str = "",
    after: str = "",
) -> Any:
    """Cases with the values they had; `n` over all pages is the number. `id` where you may see the hazard now."""
    ask = _ask(request, asked)
    return asdict(queries.rows_behind(request.actor, ask, _figure(figure), by, key, after))


@router.get("/figures/late/", response=LateRowsOut, summary="Why a number is not what was reported then")
def figures_late(
    request: HttpRequest, asked: Query[FiguresAsk], figure: str = "open", after: str = ""
) -> Any:
    """The rows recorded after the day they took effect that make the two ways of reckoning differ."""
    ask, name = _ask(request, asked), _figure(figure)
    known, reported = queries.both_ways(request.actor, ask)
    page = asdict(queries.late_rows(request.actor, ask, name, after))
    return {"known": getattr(known, name), "reported": getattr(reported, name), **page}


@router.get("/figures/times/", response=TimesOut, summary="Times, limits and units")
def figures_times(request: HttpRequest, asked: Query[FiguresAsk]) -> Any:
    """Days from finding to closing in the period, limits kept, reports sent back; overdue and units at its end."""
    return asdict(queries.times(request.actor, _ask(request, asked)))
