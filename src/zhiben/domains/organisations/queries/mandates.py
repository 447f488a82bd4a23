"""Who holds which power over whom, on a day."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from zhiben.core.actors import Actor
from zhiben.core.context import remembered
from zhiben.core.fixed import Fixed
from zhiben.core.powers import PowerSubject
from zhiben.domains.organisations.methods.mandates import Claim, holding
from zhiben.domains.organisations.models import Body, Mandate
from zhiben.domains.organisations.queries.bodies import on_day
from zhiben.domains.organisations.queries.units import unit_brief
from zhiben.domains.organisations.vocabulary import Power

_REASON = "who holds a power is decided over all mandates, not over those one sees"


def holders_for(subject: PowerSubject, power: str, day: date) -> list[int]:
    """Bodies holding the power over this subject: by site, else by unit, else by the narrowest default."""
    claims = claims_over(subject.area, subject.sector, subject.unit_id, day, site_id=subject.site_id)
    return [claim.body_id for claim in holding(claims.get((subject.matter, power), ()))]


def claims_over(
    area: int, sector: str, unit_id: int | None, day: date, *, site_id: int | None = None
) -> dict[tuple[str, str], list[Claim]]:
    """Every mandate that applies to a subject on a day, by matter and power; a request reads them once."""
    return _read_once(area, sector, unit_id, site_id, day)[0]


def claimants(area: int, sector: str, unit_id: int | None, day: date) -> dict[int, str]:
    """The bodies of these mandates by short name."""
    return _read_once(area, sector, unit_id, None, day)[1]


_Read = tuple[dict[tuple[str, str], list[Claim]], dict[int, str]]


def _read_once(area: int, sector: str, unit_id: int | None, site_id: int | None, day: date) -> _Read:
    key = ("mandates", area, sector, unit_id, site_id, day)
    return remembered(key, lambda: _claims(area, sector, unit_id, site_id, day))


def _claims(area: int, sector: str, unit_id: int | None, site_id: int | None, day: date) -> _Read:
    given = [one for one in (unit_id, site_id) if one is not None]
    claims: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    names: dict[int, str] = {}
    rows = _CLAIMS[unit_id is not None, site_id is not None](day, area, sector, *given)
    for matter, power, name, *claim in rows:
        made = Claim(*claim)
        claims[(matter, power)].append(made)
        names[made.body_id] = name
    return claims, names


def _applying(of_unit: bool, of_site: bool) -> Fixed:
    """Mandates over a place, and over a unit or a site where they are asked for."""

    def rows(day: date, area: int, sector: str, *given: int) -> QuerySet[Any]:
        over = Q(unit__isnull=True, low__lte=area, high__gte=area)
        over &= Q(sector__isnull=True) | Q(sector=sector)
        if of_unit:
            over |= Q(unit_id=given[0], site__isnull=True)
        if of_site:
            over |= Q(site_id=given[-1])
        found: QuerySet[Any] = Mandate.objects.unscoped(reason=_REASON).filter(on_day(day), over)
        # Not a join: that would read every body for the names of a few.
        name = Body.objects.filter(pk=OuterRef("body_id")).values("short_name")
        return found.values_list("matter", "power", Subquery(name), *_CLAIM)

    return Fixed(rows)


_CLAIM = ("id", "body_id", "site_id", "unit_id", "low", "high", "sector")
_CLAIMS = {(unit, site): _applying(unit, site) for unit in (False, True) for site in (False, True)}


def holders_of(*, unit_id: int, matter: str, power: str, day: date, site_id: int | None = None) -> list[int]:
    """Bodies holding the power over this unit in this matter on that day."""
    unit = unit_brief(unit_id)
    if unit is None:
        return []
    subject = PowerSubject(
        area=unit.area, unit_id=unit_id, site_id=site_id, sector=unit.sector, matter=matter
    )
    return holders_for(subject, power, day)


def holder_of(*, unit_id: int, matter: str, power: str, day: date, site_id: int | None = None) -> int | None:
    """The body holding the power (the longest standing one of several), or None when nobody does."""
    holders = holders_of(unit_id=unit_id, matter=matter, power=power, day=day, site_id=site_id)
    return next(iter(holders), None)


def body_has_power(actor: Actor, power: str, subject: PowerSubject, day: date) -> bool:
    """The checker that core asks: whether the actor's body holds the power.

    Who coordinates work safety as a whole coordinates every matter of it, whoever does so beside it.
    """
    subjects = [subject]
    if power == Power.COORDINATE:
        subjects.append(replace(subject, matter="general"))
    return actor.body_id is not None and any(
        actor.body_id in holders_for(one, power, day) for one in subjects
    )
