from dataclasses import replace
from datetime import date

import pytest

from zhiben.core.actors import Territory
from zhiben.core.errors import Forbidden, Invalid, NotFound
from zhiben.core.powers import PowerSubject, has_power
from zhiben.domains.organisations import operations, queries
from zhiben.domains.organisations.tests import world
from zhiben.domains.organisations.tests.world import AT, COUNTY, DAY, OTHER_TOWN, TOWN, actor

pytestmark = pytest.mark.django_db


def holder(unit_id, matter="general", power="supervise", day=DAY, **values):
    return queries.holder_of(unit_id=unit_id, matter=matter, power=power, day=day, **values)


def test_a_default_by_area_and_sector_gives_way_to_the_unit_and_its_site():
    unit = world.unit()
    site = operations.add_site(actor=world.SYSTEM, at=AT, unit_id=unit, name="Store", address="x")
    county, trade, town, own, own_site = (world.body(name) for name in "ABCDE")
    assert holder(unit) is None
    world.mandate(county)
    assert holder(unit) == county
    world.mandate(trade, low=COUNTY[0], high=COUNTY[1], sector="industry_trade")
    world.mandate(town, low=COUNTY[0], high=COUNTY[1], sector="coal")
    assert holder(unit) == trade
    world.mandate(town, low=TOWN[0], high=TOWN[1])
    assert holder(unit) == town
    world.mandate(own, unit_id=unit)
    assert holder(unit) == own
    world.mandate(own_site, site_id=site)
    assert holder(unit) == own
    assert holder(unit, site_id=site) == own_site
    assert holder(unit, matter="fire") is None
    assert holder(unit, power="manage") is None


def test_mandates_are_dated():
    unit, before, after = world.unit(), world.body("A"), world.body("B")
    first = world.mandate(before, unit_id=unit)
    operations.end_mandate(actor=world.SYSTEM, at=AT, mandate_id=first, last_day=date(2026, 3, 31))
    world.mandate(after, unit_id=unit, since=date(2026, 4, 1))
    assert holder(unit, day=date(2026, 3, 31)) == before
    assert holder(unit, day=date(2026, 4, 1)) == after
    assert holder(unit, day=date(2023, 12, 31)) is None


def test_several_may_manage():
    unit, one, two = world.unit(), world.body("A"), world.body("B")
    world.mandate(one, unit_id=unit, power="manage")
    world.mandate(two, unit_id=unit, power="manage")
    assert queries.holders_of(unit_id=unit, matter="general", power="manage", day=DAY) == [one, two]


def test_power_is_that_of_the_body_not_of_the_role():
    unit, bureau, other = world.unit(), world.body("A"), world.body("B")
    world.mandate(bureau)
    subject = PowerSubject(area=TOWN[0] + 201, unit_id=unit, sector="industry_trade", matter="general")
    assert has_power(actor("officer", COUNTY, body_id=bureau), "supervise", subject, DAY)
    assert not has_power(actor("officer", COUNTY, body_id=other), "supervise", subject, DAY)
    assert not has_power(actor("officer", COUNTY, body_id=bureau), "manage", subject, DAY)
    assert not has_power(actor("principal", unit_id=unit), "supervise", subject, DAY)
    elsewhere = PowerSubject(area=world.ELSEWHERE, sector="coal", matter="general")
    assert not has_power(actor("officer", COUNTY, body_id=bureau), "supervise", elsewhere, DAY)


def test_who_coordinates_as_a_whole_coordinates_every_matter():
    unit, office, brigade = world.unit(), world.body("A"), world.body("B")
    world.mandate(office, power="coordinate")
    world.mandate(brigade, power="coordinate", matter="fire")
    subject = PowerSubject(area=TOWN[0] + 201, unit_id=unit, sector="industry_trade", matter="fire")
    whole = replace(subject, matter="general")
    assert has_power(actor("office", COUNTY, body_id=office), "coordinate", subject, DAY)
    assert has_power(actor("office", COUNTY, body_id=brigade), "coordinate", subject, DAY)
    assert not has_power(actor("office", COUNTY, body_id=brigade), "coordinate", whole, DAY)
    world.mandate(office, power="manage")
    assert not has_power(actor("office", COUNTY, body_id=office), "manage", subject, DAY)


def test_grant_mandate_needs_permission_and_reach():
    unit, bureau = world.unit(), world.body()
    values = {"at": AT, "body_id": bureau, "matter": "fire", "power": "supervise", "since": DAY}
    with pytest.raises(Forbidden):
        operations.grant_mandate(actor=actor("officer", COUNTY), unit_id=unit, **values)
    with pytest.raises(NotFound):
        operations.grant_mandate(actor=actor("office", OTHER_TOWN), unit_id=unit, **values)
    with pytest.raises(Forbidden):
        operations.grant_mandate(actor=actor("office", TOWN), low=COUNTY[0], high=COUNTY[1], **values)
    with pytest.raises(Invalid):
        operations.grant_mandate(actor=actor("office", COUNTY), unit_id=unit, **{**values, "matter": "magic"})
    with pytest.raises(NotFound):
        operations.grant_mandate(actor=actor("office", COUNTY), unit_id=unit, **{**values, "body_id": 999})
    key = operations.grant_mandate(actor=actor("office", COUNTY), unit_id=unit, **values)
    with pytest.raises(NotFound):
        operations.end_mandate(actor=actor("office", OTHER_TOWN), at=AT, mandate_id=key, last_day=DAY)
    with pytest.raises(Invalid):
        operations.end_mandate(
            actor=actor("office", COUNTY), at=AT, mandate_id=key, last_day=date(2020, 1, 1)
        )


def test_territories_of_a_body_on_a_day():
    bureau = world.body(ranges=[TOWN, OTHER_TOWN])
    assert queries.territories_of_body(bureau, DAY) == (Territory(ranges=(TOWN, OTHER_TOWN)),)
    assert queries.territories_of_body(bureau, date(2023, 1, 1)) == ()
    key = operations.add_territory(
        actor=world.SYSTEM, at=AT, body_id=bureau, low=COUNTY[0], high=COUNTY[1], since=DAY, sector="coal"
    )
    assert any(t.covers(COUNTY[1], "coal") for t in queries.territories_of_body(bureau, DAY))
    operations.end_territory(actor=world.SYSTEM, at=AT, territory_id=key, last_day=DAY)
    assert not any(t.covers(COUNTY[1], "coal") for t in queries.territories_of_body(bureau, date(2026, 5, 7)))


def test_bodies_are_found_by_area_and_kind():
    bureau = world.body("Bureau")
    town = world.body("Town", area=TOWN[0], kind="town", level="town", parent_id=bureau)
    assert [b.id for b in queries.bodies_under([TOWN])] == [town]
    assert [b.id for b in queries.bodies_under(None, ["department"])] == [bureau]
    assert queries.find_body("Town").parent_id == bureau
    assert queries.body_names([bureau, town]) == {bureau: "Bureau", town: "Town"}
    with pytest.raises(Forbidden):
        operations.register_body(
            actor=actor("officer", COUNTY),
            at=AT,
            name="X",
            short_name="X",
            kind="department",
            level="county",
            area=COUNTY[0],
        )
