from datetime import date

import pytest

from zhiben.core.errors import Forbidden, Invalid, NotFound, RuleBroken, Stale
from zhiben.core.models import Entry
from zhiben.domains.organisations import operations, queries
from zhiben.domains.organisations.models import Mandate, Tag, Unit
from zhiben.domains.organisations.tests import world
from zhiben.domains.organisations.tests.world import AT, COUNTY, GOOD_CODE, OTHER_TOWN, TOWN, actor

pytestmark = pytest.mark.django_db


def officer(**values):
    return actor("officer", COUNTY, **values)


def facts(**values):
    return {
        "name": "Bright Fireworks Shop",
        "kind": "sole_trader",
        "sector": "commerce",
        "area": world.VILLAGE,
        "address": "3 Lane",
        **values,
    }


def row(key):
    return Unit.objects.unscoped(reason="test").get(pk=key)


def test_register_unit_writes_row_tags_and_ledger():
    key = operations.register_unit(
        actor=officer(), at=AT, **facts(credit_code=" 91350100m000100y43", tags=["shop", "shop", " "])
    )
    unit = row(key)
    assert (unit.credit_code, unit.area, unit.area_at, unit.version) == (
        GOOD_CODE,
        world.VILLAGE,
        world.VILLAGE,
        1,
    )
    assert [tag.name for tag in Tag.objects.unscoped(reason="test")] == ["shop"]
    assert Entry.objects.filter(table="organisations_unit", row=key).count() == 1


def test_register_unit_without_code_is_allowed():
    assert row(operations.register_unit(actor=officer(), at=AT, **facts(credit_code=""))).credit_code is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"credit_code": "91410100MA3X123456"}, "credit_code"),
        ({"kind": "castle"}, "kind"),
        ({"sector": "magic"}, "sector"),
        ({"area": 41}, "area"),
    ],
)
def test_register_unit_refuses_bad_input(values, field):
    with pytest.raises(Invalid) as refused:
        operations.register_unit(actor=officer(), at=AT, **facts(**values))
    assert refused.value.findings[0].field == field
    assert not Unit.objects.unscoped(reason="test").exists()


def test_register_unit_refuses_a_known_code():
    world.unit(credit_code=GOOD_CODE)
    with pytest.raises(RuleBroken) as refused:
        operations.register_unit(actor=officer(), at=AT, **facts(credit_code=GOOD_CODE))
    assert refused.value.findings[0].code == "OR-013"


def test_register_unit_needs_permission_place_and_sector():
    for who, code in [
        (actor("worker", COUNTY), "no-permission"),
        (actor("officer", OTHER_TOWN), "OR-006"),
        (actor("officer", COUNTY, sectors=frozenset({"coal"})), "OR-010"),
        (actor("officer"), "OR-006"),
    ]:
        with pytest.raises(Forbidden) as refused:
            operations.register_unit(actor=who, at=AT, **facts())
        assert refused.value.findings[0].code == code


def test_amend_unit_moves_it_and_counts_versions():
    key = world.unit()
    mandate = world.mandate(world.body(), unit_id=key)
    version = operations.amend_unit(
        actor=officer(),
        at=AT,
        unit_id=key,
        seen_version=1,
        changes={"area": OTHER_TOWN[0] + 1, "headcount": 9},
    )
    unit = row(key)
    assert (version, unit.version, unit.headcount) == (2, 2, 9)
    assert (unit.area, unit.area_at) == (OTHER_TOWN[0] + 1, TOWN[0] + 201)
    assert Mandate.objects.unscoped(reason="test").get(pk=mandate).area == unit.area


def test_amend_unit_refuses_a_stale_version_and_a_foreign_unit():
    key = world.unit()
    operations.amend_unit(actor=officer(), at=AT, unit_id=key, seen_version=1, changes={"headcount": 1})
    with pytest.raises(Stale):
        operations.amend_unit(actor=officer(), at=AT, unit_id=key, seen_version=1, changes={"headcount": 2})
    with pytest.raises(NotFound):
        operations.amend_unit(
            actor=actor("officer", OTHER_TOWN), at=AT, unit_id=key, seen_version=2, changes={"headcount": 2}
        )


def test_people_of_a_unit_amend_their_own_address_only():
    key, foreign = world.unit(), world.unit("Other")
    own = actor("safety_officer", unit_id=key)
    operations.amend_unit(actor=own, at=AT, unit_id=key, seen_version=1, changes={"address": "2 Main Street"})
    with pytest.raises(RuleBroken) as refused:
        operations.amend_unit(actor=own, at=AT, unit_id=key, seen_version=2, changes={"sector": "coal"})
    assert refused.value.findings[0].code == "OR-005"
    with pytest.raises(NotFound):
        operations.amend_unit(actor=own, at=AT, unit_id=foreign, seen_version=1, changes={"address": "x"})


def test_close_unit_once_and_not_in_the_future():
    key = world.unit()
    with pytest.raises(RuleBroken) as refused:
        operations.close_unit(actor=officer(), at=AT, unit_id=key, seen_version=1, day=date(2026, 5, 7))
    assert refused.value.findings[0].code == "OR-012"
    operations.close_unit(actor=officer(), at=AT, unit_id=key, seen_version=1, day=world.DAY)
    with pytest.raises(RuleBroken) as refused:
        operations.close_unit(actor=officer(), at=AT, unit_id=key, seen_version=2, day=world.DAY)
    assert refused.value.findings[0].code == "OR-007"
    assert queries.unit_brief(key).closed


def test_tag_unit_sets_exactly_these_tags():
    key = world.unit(tags=["old", "kept"])
    operations.tag_unit(actor=officer(), at=AT, unit_id=key, names=["kept", "new"])
    names = Tag.objects.unscoped(reason="test").filter(unit_id=key).values_list("name", flat=True)
    assert sorted(names) == ["kept", "new"]


def test_visibility_of_units():
    mine, theirs = world.unit("Mine"), world.unit("Theirs", area=OTHER_TOWN[0] + 1)
    town = actor("town_officer", TOWN)
    coal = actor("officer", COUNTY, sectors=frozenset({"coal"}))
    assert [u.id for u in queries.units_for_picker(town)] == [mine]
    assert [u.id for u in queries.units_for_picker(officer(), "their")] == [theirs]
    assert queries.units_for_picker(coal) == []
    assert [u.id for u in queries.units_for_picker(actor("worker", unit_id=theirs))] == [theirs]
    assert queries.units_for_picker(actor("officer")) == []
    assert queries.units_within(town, [mine, theirs]) == {mine: TOWN[0] + 201}
    assert queries.unit_names([mine, theirs, 999]) == {mine: "Mine", theirs: "Theirs"}
