from datetime import date

import pytest

from zhiben.core.errors import Forbidden, Invalid, NotFound, RuleBroken
from zhiben.domains.organisations import operations
from zhiben.domains.organisations.models import Building, Occupancy, Site
from zhiben.domains.organisations.tests import world
from zhiben.domains.organisations.tests.world import AT, COUNTY, DAY, OTHER_TOWN, TOWN, actor

pytestmark = pytest.mark.django_db


def town():
    return actor("town_officer", TOWN)


def test_a_site_lies_where_its_unit_lies_unless_told():
    key = world.unit()
    own = actor("safety_officer", unit_id=key)
    first = operations.add_site(actor=own, at=AT, unit_id=key, name="Store", address="5 Main Street")
    second = operations.add_site(
        actor=own, at=AT, unit_id=key, name="Yard", address="x", area=OTHER_TOWN[0] + 1
    )
    areas = dict(Site.objects.visible_to(own).values_list("id", "area"))
    assert areas == {first: TOWN[0] + 201, second: OTHER_TOWN[0] + 1}
    assert [s.pk for s in Site.objects.visible_to(town())] == [first]


def test_a_site_of_a_foreign_unit_is_not_found():
    key = world.unit(area=OTHER_TOWN[0] + 1)
    with pytest.raises(NotFound):
        operations.add_site(actor=town(), at=AT, unit_id=key, name="Store", address="x")
    with pytest.raises(Invalid):
        operations.add_site(actor=actor("officer", COUNTY), at=AT, unit_id=key, name="x", address="x", area=5)


def building(who, **values):
    return operations.add_building(
        **{"actor": who, "at": AT, "name": "Tower", "address": "1 Square", "area": world.VILLAGE, **values}
    )


def test_a_building_holds_several_units():
    owner, tenant = world.unit("Owner"), world.unit("Tenant")
    tower = building(town(), owner_id=owner, manager_id=owner)
    first = operations.occupy(
        actor=town(), at=AT, building_id=tower, unit_id=tenant, since=date(2025, 1, 1), floor="2"
    )
    operations.occupy(actor=town(), at=AT, building_id=tower, unit_id=owner, since=date(2025, 1, 1))
    operations.vacate(actor=town(), at=AT, occupancy_id=first, last_day=DAY)
    assert Occupancy.objects.visible_to(town()).filter(valid_to=None).count() == 1
    assert [b.name for b in Building.objects.visible_to(actor("worker", unit_id=owner))] == ["Tower"]
    assert not Building.objects.visible_to(actor("worker", unit_id=tenant)).exists()
    with pytest.raises(NotFound):
        operations.vacate(actor=town(), at=AT, occupancy_id=first, last_day=DAY)


def test_buildings_elsewhere_and_of_others_are_refused():
    foreign = world.unit(area=OTHER_TOWN[0] + 1)
    with pytest.raises(Forbidden):
        building(town(), area=OTHER_TOWN[0])
    with pytest.raises(NotFound):
        building(town(), owner_id=foreign)
    with pytest.raises(Invalid):
        building(actor("principal", unit_id=foreign))
    with pytest.raises(NotFound):
        operations.occupy(actor=town(), at=AT, building_id=1, unit_id=foreign, since=DAY)


def test_facts_follow_each_other_without_gap():
    key = world.unit()
    officer = actor("officer", COUNTY)

    def put(value, since):
        return operations.set_subject_fact(
            actor=officer,
            at=AT,
            subject_kind="unit",
            subject_id=key,
            key="risk_grade",
            value=value,
            since=since,
        )

    first = put("red", date(2026, 1, 1))
    second = put("blue", date(2026, 3, 1))
    assert put("yellow", date(2026, 3, 1)) == second
    model = operations.facts.SubjectFact
    rows = (
        model.objects.visible_to(officer).order_by("id").values_list("id", "value", "valid_from", "valid_to")
    )
    assert list(rows) == [
        (first, "red", date(2026, 1, 1), date(2026, 2, 28)),
        (second, "yellow", date(2026, 3, 1), None),
    ]
    with pytest.raises(Invalid):
        put("red", date(2025, 1, 1))
    with pytest.raises(NotFound):
        operations.set_subject_fact(
            actor=actor("officer", OTHER_TOWN),
            at=AT,
            subject_kind="unit",
            subject_id=key,
            key="k",
            value="v",
            since=DAY,
        )
    with pytest.raises(Forbidden):
        operations.set_subject_fact(
            actor=town(), at=AT, subject_kind="unit", subject_id=key, key="k", value="v", since=DAY
        )


def test_a_closed_unit_gets_nothing_more():
    key = world.unit()
    officer = actor("officer", COUNTY)
    operations.close_unit(actor=officer, at=AT, unit_id=key, seen_version=1, day=DAY)
    with pytest.raises(RuleBroken):
        operations.add_site(actor=officer, at=AT, unit_id=key, name="Store", address="x")
