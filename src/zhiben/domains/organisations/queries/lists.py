"""Lists: units, bodies, mandates, and units nobody supervises. Querysets of plain values, for the list pattern."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from zhiben.core.actors import Actor, Range
from zhiben.domains.organisations.models import Body, Mandate, Tag, Unit
from zhiben.domains.organisations.queries.bodies import on_day
from zhiben.domains.organisations.queries.units import named
from zhiben.domains.organisations.vocabulary import WATCHED_MATTERS, Power

_UNIT_COLUMNS = (
    "id",
    "name",
    "credit_code",
    "kind",
    "sector",
    "area",
    "address",
    "headcount",
    "high_hazard",
    "opened",
    "closed",
    "version",
)
_MANDATE_COLUMNS = (
    "id",
    "body_id",
    "body__short_name",
    "matter",
    "power",
    "unit_id",
    "unit__name",
    "site_id",
    "site__name",
    "low",
    "high",
    "sector",
    "basis",
    "valid_from",
    "valid_to",
)


def list_units(
    actor: Actor,
    *,
    q: str = "",
    kind: str | None = None,
    sector: str | None = None,
    area: Range | None = None,
    tag: str = "",
    high_hazard: bool = False,
    closed: bool | None = False,
) -> QuerySet[Unit, dict[str, Any]]:
    """Units within reach: open ones, closed ones, or (None) both."""
    rows = Unit.objects.visible_to(actor)
    if closed is not None:
        rows = rows.filter(closed__isnull=not closed)
    wanted = {"kind": kind, "sector": sector, "area__range": area, "high_hazard": high_hazard or None}
    rows = rows.filter(**{key: value for key, value in wanted.items() if value is not None})
    if q:
        rows = rows.filter(named(q))
    if tag:
        hung = Tag.objects.unscoped(reason="of units that were found within reach")
        rows = rows.filter(pk__in=hung.filter(name=tag).values("unit_id"))
    return rows.values(*_UNIT_COLUMNS)


def unit_counts(actor: Actor, **filters: Any) -> dict[str, int]:
    """How many of these units are open and how many are closed, in one statement."""
    return list_units(actor, **filters, closed=None).aggregate(
        open=Count("id", filter=Q(closed__isnull=True)), closed=Count("id", filter=Q(closed__isnull=False))
    )


def list_bodies(
    *, q: str = "", kind: str | None = None, level: str | None = None, area: Range | None = None
) -> QuerySet[Body, Any]:
    """Open bodies; they are public."""
    wanted = {"kind": kind, "level": level, "area__range": area}
    rows = Body.objects.filter(closed__isnull=True, **{k: v for k, v in wanted.items() if v is not None})
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(short_name__icontains=q))
    return rows.values("id", "name", "short_name", "kind", "level", "area", "parent_id")


def list_mandates(
    actor: Actor,
    *,
    matter: str | None = None,
    power: str | None = None,
    body: int | None = None,
    unit: int | None = None,
    ended: bool = False,
) -> QuerySet[Mandate, dict[str, Any]]:
    """Mandates within reach; those without a last day unless the ended are asked for."""
    wanted = {"matter": matter, "power": power, "body_id": body, "unit_id": unit}
    rows = Mandate.objects.visible_to(actor).filter(
        valid_to__isnull=not ended, **{k: v for k, v in wanted.items() if v is not None}
    )
    return rows.values(*_MANDATE_COLUMNS)


def _without_supervisor(actor: Actor, matter: str, day: date) -> QuerySet[Unit]:
    held = Mandate.objects.unscoped(reason="whether anybody supervises is decided over all mandates").filter(
        on_day(day), matter=matter, power=Power.SUPERVISE
    )
    of_unit = held.filter(unit=OuterRef("pk"), site__isnull=True)
    default = held.filter(
        Q(sector__isnull=True) | Q(sector=OuterRef("sector")),
        unit__isnull=True,
        low__lte=OuterRef("area"),
        high__gte=OuterRef("area"),
    )
    rows = Unit.objects.visible_to(actor).filter(closed__isnull=True)
    return rows.exclude(Exists(of_unit)).exclude(Exists(default))


def units_without_supervisor(actor: Actor, matter: str, day: date) -> QuerySet[Unit, dict[str, Any]]:
    """Open units within reach that nobody supervises in this matter on that day."""
    return _without_supervisor(actor, matter, day).values(*_UNIT_COLUMNS)


@dataclass(frozen=True, slots=True)
class Gap:
    """A unit that nobody supervises in a matter."""

    unit_id: int
    name: str
    area: int
    sector: str
    matter: str


def unsupervised(actor: Actor, day: date, limit: int = 1000) -> list[Gap]:
    """Units within reach that nobody supervises in general work safety or in fire, by matter and area."""
    return [
        Gap(*row, matter)
        for matter in WATCHED_MATTERS
        for row in _without_supervisor(actor, matter, day)
        .order_by("area", "id")
        .values_list("id", "name", "area", "sector")[:limit]
    ]


def unsupervised_counts(actor: Actor, day: date) -> dict[str, int]:
    """How many units within reach lack a supervisor, by matter."""
    return {matter: _without_supervisor(actor, matter, day).count() for matter in WATCHED_MATTERS}
