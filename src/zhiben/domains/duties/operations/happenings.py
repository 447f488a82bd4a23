"""Events from which duties follow: an accident elsewhere, criticism by name, a holiday ahead, a changed law."""

from datetime import date, datetime

from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, Invalid
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.duties import rules
from zhiben.domains.duties.models import Duty, DutyEvent
from zhiben.domains.duties.operations.guard import demand, subject
from zhiben.domains.duties.operations.opening import open_event
from zhiben.domains.places import queries as places


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
) -> int:
    """Enter an event; every subject it concerns owes what follows. Returns its id.

    It concerns one unit or body, or (without one) every subject of the area and, if one is named, the sector.
    """
    demand(actor, "duties.enter_event")
    if findings := rules.du013_known_event((kind, Duty.objects.filter(event=kind).exists())):
        raise Invalid(*findings)
    where = _place(actor, area, sector, unit_id, body_id)
    with act(actor=actor, at=at, operation="duties.record_event") as a:
        return write_event(
            a, kind=kind, day=day, area=where, sector=sector, unit_id=unit_id, body_id=body_id, title=title
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
) -> int:
    """The same within an act that is open already, for reactions of higher domains."""
    row = a.create(
        DutyEvent,
        kind=kind,
        day=day,
        area=area,
        sector=sector,
        unit_id=unit_id,
        body_id=body_id,
        title=title.strip()[:200],
    )
    open_event(actor=a.actor, at=a.at, event_id=row.pk)
    return int(row.pk)


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
