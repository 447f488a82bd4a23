"""One unit with all that hangs on it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.organisations.methods.mandates import holding
from zhiben.domains.organisations.models import (
    Building,
    Occupancy,
    Site,
    SubjectFact,
    Tag,
    Unit,
)
from zhiben.domains.organisations.queries.bodies import on_day
from zhiben.domains.organisations.queries.mandates import claimants, claims_over

_OF_THE_UNIT = "hangs on a unit that was found within reach"


@dataclass(frozen=True, slots=True)
class SiteItem:
    """A site in a line."""

    id: int
    name: str
    address: str
    area: int


@dataclass(frozen=True, slots=True)
class BuildingItem:
    """A building the unit is in, owns or manages; `floor` and `occupancy_id` where it is in it."""

    id: int
    name: str
    address: str
    floor: str = ""
    occupancy_id: int | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has which power over a unit in a matter. `by_default`: by area and sector, not by a mandate of its own."""

    matter: str
    power: str
    body_id: int
    body: str
    by_default: bool


@dataclass(frozen=True, slots=True)
class UnitDetail:
    """A unit with its facts, sites, buildings and tags."""

    id: int
    name: str
    credit_code: str | None
    kind: str
    sector: str
    area: int
    address: str
    headcount: int | None
    high_hazard: bool
    opened: date | None
    closed: date | None
    version: int
    tags: tuple[str, ...]
    sites: tuple[SiteItem, ...]
    buildings: tuple[BuildingItem, ...]


_COLUMNS = (
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


def get_unit(actor: Actor, unit_id: int) -> UnitDetail:
    """The unit with what hangs on it; NotFound when it is out of reach."""
    row = Unit.objects.visible_to(actor).filter(pk=unit_id).values(*_COLUMNS).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    tags = Tag.objects.unscoped(reason=_OF_THE_UNIT).filter(unit_id=unit_id).order_by("name")
    return UnitDetail(
        **row,
        tags=tuple(tags.values_list("name", flat=True)),
        sites=tuple(sites_of(unit_id)),
        buildings=tuple(_buildings(unit_id)),
    )


def sites_of(unit_id: int) -> list[SiteItem]:
    """Open sites of a unit the reader already sees."""
    rows = Site.objects.unscoped(reason=_OF_THE_UNIT).filter(unit_id=unit_id, closed__isnull=True)
    return [SiteItem(*row) for row in rows.order_by("id").values_list("id", "name", "address", "area")]


def _buildings(unit_id: int) -> list[BuildingItem]:
    inside = Occupancy.objects.unscoped(reason=_OF_THE_UNIT).filter(unit_id=unit_id, valid_to__isnull=True)
    columns = ("building_id", "building__name", "building__address", "floor", "id")
    found = [BuildingItem(*row) for row in inside.order_by("id").values_list(*columns)]
    known = {item.id for item in found}
    held = Building.objects.unscoped(reason=_OF_THE_UNIT).filter(Q(owner_id=unit_id) | Q(manager_id=unit_id))
    rows = held.exclude(pk__in=known).order_by("id").values_list("id", "name", "address")
    return found + [BuildingItem(*row) for row in rows]


def holders_by_matter(unit_id: int, area: int, sector: str, day: date) -> list[Holder]:
    """Who has which power over a unit the reader already sees, in every matter: one query, and one for names."""
    claims = claims_over(area, sector, unit_id, day)
    held = [(key, claim) for key, several in sorted(claims.items()) for claim in holding(several)]
    names = claimants(area, sector, unit_id, day)
    return [
        Holder(matter, power, claim.body_id, names[claim.body_id], claim.unit_id is None)
        for (matter, power), claim in held
    ]


def facts_of(actor: Actor, subject_kind: str, subject_id: int, day: date) -> dict[str, str]:
    """Facts about a subject that the actor may see, by key, on that day."""
    rows = SubjectFact.objects.visible_to(actor).filter(
        on_day(day), subject_kind=subject_kind, subject_id=subject_id
    )
    return dict(rows.values_list("key", "value"))


def buildings_for_picker(actor: Actor, q: str = "", limit: int = 20) -> list[BuildingItem]:
    """Buildings within reach with `q` in their name or address."""
    rows = Building.objects.visible_to(actor)
    if q:
        rows = rows.filter(Q(name__icontains=q) | Q(address__icontains=q))
    return [
        BuildingItem(*row) for row in rows.order_by("name", "id").values_list("id", "name", "address")[:limit]
    ]
