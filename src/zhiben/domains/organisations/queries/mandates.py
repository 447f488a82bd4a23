"""Who holds which power over whom, on a day."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from zhiben.core.actors import Actor
from zhiben.core.context import remembered
from zhiben.core.powers import PowerSubject
from zhiben.domains.organisations.methods.mandates import Claim, holding
from zhiben.domains.organisations.models import Mandate
from zhiben.domains.organisations.queries.bodies import on_day
from zhiben.domains.organisations.queries.units import unit_brief

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
    over = Q(unit__isnull=True, low__lte=area, high__gte=area) & (Q(sector__isnull=True) | Q(sector=sector))
    if unit_id is not None:
        over |= Q(unit_id=unit_id, site__isnull=True)
    if site_id is not None:
        over |= Q(site_id=site_id)
    rows = Mandate.objects.unscoped(reason=_REASON).filter(on_day(day), over)
    columns = ("matter", "power", "body__short_name", "id", "body_id", "site_id", "unit_id")
    claims: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    names: dict[int, str] = {}
    for matter, power, name, *claim in rows.values_list(*columns, "low", "high", "sector"):
        made = Claim(*claim)
        claims[(matter, power)].append(made)
        names[made.body_id] = name
    return claims, names


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
    """The checker that core asks: whether the actor's body holds the power."""
    return actor.body_id is not None and actor.body_id in holders_for(subject, power, day)
