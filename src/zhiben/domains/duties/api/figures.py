"""The API of duties, their figures, the lists behind them, the matrix and excuses."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Status

from zhiben.core import clock
from zhiben.core.api import Page, after_cursor, cursor, page_of
from zhiben.core.errors import Invalid
from zhiben.core.findings import Finding
from zhiben.core.input import Id, Limit
from zhiben.core.periods import parse_key
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.api.shared import router
from zhiben.domains.duties.forms.figures import NO_SECTOR
from zhiben.domains.duties.methods.stretches import span, usual
from zhiben.domains.duties.queries import Ask, Figure, PeriodLine
from zhiben.domains.duties.schemas import figures as schemas


def _ask(request: HttpRequest, given: schemas.DutyAskIn) -> Ask:
    """The question, its stretch the one that is named or the usual one."""
    today = clock.today()
    stretch = parse_key(given.stretch) if given.stretch else usual(today)
    first, last = given.first or stretch.start, given.last or stretch.end
    if first > last:
        raise Invalid(Finding("filter-days", field="first"))
    named = {name: getattr(given, name) for name in ("duty", "q", "slug", "activity")}
    return Ask(
        first,
        last,
        duties=queries.chosen_duties(request.actor, **named),
        area=_area(given.area, given.own),
        sector="" if given.sector == NO_SECTOR else given.sector,
    )


def _area(code: int | None, own: bool) -> tuple[int, int] | None:
    return None if code is None else queries.range_of(code, is_itself=own)


def _figure(one: Figure) -> dict[str, Any]:
    return {**asdict(one), "missing": one.missing, "share": one.share}


def _period(line: PeriodLine, late: int) -> dict[str, Any]:
    return {**asdict(line), "missing": line.missing, "standing": line.standing, "late": late}


@router.get("/", response=Page[schemas.DutyLineOut], summary="Duties in force")
def list_duties(
    request: HttpRequest,
    on: date | None = None,
    q: str = "",
    slug: str = "",
    activity: str = "",
    after: str | None = None,
    limit: Limit = 50,
) -> Any:
    """On a day, by itself today. Keyset paging: hand `next` in as `after`."""
    words = {"q": q[:100], "slug": slug[:120], "activity": activity[:80]}
    rows, start = queries.duty_rows(request.actor, on or clock.today(), **words), after_cursor(after, int)
    if start is not None:
        rows = rows.filter(pk__gt=start[0])
    return page_of(list(rows.order_by("id")[: limit + 1]), limit, key=lambda row: (row["id"],))


@router.get("/completeness/", response=schemas.DutyFiguresOut, summary="How complete duties are")
def completeness(request: HttpRequest, given: Query[schemas.DutyFiguresIn]) -> Any:
    """Expected, done, missing and excused within reach. A share is done / (expected − excused), never above 1."""
    ask = _ask(request, given)
    step = queries.step_for(request.actor, ask.area) if given.by == "area" else None
    found = queries.completeness(
        request.actor,
        **ask.values(),
        level=step,
        by_sector=given.by == "sector",
        by_duty=given.by == "duty",
        today=clock.today(),
    )
    items = [] if given.by == "nothing" else [_figure(one) for one in found]
    total = _figure(queries.summed(found))
    return {"first": ask.first, "last": ask.last, "total": total, "items": items}


@router.get("/who/", response=Page[schemas.DutyPeriodOut], summary="Who did, who did not, who is excused")
def who(request: HttpRequest, given: Query[schemas.DutyWhoIn]) -> Any:
    """The periods behind a figure; they add up to it. Keyset paging: hand `next` in as `after`."""
    rows = queries.behind(request.actor, **_ask(request, given).values(), has=given.has)
    start = after_cursor(given.after, int)
    if start is not None:
        rows = rows.filter(pk__gt=start[0])
    found = queries.period_values(rows.order_by("pk")[: given.limit + 1])
    lines = queries.period_lines(list(found))
    late = queries.entered_late(request.actor, lines, _duties(lines))
    items = [_period(line, late.get(line.id, 0)) for line in lines]
    return page_of(items, given.limit, key=lambda row: (row["id"],))


def _duties(lines: list[PeriodLine]) -> dict[int, queries.DutyLine]:
    return queries.duty_lines(line.duty_id for line in lines)


@router.get("/{int:pk}/", response=schemas.DutyOut, summary="One duty")
def get_duty(request: HttpRequest, pk: Id) -> Any:
    """With whom it means, how often, and under which conditions an activity counts for it."""
    return asdict(queries.get_duty(request.actor, pk))


@router.get("/{int:pk}/periods/", response=list[schemas.DutyStretchOut], summary="A duty period by period")
def duty_periods(request: HttpRequest, pk: Id, first: date | None = None, last: date | None = None) -> Any:
    """How complete it is in each of its periods that end from `first` to `last`, the latest first."""
    duty, today = queries.get_duty(request.actor, pk), clock.today()
    usual_first, usual_last = span(duty.per, today)
    found = queries.by_period(
        request.actor, pk, first=first or usual_first, last=last or usual_last, today=today
    )
    return [{**asdict(one), "figure": _figure(one.figure)} for one in found]


@router.get("/{int:pk}/matrix/", response=schemas.DutyMatrixOut, summary="Matrix of who and when")
def matrix(request: HttpRequest, pk: Id, given: Query[schemas.DutyMatrixIn]) -> Any:
    """Paged by subject: hand `next` in as `after`."""
    duty = queries.get_duty(request.actor, pk)
    first, last = span(duty.per, clock.today())
    start = after_cursor(given.after, int)
    found = queries.matrix(
        request.actor,
        duty_id=pk,
        first=given.first or first,
        last=given.last or last,
        area=_area(given.area, given.own),
        sector="" if given.sector == NO_SECTOR else given.sector,
        standing=given.standing,
        after=start[0] if start else 0,
        limit=given.limit,
    )
    late = queries.entered_late(
        request.actor, (line for row in found.rows for line in row.cells.values()), {pk: duty}
    )
    items = [
        {
            **{name: getattr(row, name) for name in ("unit_id", "body_id", "name", "area")},
            "periods": [_period(line, late.get(line.id, 0)) for _day, line in sorted(row.cells.items())],
        }
        for row in found.rows
    ]
    return {"columns": found.columns, "items": items, "next": cursor(found.after) if found.after else None}


def _case(request: HttpRequest, pk: int) -> dict[str, Any]:
    found = queries.get_period(request.actor, pk)
    activities = [
        {
            **{name: getattr(one.activity, name) for name in ("id", "done_day", "entered_day", "withdrawn")},
            "counts": one.counts,
            "late": one.is_late,
            "against": [finding.code for finding in one.findings],
        }
        for one in found.activities
    ]
    excuses = [asdict(one) for one in found.excuses]
    days = queries.days_of(found.line)
    return {**_period(found.line, found.late), "activities": activities, "excuses": excuses, "days": days}


@router.get("/periods/{pk}/", response=schemas.DutyPeriodCaseOut, summary="One subject in one period")
def get_period(request: HttpRequest, pk: Id) -> Any:
    """What counts, what does not and why, and who is excused by whom."""
    return _case(request, pk)


@router.post(
    "/periods/{pk}/excuse/",
    response={201: schemas.DutyPeriodCaseOut},
    summary="Excuse a subject from a period",
)
def excuse(request: HttpRequest, pk: Id, body: schemas.DutyExcuseIn) -> Any:
    """From what is still missing in it; the reason and your name stay on record."""
    operations.excuse(actor=request.actor, at=clock.now(), period_id=pk, reason=body.reason)
    return Status(201, _case(request, pk))
