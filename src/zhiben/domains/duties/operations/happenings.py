"""Events from which duties follow: an accident elsewhere, criticism by name, a holiday ahead, a changed law."""

from datetime import date, datetime

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, Invalid, NotFound, RuleBroken
from zhiben.core.findings import Finding, check
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.duties import rules
from zhiben.domains.duties.models import Duty, DutyEvent, DutyPeriod, DutyShortfall
from zhiben.domains.duties.operations.guard import demand, subject
from zhiben.domains.duties.operations.opening import open_event, share_lock
from zhiben.domains.duties.operations.reminders import ask, settle
from zhiben.domains.places import queries as places

_EVERYBODY = "what followed from the event concerns every subject"


def record_event(
    *,
    actor: Actor,
    at: datetime,
    kind: str,
    day: date,
    area: int | None = None,
    sector: str = "",
    unit_id: int | None = None,
    body_id: int | None = None,
    title: str = "",
    until: date | None = None,
    duty_id: int | None = None,
) -> int:
    """Enter an event; every subject it concerns owes what follows. Returns its id.

    It concerns one unit or body, or (without one) every subject of the area and, if one is named, the sector.
    `until`: the last day for what follows, where the event itself ends. `duty_id`: only this duty follows.
    """
    demand(actor, "duties.enter_event")
    facts = rules.EventFacts(
        kind=kind,
        is_known=is_awaited(kind),
        day=day,
        today=clock.day_of(at),
        until=until,
        subjects=(unit_id is not None) + (body_id is not None),
        waits=duty_id is None or Duty.objects.filter(pk=duty_id, event=kind, until=None).exists(),
    )
    if findings := check(rules.ENTER, facts):
        raise Invalid(*findings)
    where = _place(actor, area, sector, unit_id, body_id)
    with act(actor=actor, at=at, operation="duties.record_event") as a:
        return write_event(
            a,
            kind=kind,
            day=day,
            area=where,
            sector=sector,
            unit_id=unit_id,
            body_id=body_id,
            title=title,
            until=until,
            duty_id=duty_id,
        )


def write_event(
    a: OpenAct,
    *,
    kind: str,
    day: date,
    area: int,
    sector: str = "",
    unit_id: int | None = None,
    body_id: int | None = None,
    title: str = "",
    until: date | None = None,
    duty_id: int | None = None,
    origin: str = "",
) -> int:
    """The same within an act that is open already, for reactions of higher domains.

    There `body_id` may stand beside `unit_id`: duties of bodies are then that body's.
    """
    row = a.create(
        DutyEvent,
        kind=kind,
        day=day,
        area=area,
        sector=sector,
        unit_id=unit_id,
        body_id=body_id,
        title=title.strip()[:200],
        until=until,
        duty_id=duty_id,
        origin=origin,
    )
    open_event(actor=a.actor, at=a.at, event_id=row.pk)
    ask(actor=a.actor, at=a.at, unit_id=unit_id, body_id=body_id)
    return int(row.pk)


def note_event(
    a: OpenAct,
    *,
    kind: str,
    day: date,
    area: int,
    origin: str,
    sector: str = "",
    unit_id: int | None = None,
    body_id: int | None = None,
    title: str = "",
    until: date | None = None,
) -> int | None:
    """An event that another domain or the calendar tells of: entered once for its origin, if any duty waits for it."""
    known = DutyEvent.objects.unscoped(reason="each origin is entered once").filter(origin=origin)
    if not is_awaited(kind) or known.exists():
        return None
    return write_event(
        a,
        kind=kind,
        day=day,
        area=area,
        sector=sector,
        unit_id=unit_id,
        body_id=body_id,
        title=title,
        until=until,
        origin=origin,
    )


def withdraw_event(*, actor: Actor, at: datetime, event_id: int, reason: str) -> None:
    """Take back an event entered by mistake: it stays, marked; nothing is owed for it any more.

    Its periods go, those fulfilled too: nobody owed them. What was done stays recorded and counts for whatever else
    asks for it; shortfalls found after it are void.
    """
    demand(actor, "duties.enter_event")
    row = DutyEvent.objects.visible_to(actor).filter(pk=event_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    said = rules.ExcuseFacts(reason=reason, own=False, left=1)
    if findings := [*rules.du051_not_withdrawn_event(row.withdrawn), *rules.du009_reason(said)]:
        raise RuleBroken(*findings)
    today = clock.day_of(at)
    with act(actor=actor, at=at, operation="duties.withdraw_event") as a:
        share_lock()
        a.change(row, withdrawn=today, withdrawn_why=reason.strip()[:500])
        duties = list(Duty.objects.filter(event=row.kind).values_list("pk", flat=True))
        periods = DutyPeriod.objects.unscoped(reason=_EVERYBODY).filter(
            duty_id__in=duties, last_day__gte=row.day, event=row.pk
        )
        concerned = list(periods.values_list("unit", "body"))
        periods.delete()
        found = DutyShortfall.objects.unscoped(reason=_EVERYBODY).filter(event=row.pk, void=None)
        a.change_many(DutyShortfall, found.values_list("pk", flat=True), void=today)
        settle(
            actor=actor,
            at=at,
            units=[unit for unit, _ in concerned if unit is not None],
            bodies=[body for _, body in concerned if body is not None],
        )


def is_awaited(kind: str) -> bool:
    """Whether any duty waits for events of this kind."""
    return Duty.objects.filter(event=kind, until=None).exists()


def _place(actor: Actor, area: int | None, sector: str, unit_id: int | None, body_id: int | None) -> int:
    """Where it is: at the subject, or in an area that lies within the actor's reach."""
    if unit_id is not None or body_id is not None:
        return subject(actor, unit_id, body_id).area
    if area is None:
        raise Invalid(Finding("required", field="area"))
    low, high = places.range_of(area)
    if not actor.reaches(low, high):
        raise Forbidden(Finding("not-found", field="area"))
    return area
