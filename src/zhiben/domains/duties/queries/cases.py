"""One subject in one period of a duty: what counts, what does not and why, who is excused by whom."""

from dataclasses import dataclass
from datetime import date

from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding, check
from zhiben.domains.duties.models import DutyEvent, DutyPeriod, Excuse
from zhiben.domains.duties.queries.due import ActivityLine, activities
from zhiben.domains.duties.queries.duties import DutyLine, duty_lines, reader
from zhiben.domains.duties.queries.late import entered_late, facts_of
from zhiben.domains.duties.queries.standing import PeriodLine, lines
from zhiben.domains.duties.rules import COUNT, EXCUSE, IN_PART, ExcuseFacts

_MOST = 100


@dataclass(frozen=True, slots=True)
class CountedActivity:
    """An activity of the period's kind. `findings`: why it does not count; `is_late`: entered after the period.

    `notes`: that it counts in part, and what of.
    """

    activity: ActivityLine
    findings: tuple[Finding, ...]
    is_late: bool
    notes: tuple[Finding, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it counts for the duty."""
        return self.activity.withdrawn is None and not self.findings


@dataclass(frozen=True, slots=True)
class ExcuseLine:
    """From day to day excused, why, and by whom (a person's id)."""

    id: int
    first_day: date
    last_day: date
    reason: str
    approver_id: int


@dataclass(frozen=True, slots=True)
class PeriodCase:
    """One subject in one period of a duty. `late`: so much of what is done was entered after the end.

    `event`: the day and the words of what it follows from. Excused without a line in `excuses` is who was paused.
    """

    line: PeriodLine
    duty: DutyLine
    activities: list[CountedActivity]
    excuses: list[ExcuseLine]
    late: int
    event: tuple[date, str] | None


def get_period(actor: Actor, period_id: int) -> PeriodCase:
    """A period within reach; NotFound otherwise."""
    reader(actor)
    found = lines(DutyPeriod.objects.visible_to(actor).filter(pk=period_id))
    if not found:
        raise NotFound(Finding("not-found"))
    line = found[0]
    duties = duty_lines([line.duty_id])
    return PeriodCase(
        line=line,
        duty=duties[line.duty_id],
        activities=_activities(actor, line, duties[line.duty_id]),
        excuses=_excuses(actor, line),
        late=entered_late(actor, found, duties).get(line.id, 0),
        event=_event(line.event),
    )


def _activities(actor: Actor, line: PeriodLine, duty: DutyLine) -> list[CountedActivity]:
    found = activities(
        actor,
        unit_id=line.unit_id,
        body_id=line.body_id,
        kind=duty.activity,
        first=line.first_day,
        last=line.last_day,
        limit=_MOST,
    )
    return [
        CountedActivity(
            activity=one,
            findings=tuple(check(COUNT, facts_of(duty, one, line))),
            notes=tuple(check(IN_PART, facts_of(duty, one, line))),
            is_late=one.entered_day > (line.last_day if line.due is None else one.done_day),
        )
        for one in found
    ]


def _excuses(actor: Actor, line: PeriodLine) -> list[ExcuseLine]:
    rows = Excuse.objects.visible_to(actor).filter(
        duty_id=line.duty_id, first_day__lte=line.last_day, last_day__gte=line.first_day
    )
    subject = {"body_id": line.body_id} if line.unit_id is None else {"unit_id": line.unit_id}
    mine = rows.filter(**subject).order_by("id")
    return [ExcuseLine(*row) for row in mine.values_list(*ExcuseLine.__dataclass_fields__)]


def _event(event_id: int) -> tuple[date, str] | None:
    if not event_id:
        return None
    rows = DutyEvent.objects.unscoped(reason="what a period within reach follows from")
    return rows.filter(pk=event_id).values_list("day", "title").first()


def excuse_findings(actor: Actor, line: PeriodLine) -> list[Finding] | None:
    """What stands against the actor's excusing this subject (a reason is asked for later); None: not for him."""
    if not actor.may("duties.excuse"):
        return None
    own = line.body_id is not None and line.body_id == actor.body_id
    return check(EXCUSE, ExcuseFacts(reason="given", own=own, left=line.missing))
