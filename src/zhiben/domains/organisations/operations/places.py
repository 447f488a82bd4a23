"""Sites of units, buildings, and who is in them."""

from datetime import date, datetime

from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid, NotFound
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import act
from zhiben.domains.organisations.methods.reach import PlaceFacts
from zhiben.domains.organisations.models import Building, Occupancy, Site
from zhiben.domains.organisations.operations.guard import demand, demand_place, demand_valid, visible_unit
from zhiben.domains.organisations.rules import DayFacts, or008_days_in_order, or011_area_code


def add_site(
    *, actor: Actor, at: datetime, unit_id: int, name: str, address: str, area: int | None = None
) -> int:
    """Add a place where a unit works; without an area it lies where the unit lies. Returns its id."""
    demand(actor, "organisations.manage_sites")
    with act(actor=actor, at=at, operation="organisations.add_site") as a:
        unit = visible_unit(actor, unit_id)
        where = unit.area if area is None else area
        demand_valid(or011_area_code(PlaceFacts(where, reached=True)))
        site = a.create(Site, unit_id=unit.pk, name=name.strip(), address=address.strip(), area=where)
        return site.pk


def add_building(
    *,
    actor: Actor,
    at: datetime,
    name: str,
    address: str,
    area: int,
    owner_id: int | None = None,
    manager_id: int | None = None,
) -> int:
    """Put a building on the books with its owner and manager, if they are known units; returns its id."""
    demand(actor, "organisations.manage_sites")
    demand_valid(or011_area_code(PlaceFacts(area, reached=True)))
    if actor.unit_id is None:
        demand_place(actor, area)
    elif actor.unit_id not in (owner_id, manager_id):
        raise Invalid(Finding("required", field="owner"))
    with act(actor=actor, at=at, operation="organisations.add_building") as a:
        for unit_id in (owner_id, manager_id):
            if unit_id is not None and unit_id != actor.unit_id:
                visible_unit(actor, unit_id)
        building = a.create(
            Building,
            name=name.strip(),
            address=address.strip(),
            area=area,
            owner_id=owner_id,
            manager_id=manager_id,
        )
        return building.pk


def occupy(
    *, actor: Actor, at: datetime, building_id: int, unit_id: int, since: date, floor: str = ""
) -> int:
    """Record that a unit is in a building (on a floor) from a day on; returns the id of the occupancy."""
    demand(actor, "organisations.manage_sites")
    with act(actor=actor, at=at, operation="organisations.occupy") as a:
        if not Building.objects.visible_to(actor).filter(pk=building_id).exists():
            raise NotFound(Finding("not-found", field="building"))
        unit = visible_unit(actor, unit_id)
        row = a.create(
            Occupancy, building_id=building_id, unit_id=unit.pk, floor=floor.strip(), valid_from=since
        )
        return row.pk


def vacate(
    *, actor: Actor, at: datetime, occupancy_id: int, last_day: date, unit_id: int | None = None
) -> None:
    """Record the last day of a unit in a building; of that unit, where one is named."""
    demand(actor, "organisations.manage_sites")
    with act(actor=actor, at=at, operation="organisations.vacate") as a:
        row = Occupancy.objects.visible_to(actor).filter(pk=occupancy_id, valid_to__isnull=True).first()
        if row is None or unit_id not in (None, row.unit_id):
            raise NotFound(Finding("not-found"))
        demand_valid(or008_days_in_order(DayFacts(row.valid_from, last_day, last_day)))
        a.change(row, valid_to=last_day)
