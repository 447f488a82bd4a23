"""About three hundred invented units of all sectors, their sites and the buildings they share."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from random import Random
from typing import Any

from zhiben.domains.organisations import operations as organisations
from zhiben.domains.places import queries as places
from zhiben.domains.reports.operations.demo_world import SEED, Made, World, data_of


def make_units(world: World) -> None:
    """Register every unit of the list, with sites; then the buildings."""
    random = Random(SEED)  # noqa: S311 - repeatable, not secret
    villages = {row["key"]: _villages(row["area"]) for row in data_of("bodies")["towns"]}
    codes = {kind: iter(rows) for kind, rows in data_of("credit_codes").items()}
    for group in data_of("units")["groups"]:
        for number in range(1, group["n"] + 1):
            _unit(world, group, number, random, villages, codes)
    _buildings(world)


def _villages(town: int) -> list[tuple[int, str]]:
    return [(area.code, area.short) for area in places.children(town)]


def _unit(
    world: World,
    group: dict[str, Any],
    number: int,
    random: Random,
    villages: dict[str, list[tuple[int, str]]],
    codes: dict[str, Iterator[str]],
) -> None:
    name = f"云溪示例第{number}{group['noun']}"
    towns = group.get("where") or list(villages)
    area, village = random.choice(villages[random.choice(towns)])
    area = _fixed_areas().get(name, area)
    village = dict(chain.from_iterable(villages.values()))[area]
    coded = "code" in group and number > group.get("uncoded", 0)
    address = f"{village}示例路{random.randint(1, 260)}号"
    unit_id = organisations.register_unit(
        actor=world.system,
        at=world.at,
        name=name,
        kind=group.get("kind", "enterprise"),
        sector=group["sector"],
        area=area,
        address=address,
        credit_code=next(codes[group["code"]]) if coded else None,
        headcount=random.randint(*group["staff"]),
        high_hazard=group.get("high", False),
        opened=date(2006, 1, 1) + timedelta(days=random.randint(0, 6000)),
        tags=group.get("tags", ()),
    )
    world.units[name] = Made(unit_id, name, area, group["sector"])
    for site in data_of("units")["sites"].get(group["noun"], ()) if number <= 3 else ():
        organisations.add_site(actor=world.system, at=world.at, unit_id=unit_id, name=site, address=address)


def _fixed_areas() -> dict[str, int]:
    """Where units lie that other parts of the demonstration speak of."""
    lists = data_of("units")
    known = {row["name"]: row["area"] for row in lists["known"].values()}
    return {**known, **lists["placed"]}


def _buildings(world: World) -> None:
    for row in data_of("units")["buildings"]:
        building = organisations.add_building(
            actor=world.system,
            at=world.at,
            name=row["name"],
            address=f"{places.names([row['area']])[row['area']]}示例大道1号",
            area=row["area"],
            owner_id=world.units[row["owner"]].id,
            manager_id=world.units[row["manager"]].id if "manager" in row else None,
        )
        for floor, unit in row["floors"].items():
            organisations.occupy(
                actor=world.system,
                at=world.at,
                building_id=building,
                unit_id=world.units[unit].id,
                since=date(2023, 1, 1),
                floor=floor,
            )
