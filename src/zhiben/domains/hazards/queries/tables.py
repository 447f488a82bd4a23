"""The unit's quarterly and yearly tables, drafted from its hazards; the signed ones as they were signed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, Sum

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
    return _drafts(actor, unit_id, [period])[period.key]


_COUNTS = ("found", "self_found", "closed", "in_time", "open", "overdue")


def _drafts(actor: Actor, unit_id: int, asked: list[Period]) -> dict[str, dict[str, Any]]:
    """The content of the table of each period, by key, in two queries."""
    rows = Hazard.objects.visible_to(actor).filter(unit_id=unit_id).exclude(state__in=_DROPPED)
    counts: dict[str, Any] = {}
    sums: dict[str, Any] = {}
    for place, period in enumerate(asked):
        counts |= {f"{name}_{place}": count for name, count in _counts(period).items()}
        within = Q(hazard__found_day__range=(period.start, period.end))
        sums[f"planned_{place}"] = Sum("funds_yuan", filter=within)
    lines = {line["grade"]: line for line in rows.order_by().values("grade").annotate(**counts)}
    plans = Treatment.objects.visible_to(actor).filter(hazard__unit_id=unit_id, edition=1)
    planned = plans.aggregate(**sums)
    return {
        period.key: _content(lines, place, planned[f"planned_{place}"]) for place, period in enumerate(asked)
    }


def _counts(period: Period) -> dict[str, Count]:
    within = (period.start, period.end)
    closed = Q(state=State.CLOSED, ended_day__range=within)
    still = Q(found_day__lte=period.end) & (Q(ended_day=None) | Q(ended_day__gt=period.end))
    conditions = {
        "found": Q(found_day__range=within),
        "self_found": Q(found_day__range=within, channel="self_report"),
        "closed": closed,
        "in_time": closed & Q(ended_day__lte=F("limit_day")),
        "open": still,
        "overdue": still & Q(limit_day__lt=period.end),
    }
    return {name: Count("pk", filter=condition) for name, condition in conditions.items()}


def _content(lines: dict[str, Any], place: int, planned: Any) -> dict[str, Any]:
    found = [
        {"grade": str(grade), **{name: lines[grade][f"{name}_{place}"] for name in _COUNTS}}
        for grade in Grade
        if grade in lines
    ]
    kept = [line for line in found if any(line[name] for name in _COUNTS)]
    return {
        "lines": kept,
        "total": {name: sum(int(line[name]) for line in kept) for name in _COUNTS},
        "funds_planned": str(planned or 0),
    }


def unit_tables(actor: Actor, today: date) -> list[Table]:
    """The latest quarters and years of the acting unit, newest first: signed as signed, the others drafted."""
    if actor.unit_id is None:
        return []
    asked: list[Period] = []
    for kind in ("quarter", "year"):
        period = periods.period_of(today, kind)
        asked += [period, *_before(period, _SHOWN if kind == "quarter" else 1)]
    return _tables(actor, actor.unit_id, asked)


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
    return _tables(actor, actor.unit_id, [periods.parse_key(key)])[0]


def _tables(actor: Actor, unit_id: int, asked: list[Period]) -> list[Table]:
    rows = UnitTable.objects.visible_to(actor).filter(unit_id=unit_id, period__in=[one.key for one in asked])
    signed = {row.period: row for row in rows}
    names = people.names({row.signed_by for row in signed.values()}) if signed else {}
    drafts = _drafts(actor, unit_id, [one for one in asked if one.key not in signed])
    made = []
    for one in asked:
        row = signed.get(one.key)
        if row is None:
            made.append(Table(one.key, one.start, one.end, drafts[one.key]))
        else:
            by = names.get(row.signed_by, "")
            made.append(Table(one.key, one.start, one.end, row.content, row.signed_at, by))
    return made
