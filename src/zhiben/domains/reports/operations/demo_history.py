"""Hazards with their history as it was: adopted in every state."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from zhiben.domains.hazards import operations as hazards
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.reports.operations.demo_world import SEED, Made, World, data_of

_GRADED = frozenset({"confirmed", "rectifying", "rectified", "accepted", "closed"})


def adopt_history(world: World) -> None:
    """Bring in the cases of the list."""
    random = Random(SEED + 1)  # noqa: S311 - repeatable, not secret
    cases = [case for group in data_of("hazards")["history"] for case in _group(world, group, random)]
    cases.sort(key=lambda case: case.found_day)
    hazards.adopt_hazards(actor=world.system, at=world.at, cases=cases, source=data_of("hazards")["source"])


def _group(world: World, group: dict[str, Any], random: Random) -> Iterator[hazards.AdoptedHazard]:
    kinds = [
        kind
        for kind in data_of("hazards")["kinds"]
        if kind.get("unsupervised", False) == group.get("unsupervised", False)
    ]
    known = {row["name"] for row in data_of("units")["known"].values()}
    for place in range(group["n"]):
        kind = kinds[place % len(kinds)]
        units = [unit for unit in world.units.values() if unit.sector in kind["sectors"]]
        unit = random.choice([unit for unit in units if unit.name not in known])
        title, text, where = random.choice(kind["cases"])
        major = group.get("grade") == "major" or random.random() < 0.25
        yield _case(world, group, unit, kind["matter"], (title, text, where), major, random)


def _case(
    world: World,
    group: dict[str, Any],
    unit: Made,
    matter: str,
    words: tuple[str, str, str],
    major: bool,
    random: Random,
) -> hazards.AdoptedHazard:
    state = group["state"]
    found = world.today - timedelta(days=random.randint(*group["found"]))
    limit, ended = _days(world, group, found, random)
    graded = ("major" if major else "general") if state in _GRADED else "ungraded"
    return hazards.AdoptedHazard(
        unit_id=unit.id,
        area=unit.area,
        sector=unit.sector,
        matter=matter,
        body_id=organisations.holder_of(unit_id=unit.id, matter=matter, power="supervise", day=world.today),
        state=state,
        grade=graded,
        basis=data_of("hazards")["basis"] if graded == "major" else "",
        channel=random.choice(["self_report", "self_report", "inspection"]),
        title=words[0],
        description=words[1],
        place=words[2],
        found_day=found,
        limit_day=limit,
        ended_day=ended,
    )


def _days(
    world: World, group: dict[str, Any], found: date, random: Random
) -> tuple[date | None, date | None]:
    """The limit and the day of the end, as far as the state has them."""
    if "took" in group:
        ended = found + timedelta(days=random.randint(*group["took"]))
        closed = group["state"] == "closed"
        return (found + timedelta(days=random.choice([15, 30, 60, 90])) if closed else None), ended
    if "left" in group:
        return world.today + timedelta(days=random.randint(*group["left"])), None
    return None, None
