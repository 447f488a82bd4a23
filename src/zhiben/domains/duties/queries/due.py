"""One subject's own page: what is due, until when; what was done, and for what it counts."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding, check
from zhiben.domains.duties.models import Activity, ActivityFile, DutyPeriod
from zhiben.domains.duties.queries.duties import DutyLine, duty_lines, reader
from zhiben.domains.duties.queries.late import facts_of
from zhiben.domains.duties.queries.standing import PeriodLine, lines
from zhiben.domains.duties.rules import COUNT, IN_PART
from zhiben.domains.organisations import queries as organisations


@dataclass(frozen=True, slots=True)
class Due:
    """What a subject owes in a period that runs, or owed in one that ended. `today_done`: daily duties only."""

    duty: DutyLine
    period: PeriodLine
    today_done: bool | None = None

    @property
    def last_day(self) -> date:
        """The last day on which it can be done."""
        return self.period.last_day

    @property
    def is_daily(self) -> bool:
        """Whether it is owed day by day."""
        return self.period.due is not None

    def owes(self, day: date) -> bool:
        """Whether a daily duty is owed on a day of its month and neither done nor excused."""
        left = (self.period.due or 0) & ~self.period.days & ~self.period.off
        return bool(left >> (day - self.period.first_day).days & 1)

    def owed_before(self, day: date) -> int:
        """How many days of a daily duty's month before this one were missed."""
        left = (self.period.due or 0) & ~self.period.days & ~self.period.off
        return (left & ((1 << (day - self.period.first_day).days) - 1)).bit_count()


def due_for(
    actor: Actor, on: date, *, unit_id: int | None = None, body_id: int | None = None, is_open: bool = True
) -> list[Due]:
    """What one unit or body owes in the periods that run on a day, the soonest first; `is_open`: what is left only."""
    reader(actor)
    rows = _of(actor, unit_id, body_id).filter(first_day__lte=on, last_day__gte=on)
    if is_open:
        rows = rows.filter(expected__gt=F("done") + F("excused"))
    return _dues(rows.order_by("last_day", "pk"), on)


@dataclass(frozen=True, slots=True)
class DueCount:
    """How much one subject still owes in the periods that run (a daily duty: today), and what ends within days."""

    left: int
    soon: int


def due_count(actor: Actor, on: date, within: int) -> DueCount:
    """What the actor's own unit or body still owes, and how much of it ends within so many days; one statement."""
    reader(actor)
    body_id = actor.body_id if actor.unit_id is None else None
    rows = _of(actor, actor.unit_id, body_id).filter(first_day__lte=on, last_day__gte=on)
    rows = rows.filter(expected__gt=F("done") + F("excused"))
    left = soon = 0
    for first, last, due, days, off in rows.values_list("first_day", "last_day", "due", "days", "off"):
        owed_today = due is None or bool((due & ~days & ~off) >> (on - first).days & 1)
        left += owed_today
        soon += owed_today and (due is not None or (last - on).days <= within)
    return DueCount(left, soon)


def missed_by(
    actor: Actor, on: date, *, unit_id: int | None = None, body_id: int | None = None, since: date
) -> list[Due]:
    """What one unit or body did not do in periods that ended from `since` to the day before, the latest first."""
    reader(actor)
    rows = _of(actor, unit_id, body_id).filter(last_day__gte=since, last_day__lt=on)
    return _dues(rows.filter(expected__gt=F("done") + F("excused")).order_by("-last_day", "pk"), on)


def _of(actor: Actor, unit_id: int | None, body_id: int | None) -> QuerySet[DutyPeriod]:
    rows = DutyPeriod.objects.visible_to(actor)
    if unit_id is None:
        return rows.filter(unit__isnull=True, body=body_id)
    return rows.filter(unit=unit_id)


def _dues(rows: QuerySet[DutyPeriod], on: date) -> list[Due]:
    found = lines(rows)
    duties = duty_lines(line.duty_id for line in found)
    return [Due(duties[line.duty_id], line, _done_on(line, on)) for line in found]


def _done_on(line: PeriodLine, on: date) -> bool | None:
    if line.due is None:
        return None
    return bool(line.days >> (on - line.first_day).days & 1)


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """An activity in a line. `is_late`: entered after the day it was done."""

    id: int
    unit_id: int | None
    body_id: int | None
    name: str
    area: int
    sector: str
    kind: str
    done_day: date
    entered_day: date
    entered_at: datetime
    led_post: str
    led_person: int | None
    participants: int | None
    reached: Decimal | None
    hours: Decimal | None
    place: str
    text: str
    details: dict[str, str]
    entered_by: int
    files: int
    withdrawn: date | None
    withdrawn_why: str

    @property
    def is_late(self) -> bool:
        """Whether it was entered on a later day than it was done."""
        return self.entered_day > self.done_day


_FIELDS = tuple(name for name in ActivityLine.__dataclass_fields__ if name not in ("name",))


def activities(
    actor: Actor,
    *,
    unit_id: int | None = None,
    body_id: int | None = None,
    kind: str = "",
    first: date | None = None,
    last: date | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[ActivityLine]:
    """Activities within reach, the newest first; the next page lies `before` the last id."""
    reader(actor)
    wanted = {
        "unit_id": unit_id,
        "body_id": body_id,
        "kind": kind or None,
        "done_day__gte": first,
        "done_day__lte": last,
        "pk__lt": before,
    }
    rows = Activity.objects.visible_to(actor).filter(**{k: v for k, v in wanted.items() if v is not None})
    return _activity_lines(rows.order_by("-pk")[:limit])


def get_activity(actor: Actor, activity_id: int) -> ActivityLine:
    """One activity within reach."""
    reader(actor)
    found = _activity_lines(Activity.objects.visible_to(actor).filter(pk=activity_id))
    if not found:
        raise NotFound(Finding("not-found"))
    return found[0]


def activity_of_unit(actor: Actor, activity_id: int, unit_id: int) -> int:
    """The activity within reach, if it is this unit's and was not withdrawn; NotFound otherwise."""
    found = get_activity(actor, activity_id)
    if found.unit_id != unit_id or found.withdrawn is not None:
        raise NotFound(Finding("not-found", field="activity"))
    return found.id


def _activity_lines(rows: QuerySet[Activity]) -> list[ActivityLine]:
    found = list(rows.values(*_FIELDS))
    units = organisations.unit_names({row["unit_id"] for row in found if row["unit_id"]})
    bodies = organisations.body_names({row["body_id"] for row in found if row["body_id"]})
    return [
        ActivityLine(name=units.get(row["unit_id"], "") or bodies.get(row["body_id"], ""), **row)
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file handed in with an activity."""

    file_id: int
    name: str


def evidence_of(actor: Actor, activity_id: int) -> list[Evidence]:
    """The files of an activity within reach."""
    reader(actor)
    rows = ActivityFile.objects.visible_to(actor).filter(activity_id=activity_id).order_by("pk")
    return [Evidence(*row) for row in rows.values_list("file_id", "name")]


@dataclass(frozen=True, slots=True)
class Count:
    """A duty an activity is of the kind of, in the period of its day; `findings`: why it does not count there.

    `notes`: that it counts in part, and what of.
    """

    duty: DutyLine
    period: PeriodLine
    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...] = ()


def counts_for(actor: Actor, activity_id: int) -> list[Count]:
    """The duties an activity counts for (several, of several plans: within one duty once), or why it does not."""
    row = get_activity(actor, activity_id)
    if row.withdrawn is not None:
        return []
    rows = _of(actor, row.unit_id, row.body_id).filter(
        Q(first_day__lte=row.done_day, last_day__gte=row.done_day), duty__activity=row.kind
    )
    found = lines(rows.order_by("pk"))
    duties = duty_lines(line.duty_id for line in found)
    return [_count(duties[line.duty_id], line, row) for line in found]


def _count(duty: DutyLine, line: PeriodLine, row: ActivityLine) -> Count:
    facts = facts_of(duty, row, line)
    against = tuple(check(COUNT, facts))
    return Count(duty, line, against, () if against else tuple(check(IN_PART, facts)))
