"""Events from which duties follow: which concern the reader, and what came of each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.duties.models import Duty, DutyEvent, DutyPeriod
from zhiben.domains.duties.queries.duties import DutyLine, duty_lines, reader
from zhiben.domains.duties.queries.figures import STEPS
from zhiben.domains.organisations import queries as organisations

_ABOVE = "an event over a whole place concerns everybody in it"


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event: to a place and perhaps a sector, or to one unit or body. `origin`: empty where somebody entered it.

    `duty_id`: only this duty follows.
    """

    id: int
    kind: str
    day: date
    until: date | None
    title: str
    area: int
    sector: str
    unit_id: int | None
    body_id: int | None
    duty_id: int | None
    origin: str
    withdrawn: date | None
    withdrawn_why: str


_FIELDS = tuple(EventLine.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Consequence:
    """A duty that follows from an event: until when, for how many within reach, and how they stand."""

    duty: DutyLine
    last_day: date
    subjects: int
    expected: int
    done: int
    excused: int

    @property
    def missing(self) -> int:
        """How much is still owed."""
        return self.expected - self.done - self.excused


def event_rows(actor: Actor, **filters: Any) -> QuerySet[DutyEvent, dict[str, Any]]:
    """Events that lie within reach, and those over places that hold the reader's own, for a list."""
    reader(actor)
    wanted = {name: filters[key] for key, name in _COLUMNS.items() if filters.get(key) not in (None, "")}
    rows = _within(actor).filter(**wanted)
    if filters.get("q"):
        rows = rows.filter(title__icontains=filters["q"])
    if filters.get("standing"):
        rows = rows.filter(withdrawn__isnull=filters["standing"] != "withdrawn")
    return rows.values(*_FIELDS)


_COLUMNS = {
    "kind": "kind",
    "sector": "sector",
    "area": "area",
    "unit": "unit_id",
    "days_from": "day__gte",
    "days_to": "day__lte",
}


def get_event(actor: Actor, event_id: int) -> EventLine:
    """One event that concerns the reader."""
    reader(actor)
    row = _within(actor).filter(pk=event_id).values(*_FIELDS).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    return EventLine(**row)


def may_withdraw(actor: Actor, event_id: int) -> bool:
    """Whether the reader may take the event back: it lies within reach, and stands."""
    rows = DutyEvent.objects.visible_to(actor).filter(pk=event_id, withdrawn=None)
    return actor.may("duties.enter_event") and rows.exists()


def consequences(actor: Actor, event: EventLine) -> list[Consequence]:
    """What follows from an event within reach, duty by duty, in one statement beside the duties' own."""
    grouped = (
        periods_after(actor, event)
        .values("duty_id")
        .annotate(
            subjects=Count("pk"),
            last=Max("last_day"),
            sum_expected=Sum("expected"),
            sum_done=Sum("done"),
            sum_excused=Sum("excused"),
        )
        .order_by("duty_id")
    )
    found = list(grouped)
    duties = duty_lines(row["duty_id"] for row in found)
    return [
        Consequence(
            duty=duties[row["duty_id"]],
            last_day=row["last"],
            subjects=row["subjects"],
            expected=row["sum_expected"],
            done=row["sum_done"],
            excused=row["sum_excused"],
        )
        for row in found
    ]


def periods_after(actor: Actor, event: EventLine) -> QuerySet[DutyPeriod]:
    """The periods an event opened, within reach."""
    reader(actor)
    duties = Duty.objects.filter(event=event.kind).values_list("pk", flat=True)
    rows = DutyPeriod.objects.visible_to(actor).filter(duty_id__in=list(duties), last_day__gte=event.day)
    return rows.filter(event=event.id)


def awaited_kinds() -> list[str]:
    """The kinds of events that duties in force wait for."""
    rows = Duty.objects.exclude(event="").filter(until=None)
    return list(rows.order_by("event").values_list("event", flat=True).distinct())


def duties_after(kind: str, duty_id: int | None = None) -> list[DutyLine]:
    """The duties in force that wait for events of a kind; `duty_id`: that one, where an event is narrowed to it."""
    rows = Duty.objects.filter(event=kind, until=None) if duty_id is None else Duty.objects.filter(pk=duty_id)
    lines = duty_lines(rows.values_list("pk", flat=True))
    return [lines[key] for key in sorted(lines)]


def _within(actor: Actor) -> QuerySet[DutyEvent]:
    if actor.system:
        return DutyEvent.objects.visible_to(actor)
    above = Q(unit__isnull=True, body__isnull=True, area__in=_places_over(actor))
    if actor.unit_id is not None:
        unit = organisations.unit_brief(actor.unit_id)
        above &= Q(sector__in=["", unit.sector if unit else ""])
    mine = DutyEvent.objects.visible_to(actor).values("pk")
    return DutyEvent.objects.unscoped(reason=_ABOVE).filter(above | Q(pk__in=mine))


def _places_over(actor: Actor) -> list[int]:
    """The codes of the places that hold the reader's own area."""
    area = actor.area or 0
    return sorted({area, *(area - area % step for step in STEPS.values())})
