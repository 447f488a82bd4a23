"""Bodies and what they reach."""

from datetime import date, datetime

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import act
from zhiben.domains.organisations.models import Body, BodyTerritory
from zhiben.domains.organisations.operations.guard import (
    demand,
    demand_place,
    demand_valid,
    demand_words,
    some_body,
)
from zhiben.domains.organisations.rules import DayFacts, or008_days_in_order


def register_body(
    *,
    actor: Actor,
    at: datetime,
    name: str,
    short_name: str,
    kind: str,
    level: str,
    area: int,
    parent_id: int | None = None,
    opened: date | None = None,
) -> int:
    """Put a body on the books; returns its id. It reaches nothing until it is given a territory."""
    demand(actor, "organisations.manage_bodies")
    demand_words(body_kind=kind, level=level)
    demand_place(actor, area)
    with act(actor=actor, at=at, operation="organisations.register_body") as a:
        parent = some_body(parent_id, "parent") if parent_id is not None else None
        body = a.create(
            Body,
            name=name.strip(),
            short_name=(short_name or name).strip(),
            kind=kind,
            level=level,
            area=area,
            parent=parent,
            opened=opened or clock.day_of(at),
        )
        return body.pk


def add_territory(
    *,
    actor: Actor,
    at: datetime,
    body_id: int,
    low: int,
    high: int,
    since: date,
    sector: str | None = None,
    matter: str | None = None,
    until: date | None = None,
) -> int:
    """Let a body reach a range of areas, in one sector or matter or in all; returns the id of the stretch."""
    demand(actor, "organisations.manage_bodies")
    demand_words(sector=sector, matter=matter)
    demand_place(actor, low)
    demand_place(actor, high)
    if not actor.reaches(low, high):
        raise Forbidden(Finding("OR-006", field="low"))
    demand_valid(or008_days_in_order(DayFacts(since, until, clock.day_of(at))))
    with act(actor=actor, at=at, operation="organisations.add_territory") as a:
        row = a.create(
            BodyTerritory,
            body=some_body(body_id),
            low=low,
            high=high,
            sector=sector,
            matter=matter,
            valid_from=since,
            valid_to=until,
        )
        return row.pk


def end_territory(
    *, actor: Actor, at: datetime, territory_id: int, last_day: date, body_id: int | None = None
) -> None:
    """Set the last day on which a body reaches a stretch; that body, where one is named."""
    demand(actor, "organisations.manage_bodies")
    with act(actor=actor, at=at, operation="organisations.end_territory") as a:
        row = BodyTerritory.objects.filter(pk=territory_id, valid_to__isnull=True).first()
        if row is None or body_id not in (None, row.body_id):
            raise NotFound(Finding("not-found"))
        demand_place(actor, row.low)
        demand_valid(or008_days_in_order(DayFacts(row.valid_from, last_day, last_day)))
        a.change(row, valid_to=last_day)
