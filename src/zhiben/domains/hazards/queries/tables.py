"""The unit's quarterly and yearly tables, drafted from its hazards; the signed ones as they were signed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from zhiben.core import periods
from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.core.periods import Period
from zhiben.domains.hazards.models import Hazard, Treatment, UnitTable
from zhiben.domains.hazards.vocabulary import Grade, State
from zhiben.domains.people import queries as people

_SHOWN = 5
_DROPPED = (State.UNFOUNDED, State.MERGED)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one period: `content` as in `draft`; unsigned while `signed_at` is None."""

    period: str
    first: date
    last: date
    content: dict[str, Any]
    signed_at: datetime | None = None
    signed_by: str = ""


def draft(actor: Actor, unit_id: int, period: Period) -> dict[str, Any]:
    """Lines by grade and totals of a unit's period, in items; funds in yuan as text.

    found: found in the period; closed: ended as closed in it; open: open at its end; overdue: of these past the limit.
    """
    rows = Hazard.objects.visible_to(actor).filter(unit_id=unit_id).exclude(state__in=_DROPPED)
    lines = [_line(rows.filter(grade=grade), grade, period) for grade in Grade]
    kept = [line for line in lines if any(line[name] for name in _COUNTS)]
    planned = Treatment.objects.visible_to(actor).filter(
        hazard__unit_id=unit_id, hazard__found_day__lte=period.end, edition=1
    )
    total = planned.filter(hazard__found_day__gte=period.start).aggregate(total=Sum("funds_yuan"))["total"]
    return {
        "lines": kept,
        "total": {name: sum(line[name] for line in kept) for name in _COUNTS},
        "funds_planned": str(total or 0),
    }


_COUNTS = ("found", "self_found", "closed", "in_time", "open", "overdue")


def _line(rows: QuerySet, grade: str, period: Period) -> dict[str, Any]:
    within = (period.start, period.end)
    closed = Q(state=State.CLOSED, ended_day__range=within)
    still = Q(found_day__lte=period.end) & (Q(ended_day=None) | Q(ended_day__gt=period.end))
    counts = rows.aggregate(
        found=Count("pk", filter=Q(found_day__range=within)),
        self_found=Count("pk", filter=Q(found_day__range=within, channel="self_report")),
        closed=Count("pk", filter=closed),
        in_time=Count("pk", filter=closed & Q(ended_day__lte=F("limit_day"))),
        open=Count("pk", filter=still),
        overdue=Count("pk", filter=still & Q(limit_day__lt=period.end)),
    )
    return {"grade": str(grade), **counts}


def unit_tables(actor: Actor, today: date) -> list[Table]:
    """The latest quarters and years of the acting unit, newest first: signed as signed, the others drafted."""
    if actor.unit_id is None:
        return []
    asked: list[Period] = []
    for kind in ("quarter", "year"):
        period = periods.period_of(today, kind)
        asked += [period, *_before(period, _SHOWN if kind == "quarter" else 1)]
    return [_table(actor, actor.unit_id, one) for one in asked]


def _before(period: Period, count: int) -> list[Period]:
    found = []
    for _ in range(count):
        period = period.previous()
        found.append(period)
    return found


def unit_table(actor: Actor, key: str) -> Table:
    """One table of the acting unit; NotFound for anybody else."""
    if actor.unit_id is None:
        raise NotFound(Finding("not-found"))
    return _table(actor, actor.unit_id, periods.parse_key(key))


def _table(actor: Actor, unit_id: int, period: Period) -> Table:
    row = UnitTable.objects.visible_to(actor).filter(unit_id=unit_id, period=period.key).first()
    if row is None:
        return Table(period.key, period.start, period.end, draft(actor, unit_id, period))
    name = people.names([row.signed_by]).get(row.signed_by, "")
    return Table(period.key, period.start, period.end, row.content, row.signed_at, name)
