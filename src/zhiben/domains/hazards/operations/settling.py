"""Hazards follow what changes around them: the place of their unit, and who supervises it."""

from datetime import datetime

from zhiben.core import clock
from zhiben.core.actors import Actor, system_actor
from zhiben.core.ledger.book import act
from zhiben.domains.hazards.lifecycle import HAZARD
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.hazards.operations.reporting import ask_confirmation
from zhiben.domains.hazards.vocabulary import State
from zhiben.domains.organisations import queries as organisations

_SYSTEM = system_actor("hazards")


def follow_unit(*, actor: Actor, at: datetime, unit_id: int, area: int) -> int:
    """The open hazards of a unit that moved lie where it lies now (those at a site stay); returns how many."""
    rows = Hazard.objects.unscoped(reason="a move concerns every open hazard of the unit, whoever moved it")
    keys = list(rows.filter(unit_id=unit_id, site=None, ended_day=None).values_list("pk", flat=True))
    with act(actor=_SYSTEM, at=at, operation="hazards.follow_unit", note=f"by {actor.person_id}") as a:
        for key in keys:
            HAZARD.amend(
                a,
                pk=key,
                seen_version=None,
                permission="hazards.confirm",
                changes={"area": area},
                movement="moved",
            )
    return len(keys)


def find_supervisors(*, actor: Actor, at: datetime, matter: str) -> int:
    """Reported hazards in a matter that nobody supervised go to whoever does now; returns how many."""
    rows = Hazard.objects.unscoped(reason="what waits for a supervisor is seen by nobody else")
    waiting = rows.filter(state=State.REPORTED, body=None, matter=matter).order_by("pk")
    found = [
        (row, body)
        for row in waiting
        if (
            body := organisations.holder_of(
                unit_id=row.unit_id,
                matter=matter,
                power="supervise",
                day=clock.day_of(at),
                site_id=row.site_id,
            )
        )
    ]
    names = organisations.unit_names([row.unit_id for row, _ in found])
    with act(actor=_SYSTEM, at=at, operation="hazards.find_supervisors", note=f"by {actor.person_id}") as a:
        for row, body in found:
            settled = HAZARD.amend(
                a,
                pk=row.pk,
                seen_version=None,
                permission="hazards.confirm",
                changes={"body_id": body},
                movement="moved",
            )
            ask_confirmation(a, settled, names.get(row.unit_id, ""))
    return len(found)
