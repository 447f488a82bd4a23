"""Excusing a subject from a period of a duty: with a reason, by somebody else, recorded."""

from datetime import datetime

from django.db.models import F

from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound, RuleBroken
from zhiben.core.findings import Finding, check
from zhiben.core.ledger.book import act
from zhiben.domains.duties import rules
from zhiben.domains.duties.models import DutyPeriod, Excuse
from zhiben.domains.duties.operations.guard import demand
from zhiben.domains.duties.operations.reminders import settle


def excuse(*, actor: Actor, at: datetime, period_id: int, reason: str) -> int:
    """Excuse a subject from what is still owed in a period; the actor answers for it. Returns the excuse's id."""
    demand(actor, "duties.excuse")
    with act(actor=actor, at=at, operation="duties.excuse") as a:
        row = DutyPeriod.objects.visible_to(actor).select_for_update().filter(pk=period_id).first()
        if row is None:
            raise NotFound(Finding("not-found"))
        facts = rules.ExcuseFacts(
            reason=reason,
            own=row.body is not None and row.body == actor.body_id,
            left=row.expected - row.done - row.excused,
        )
        if findings := check(rules.EXCUSE, facts):
            raise RuleBroken(*findings)
        made = a.create(
            Excuse,
            duty_id=row.duty_id,
            unit_id=row.unit,
            body_id=row.body,
            area=row.area,
            sector=row.sector,
            first_day=row.first_day,
            last_day=row.last_day,
            reason=reason.strip()[:500],
            approver_id=actor.person_id,
        )
        whole = F("owed") if row.due is None else F("off").bitor(_month(row))
        DutyPeriod.objects.visible_to(actor).filter(pk=row.pk).update(off=whole)
        settle(actor=actor, at=at, units=_present(row.unit), bodies=_present(row.body))
        return int(made.pk)


def _present(key: int | None) -> list[int]:
    return [] if key is None else [key]


def _month(row: DutyPeriod) -> int:
    """A bit for every day of the row's month."""
    return (1 << ((row.last_day - row.first_day).days + 1)) - 1
