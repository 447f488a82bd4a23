"""A small invented county for tests: two towns, a department, units in both towns."""

from datetime import UTC, date, datetime
from typing import Any

from zhiben.core.actors import Actor, Territory, system_actor
from zhiben.core.registry import permissions
from zhiben.domains.organisations import operations
from zhiben.domains.places.models import Area

COUNTY = (419901000000, 419901999999)
TOWN = (419901101000, 419901101999)
OTHER_TOWN = (419901102000, 419901102999)
VILLAGE = 419901101201
ELSEWHERE = 419902101201

AT = datetime(2026, 5, 6, 2, 0, tzinfo=UTC)
DAY = date(2026, 5, 6)
SYSTEM = system_actor("test")
GOOD_CODE = "91350100M000100Y43"


def actor(role: str, *ranges: tuple[int, int], person: int = 7, **values: Any) -> Actor:
    """Somebody with the permissions of a role and this territory."""
    sectors = values.pop("sectors", None)
    return Actor(
        person_id=person,
        membership_id=None,
        role=role,
        permissions=frozenset(name for name, roles in permissions.items() if role in roles),
        territories=(Territory(ranges=ranges, sectors=sectors),) if ranges else (),
        **values,
    )


def unit(name: str = "Unit", **values: Any) -> int:
    """A registered unit in the town."""
    facts: dict[str, Any] = {
        "kind": "enterprise",
        "sector": "industry_trade",
        "area": TOWN[0] + 201,
        "address": "1 Main Street",
        **values,
    }
    return operations.register_unit(actor=SYSTEM, at=AT, name=name, **facts)


def body(name: str = "Emergency Bureau", area: int = COUNTY[0], **values: Any) -> int:
    """A body in the county that reaches the ranges given."""
    ranges = values.pop("ranges", ())
    facts: dict[str, Any] = {"kind": "department", "level": "county", **values}
    key = operations.register_body(actor=SYSTEM, at=AT, name=name, short_name=name, area=area, **facts)
    for low, high in ranges:
        operations.add_territory(actor=SYSTEM, at=AT, body_id=key, low=low, high=high, since=date(2024, 1, 1))
    return key


def mandate(body_id: int, **values: Any) -> int:
    """A mandate from 2024 on; over the county unless told otherwise."""
    facts: dict[str, Any] = {"matter": "general", "power": "supervise", "since": date(2024, 1, 1), **values}
    if not {"unit_id", "site_id", "low"} & set(facts):
        facts |= {"low": COUNTY[0], "high": COUNTY[1]}
    return operations.grant_mandate(actor=SYSTEM, at=AT, body_id=body_id, **facts)


def area(code: int, name: str) -> int:
    """A village of that name in places."""
    Area.objects.create(
        code=code,
        name=name,
        short=name,
        full_name=name,
        level="village",
        low=code,
        high=code,
        pinyin=name.lower(),
        initials="x",
        functional_zone=False,
        invented=True,
    )
    return code
