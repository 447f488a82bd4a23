"""How long it took, what was sent back, what kept its limit, and how many units have open hazards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, DateField, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.models import Flow
from zhiben.core.scoped import TERRITORY, reach_q
from zhiben.domains.hazards.models import SENT_BACK, Hazard, StepRecord
from zhiben.domains.hazards.queries.figures import BoardAsk, totals
from zhiben.domains.hazards.queries.figures_rows import after, behind

_KEPT = ("unlimited", "on_time", "late")


@dataclass(frozen=True, slots=True)
class Times:
    """Of the hazards closed in the period: days from finding to closing, and how they kept their limits.

    `median`, `p75`, `p90`: days, None where nothing was closed. Closed = on_time + extended + late + unlimited, each
    hazard in one of them: within its first limit, within a later one, after it, or without any.
    `sent_back` of `reported` reports of rectification in the period; `explained` of `overdue` open hazards with the
    unit's reason; `units`: units with open hazards at the end of the period.
    """

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


def times(actor: Actor, ask: BoardAsk) -> Times:
    """The figures of a period beside the counts; over closing, steps and limits."""
    reported, sent_back = _sent_back(actor, ask)
    return Times(
        **_closings(behind(actor, ask, "closed")[0]),
        reported=reported,
        sent_back=sent_back,
        overdue=totals(actor, ask).overdue,
        explained=_explained(actor, ask),
        units=units_open(actor, ask),
    )


def _closings(rows: QuerySet) -> dict[str, Any]:
    """By days first, so that hundreds of thousands are never sorted; those whose limit moved are judged by name."""
    # Django takes the difference of two days for an interval; in the database it is a number.
    days = Func(
        "effective_day",
        "found_day",
        template="(%(expressions)s)",
        arg_joiner=" - ",
        output_field=IntegerField(),
    )
    lines = list(rows.values(days=days).annotate(n=Count("*"), **_judged("due_day")).order_by("days"))
    closed, *kept = (sum(line[name] for line in lines) for name in ("n", *_KEPT))
    moved = rows.filter(Q(case__in=_extended()) | Q(case__in=_reopened()))
    hazards = Hazard.objects.unscoped(reason="the first limit of what a figure counts")
    first = Subquery(hazards.filter(pk=OuterRef("case")).values("limit_first")[:1], output_field=DateField())
    again = moved.annotate(first_limit=first).aggregate(
        **{f"was_{name}": count for name, count in _judged("due_day").items()}, **_judged("first_limit")
    )
    found = {name: many - again[f"was_{name}"] + again[name] for name, many in zip(_KEPT, kept, strict=True)}
    spans = [(line["days"], line["n"]) for line in lines]
    points = {"median": 0.5, "p75": 0.75, "p90": 0.9}
    return {
        "closed": closed,
        **found,
        "extended": closed - sum(found.values()),
        **{name: percentile(spans, at) for name, at in points.items()},
    }


def _judged(first: str) -> dict[str, Count]:
    """How many had no limit, kept the first one, which stands in that column, or ended after the last."""
    kept, late = Q(effective_day__lte=F(first)), Q(effective_day__gt=F("due_day"))
    return {
        "unlimited": Count("effective_day", filter=Q(due_day=None)),
        "on_time": Count("effective_day", filter=Q(due_day__isnull=False) & kept),
        "late": Count("effective_day", filter=~kept & late),
    }


def _extended() -> QuerySet:
    rows = Hazard.objects.unscoped(reason="those of what a figure counts whose limit was extended")
    return rows.filter(limit_first__isnull=False, limit_day__gt=F("limit_first")).values("pk")


def _reopened() -> QuerySet:
    """Cases whose limits may be others than at an end before: nothing else than reopening goes on after an end."""
    rows = Flow.objects.unscoped(reason="those of what a figure counts that were opened again")
    return rows.filter(kind="hazard", movement="reopened").values("case")


def percentile(spans: Iterable[tuple[int, int]], at: float) -> float | None:
    """The value below which the share `at` of all values lies, interpolated; `spans`: (value, how many) in order."""
    values = list(spans)
    place = at * (sum(many for _value, many in values) - 1)
    low, high = int(place), -int(-place // 1)
    found: list[int] = []
    seen = 0
    for value, many in values:
        seen += many
        found += [value for wanted in (low, high)[len(found) :] if wanted < seen]
    return found[0] + (place - low) * (found[1] - found[0]) if found else None


def _sent_back(actor: Actor, ask: BoardAsk) -> tuple[int, int]:
    begin = _midnight(ask.first)
    end = _midnight(ask.last + timedelta(days=1))
    steps = StepRecord.objects.visible_to(actor, TERRITORY).filter(
        step__in=SENT_BACK, at__gte=begin, at__lt=end
    )
    if ask.grade:
        steps = steps.filter(hazard__grade=ask.grade)
    if ask.low is not None:
        steps = steps.filter(hazard__area__range=(ask.low, ask.high))
    found = steps.aggregate(
        reported=Count("step", filter=Q(step="report_rectified")),
        sent_back=Count("step", filter=Q(step="send_back")),
    )
    return found["reported"], found["sent_back"]


def _midnight(day: Any) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.SHANGHAI)


def _explained(actor: Actor, ask: BoardAsk) -> int:
    """From the reasons, which are fewer than what is overdue."""
    steps = StepRecord.objects.unscoped(reason="how many of those counted as overdue have a reason")
    rows, _sign = behind(actor, ask, "overdue")
    rows = rows.filter(case__in=steps.filter(step="overdue_reason").values("hazard_id"))
    return rows.values("case").annotate(s=Sum("sign")).filter(s__gt=0).count()


def units_open(actor: Actor, ask: BoardAsk) -> int:
    """Units (not items) with open hazards at the end of the period: those of today, less what came after it."""
    hazards = Hazard.objects.unscoped(
        reason="units are counted with what is kept inside them, as flows count"
    )
    rows = hazards.filter(reach_q(Flow.scope, actor, TERRITORY), ended_day=None, unit__isnull=False)
    if ask.grade:
        rows = rows.filter(grade=ask.grade)
    if ask.low is not None:
        rows = rows.filter(area__range=(ask.low, ask.high))
    later = dict(_by_unit(after(actor, ask), Sum("sign")))
    if not later:
        return rows.order_by().values("unit_id").distinct().count()
    held = dict(_by_unit(rows, Count("*")))
    return sum(held.get(unit, 0) > later.get(unit, 0) for unit in {*held, *later})


def _by_unit(rows: QuerySet, n: Any) -> QuerySet:
    return rows.exclude(unit=None).order_by().values_list("unit").annotate(n=n)
