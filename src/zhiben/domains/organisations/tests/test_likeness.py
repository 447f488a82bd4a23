"""Names of units that are like others, and who holds a power over many units at once."""

import pytest

from tests import world as w
from zhiben.core.ledger.book import act
from zhiben.domains.organisations import queries
from zhiben.domains.organisations.methods.names import core_of, name_likeness, pieces_of
from zhiben.domains.organisations.models import Mandate, Unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("云溪区示范机械有限责任公司", "示范机械"),
        ("某某省某某市云溪县竹溪镇大树饭店", "大树饭店"),
        ("示范机械（云溪）有限公司", "示范机械云溪"),
        ("有限公司", "有限公司"),
    ],
)
def test_what_tells_a_name_from_others(name: str, core: str) -> None:
    assert core_of(name) == core


def test_likeness_of_names() -> None:
    assert name_likeness("云溪示范机械有限公司", "云溪示范机械有限责任公司") == 1
    assert name_likeness("示范机械厂", "云溪示范机械厂") >= 0.75
    assert name_likeness("示范机械厂", "柳桥示范商店") < 0.3
    assert pieces_of("示范机械厂") == ["('示范' & '范机')", "('范机' & '机械')", "('机械' & '械厂')"]
    assert pieces_of("甲店") == ["('甲店')"]
    rows = {"示范": 400_000.0, "范机": 90_000.0, "机械": 2_000.0, "械厂": 1.0}
    assert pieces_of("示范机械厂", rows) == ["('机械' & '械厂')", "('范机' & '机械')"]
    assert pieces_of("（）") == []


def test_the_nearest_units_come_first_and_only_those_within_reach() -> None:
    world = w.build()
    values = {"kind": "enterprise", "sector": "commerce", "address": "路1号", "opened": w.SINCE}
    with act(actor=w.SYSTEM, at=w.AT, operation="test.units") as a:
        for name, town in (("云溪示范机械配件厂", 0), ("柳桥示范商店二店", 1), ("柳桥示例超市", 1)):
            area = w.TOWNS[town]
            a.create(Unit, name=name, area=area, area_at=area, **values)
    asked = ["云溪区示范机械厂", "柳桥街道柳桥示范商店", "查无此店", "", "'); DROP"]
    near = queries.units_like(world.actor("officer1"), asked)
    assert {name: [one.name for one in found] for name, found in near.items()} == {
        "云溪区示范机械厂": ["云溪示范机械厂", "云溪示范机械配件厂"],
        "柳桥街道柳桥示范商店": ["柳桥示范商店", "柳桥示范商店二店", "柳桥示例超市"],
    }
    assert list(queries.units_like(world.actor("town2"), asked)) == ["柳桥街道柳桥示范商店"]


def test_holders_of_many_units_are_those_of_each() -> None:
    world = w.build()
    with act(actor=w.SYSTEM, at=w.AT, operation="test.mandates") as a:
        common = {"matter": "general", "power": "supervise", "valid_from": w.SINCE, "basis": "测试"}
        low = w.TOWNS[1]
        a.create(Mandate, body_id=world.bodies["town2"], low=low, high=low + 999, area=low, **common)
        own = {"unit_id": world.units["mill"], "area": w.TOWNS[0]}
        a.create(Mandate, body_id=world.bodies["fire"], **own, **common)
        a.create(Mandate, body_id=world.bodies["office"], low=low, high=low + 999, area=low,
                 sector="chemicals", **common)  # fmt: skip
    units = list(queries.unit_briefs(world.units.values()).values())
    for matter in ("general", "fire", "gas"):
        together = queries.holders_by_unit(units, matter, "supervise", w.TODAY)
        assert together == {
            unit.id: queries.holder_of(unit_id=unit.id, matter=matter, power="supervise", day=w.TODAY)
            for unit in units
        }
    assert set(queries.holders_by_unit(units, "general", "supervise", w.TODAY).values()) == {
        world.bodies["fire"],
        world.bodies["town2"],
    }
    assert queries.holders_by_unit([], "general", "supervise", w.TODAY) == {}
