"""How long it took, what was sent back, what kept its limit, and how many units have open hazards."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DateField,
    F,
    FloatField,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.scoped import TERRITORY
from zhiben.domains.hazards.models import Hazard, StepRecord
from zhiben.domains.hazards.queries.figures import BoardAsk
from zhiben.domains.hazards.queries.figures_rows import behind


class Percentile(Aggregate):
    """The value below which the share `at` of all values lies, interpolated."""

    function = "percentile_cont"
    template = "%(function)s(%(at)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: Any, at: float, **extra: Any) -> None:
        super().__init__(expression, at=at, **extra)


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
    overdue, explained = _explained(actor, ask)
    return Times(
        **_closings(behind(actor, ask, "closed")[0]),
        reported=reported,
        sent_back=sent_back,
        overdue=overdue,
        explained=explained,
        units=units_open(actor, ask),
    )


def _closings(rows: QuerySet) -> dict[str, Any]:
    hazards = Hazard.objects.unscoped(reason="the first limit of what a figure counts")
    first = Subquery(hazards.filter(pk=OuterRef("case")).values("limit_first")[:1], output_field=DateField())
    # Django takes the difference of two days for an interval; in the database it is a number.
    days = Func(
        "effective_day",
        "found_day",
        template="(%(expressions)s)",
        arg_joiner=" - ",
        output_field=IntegerField(),
    )
    rows = rows.annotate(first_limit=first)
    kept, late = Q(effective_day__lte=F("first_limit")), Q(effective_day__gt=F("due_day"))
    found = rows.aggregate(
        closed=Count("id"),
        unlimited=Count("id", filter=Q(due_day=None)),
        on_time=Count("id", filter=Q(due_day__isnull=False) & kept),
        late=Count("id", filter=~kept & late),
        median=Percentile(days, 0.5),
        p75=Percentile(days, 0.75),
        p90=Percentile(days, 0.9),
    )
    return {**found, "extended": found["closed"] - found["unlimited"] - found["on_time"] - found["late"]}


def _sent_back(actor: Actor, ask: BoardAsk) -> tuple[int, int]:
    begin = _midnight(ask.first)
    end = _midnight(ask.last + timedelta(days=1))
    steps = StepRecord.objects.visible_to(actor, TERRITORY).filter(at__gte=begin, at__lt=end)
    if ask.grade:
        steps = steps.filter(hazard__grade=ask.grade)
    if ask.low is not None:
        steps = steps.filter(hazard__area__range=(ask.low, ask.high))
    found = steps.aggregate(
        reported=Count("id", filter=Q(step="report_rectified")),
        sent_back=Count("id", filter=Q(step="send_back")),
    )
    return found["reported"], found["sent_back"]


def _midnight(day: Any) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.SHANGHAI)


def _explained(actor: Actor, ask: BoardAsk) -> tuple[int, int]:
    rows, _sign = behind(actor, ask, "overdue")
    cases = rows.values("case").annotate(s=Sum("sign")).filter(s__gt=0)
    steps = StepRecord.objects.unscoped(reason="how many of those counted as overdue have a reason")
    explained = steps.filter(step="overdue_reason", hazard_id__in=cases.values("case"))
    return cases.count(), explained.aggregate(n=Count("hazard_id", distinct=True))["n"]


def units_open(actor: Actor, ask: BoardAsk) -> int:
    """Units (not items) with at least one open hazard at the end of the period."""
    rows, _sign = behind(actor, ask, "open")
    return rows.exclude(unit=None).values("unit").annotate(s=Sum("sign")).filter(s__gt=0).count()
