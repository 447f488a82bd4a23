"""Bodies of the invented district, what they reach, and who supervises, manages, coordinates and helps."""

from datetime import date
from typing import Any

from zhiben.domains.organisations import operations as organisations
from zhiben.domains.reports.operations.demo_world import World, data_of

_WIDTH = {"county": 999_999, "town": 999, "village": 0}


def make_bodies(world: World) -> None:
    """Register the committee, its office, departments, towns and villages."""
    lists = data_of("bodies")
    district = lists["district"]
    for row in lists["bodies"]:
        _body(world, row, "county", district)
        for part in row["reach"]:
            for stretch in _stretches(part):
                _territory(world, row["key"], district, district + _WIDTH["county"], **stretch)
    for level in ("town", "village"):
        for row in lists[f"{level}s"]:
            _body(world, {"kind": level, **row}, level, row["area"])
            _territory(world, row["key"], row["area"], row["area"] + _WIDTH[level])


def _since() -> date:
    found: date = data_of("bodies")["since"]
    return found


def _body(world: World, row: dict[str, Any], level: str, area: int) -> None:
    parent = row.get("parent")
    world.areas[row["key"]] = area
    world.bodies[row["key"]] = organisations.register_body(
        actor=world.system,
        at=world.at,
        name=row["name"],
        short_name=row["short"],
        kind=row["kind"],
        level=level,
        area=area,
        parent_id=world.bodies[parent] if parent else None,
        opened=_since(),
    )


def _stretches(part: dict[str, list[str]]) -> list[dict[str, str]]:
    """One stretch for each sector or matter; one for all when none is named."""
    sectors = [{"sector": sector} for sector in part.get("sectors", ())]
    return sectors + [{"matter": matter} for matter in part.get("matters", ())] or [{}]


def _territory(
    world: World, key: str, low: int, high: int, sector: str | None = None, matter: str | None = None
) -> None:
    organisations.add_territory(
        actor=world.system,
        at=world.at,
        body_id=world.bodies[key],
        low=low,
        high=high,
        since=_since(),
        sector=sector,
        matter=matter,
    )


def make_mandates(world: World) -> None:
    """Grant the powers by area and sector; some units are left without a supervisor on purpose."""
    lists = data_of("bodies")
    low = lists["district"]
    high = low + _WIDTH["county"]
    for body, sectors in lists["general"].items():
        for sector in sectors:
            _grant(world, body, "general", "supervise", low=low, high=high, sector=sector)
    for row in lists["matters"]:
        _grant(world, row["body"], row["matter"], "supervise", low=low, high=row.get("until", high))
    for row in lists["managers"]:
        _grant(world, row["body"], row["matter"], "manage", low=low, high=high, sector=row["sector"])
    for matter in lists["coordinated"]:
        _grant(world, "office", matter, "coordinate", low=low, high=high)
    for row in lists["towns"]:
        for matter in lists["helped"]:
            _grant(world, row["key"], matter, "help", low=row["area"], high=row["area"] + _WIDTH["town"])


def _grant(world: World, body: str, matter: str, power: str, **over: Any) -> None:
    organisations.grant_mandate(
        actor=world.system,
        at=world.at,
        body_id=world.bodies[body],
        matter=matter,
        power=power,
        since=_since(),
        basis=data_of("bodies")["basis"],
        **over,
    )
