"""A visit that found nothing: one line, so that what is found soon after it can be told."""

from datetime import date, datetime

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound, RuleBroken
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import act
from zhiben.domains.hazards import rules
from zhiben.domains.hazards.models import CleanVisit
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.organisations import queries as organisations


def note_clean_visit(
    *, actor: Actor, at: datetime, unit_id: int, matter: str, day: date, text: str = ""
) -> int:
    """Note that the actor was at a unit within reach and found nothing in a matter; saying it twice is once."""
    if not actor.may("hazards.note_clean_visit"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.note_clean_visit"}))
    unit = organisations.unit_brief(unit_id)
    if unit is None or not actor.covers(unit.area, unit.sector, matter):
        raise NotFound(Finding("not-found", field="unit"))
    today = clock.day_of(at)
    back = int(instruments.parameter("hazards.backdating", on=today).value)
    if findings := rules.hz011_day_found(day, today, back):
        raise RuleBroken(*findings)
    said = {"unit_id": unit_id, "matter": matter, "day": day, "person_id": actor.person_id}
    known = CleanVisit.objects.unscoped(reason="a visit is noted once, whoever looks").filter(**said).first()
    if known is not None:
        return int(known.pk)
    with act(actor=actor, at=at, operation="hazards.note_clean_visit") as a:
        row = a.create(
            CleanVisit,
            **said,
            area=unit.area,
            sector=unit.sector,
            body_id=actor.body_id,
            text=text,
            noted_at=at,
        )
    return int(row.pk)
