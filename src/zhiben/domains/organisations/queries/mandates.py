"""Who holds which power over whom, on a day."""

from datetime import date

from django.db.models import Q

from zhiben.core.actors import Actor
from zhiben.core.powers import PowerSubject
from zhiben.domains.organisations.methods.mandates import Claim, holding
from zhiben.domains.organisations.models import Mandate
from zhiben.domains.organisations.queries.bodies import on_day
from zhiben.domains.organisations.queries.units import unit_brief

_REASON = "who holds a power is decided over all mandates, not over those one sees"


def holders_for(subject: PowerSubject, power: str, day: date) -> list[int]:
    """Bodies holding the power over this subject: by site, else by unit, else by the narrowest default."""
    default = Q(unit__isnull=True, low__lte=subject.area, high__gte=subject.area) & (
        Q(sector__isnull=True) | Q(sector=subject.sector)
    )
    over = default
    if subject.unit_id is not None:
        over |= Q(unit_id=subject.unit_id, site__isnull=True)
    if subject.site_id is not None:
        over |= Q(site_id=subject.site_id)
    rows = Mandate.objects.unscoped(reason=_REASON).filter(
        on_day(day), over, matter=subject.matter, power=power
    )
    columns = ("id", "body_id", "site_id", "unit_id", "low", "high", "sector")
    return [claim.body_id for claim in holding(Claim(*row) for row in rows.values_list(*columns))]


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
