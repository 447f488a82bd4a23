"""Granting and ending mandates: who supervises, manages, coordinates or helps whom in what."""

from datetime import date, datetime

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.events import announce
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import act
from zhiben.domains.organisations.events import MandateGranted
from zhiben.domains.organisations.models import Mandate, Site
from zhiben.domains.organisations.operations.guard import (
    demand,
    demand_place,
    demand_valid,
    demand_words,
    some_body,
    visible_unit,
)
from zhiben.domains.organisations.rules import (
    DayFacts,
    MandateFacts,
    or008_days_in_order,
    or009_over_one_thing,
)


def grant_mandate(
    *,
    actor: Actor,
    at: datetime,
    body_id: int,
    matter: str,
    power: str,
    since: date,
    unit_id: int | None = None,
    site_id: int | None = None,
    low: int | None = None,
    high: int | None = None,
    sector: str | None = None,
    basis: str = "",
    until: date | None = None,
) -> int:
    """Give a body a power in a matter over a unit, over a site, or by default over areas; returns its id."""
    demand(actor, "organisations.manage_mandates")
    demand_words(matter=matter, power=power, sector=sector)
    demand_valid(or009_over_one_thing(MandateFacts(unit_id, site_id, low, high, sector)))
    demand_valid(or008_days_in_order(DayFacts(since, until, clock.day_of(at))))
    with act(actor=actor, at=at, operation="organisations.grant_mandate") as a:
        over_unit, area = _over(actor, unit_id, site_id, low, high)
        row = a.create(
            Mandate,
            body=some_body(body_id),
            matter=matter,
            power=power,
            unit_id=over_unit,
            site_id=site_id,
            low=low,
            high=high,
            sector=sector,
            area=area,
            basis=basis.strip(),
            valid_from=since,
            valid_to=until,
        )
        announce(MandateGranted(body_id, matter, power), a)
        return row.pk


def _over(
    actor: Actor, unit_id: int | None, site_id: int | None, low: int | None, high: int | None
) -> tuple[int | None, int]:
    """The unit and the area of what a mandate is over, within the actor's reach."""
    if site_id is not None:
        site = Site.objects.visible_to(actor).filter(pk=site_id).first()
        if site is None or unit_id not in (None, site.unit_id):
            raise NotFound(Finding("not-found", field="site"))
        return site.unit_id, site.area
    if unit_id is not None:
        unit = visible_unit(actor, unit_id)
        return unit.pk, unit.area
    first, last = low or 0, high or 0
    demand_place(actor, first)
    demand_place(actor, last)
    return None, first


def end_mandate(*, actor: Actor, at: datetime, mandate_id: int, last_day: date) -> None:
    """Set the last day of a mandate."""
    demand(actor, "organisations.manage_mandates")
    with act(actor=actor, at=at, operation="organisations.end_mandate") as a:
        row = Mandate.objects.visible_to(actor).filter(pk=mandate_id, valid_to__isnull=True).first()
        if row is None:
            raise NotFound(Finding("not-found"))
        demand_valid(or008_days_in_order(DayFacts(row.valid_from, last_day, last_day)))
        a.change(row, valid_to=last_day)
