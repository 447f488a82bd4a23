from datetime import date

import pytest

from zhiben.core.actors import Territory
from zhiben.core.errors import Forbidden, Invalid, NotFound, RuleBroken
from zhiben.domains.organisations import operations as organisations
from zhiben.domains.organisations.tests.world import COUNTY, OTHER_TOWN, TOWN, body, unit
from zhiben.domains.organisations.tests.world import actor as somebody
from zhiben.domains.people import operations, queries
from zhiben.domains.people.models import Membership, Person
from zhiben.domains.people.tests import world
from zhiben.domains.people.tests.world import AT, DAY, SINCE

pytestmark = pytest.mark.django_db


def test_an_actor_has_the_permissions_of_the_role_and_the_reach_of_the_body():
    office = body("Office", kind="committee_office", ranges=[COUNTY])
    key = world.member("office", body_id=office)
    actor = world.actor(key)
    assert (actor.role, actor.body_id, actor.unit_id, actor.membership_id) == ("office", office, None, key)
    assert actor.territories == (Territory(ranges=(COUNTY,)),)
    assert actor.may("organisations.manage_mandates")
    assert not actor.may("people.everything")
    assert actor.name == "Ann Example"


def test_an_actor_of_a_unit_reaches_the_unit_only():
    actor = world.actor(world.member("principal", unit_id=unit()))
    assert actor.territories == ()
    assert actor.may("people.invite")
    assert not actor.may("organisations.manage_mandates")


def test_a_reach_of_its_own_replaces_that_of_the_body():
    office = body("Office", ranges=[COUNTY])
    key = operations.grant_membership(
        actor=world.SYSTEM,
        at=AT,
        person_id=world.person(),
        role="officer",
        since=SINCE,
        body_id=office,
        reach=[{"ranges": [TOWN], "sectors": ["coal"], "matters": None}],
    )
    assert world.actor(key).territories == (Territory(ranges=(TOWN,), sectors=frozenset({"coal"})),)


def test_memberships_are_dated():
    office = body("Office")
    key = world.member("officer", body_id=office)
    assert queries.actor_for_membership(key, date(2024, 12, 31)) is None
    operations.end_membership(actor=world.SYSTEM, at=AT, membership_id=key, last_day=DAY)
    assert queries.actor_for_membership(key, DAY) is not None
    assert queries.actor_for_membership(key, date(2026, 5, 7)) is None
    assert queries.memberships_of(world.person_of(key), date(2026, 5, 7)) == []
    assert queries.membership_brief(key).valid_to == DAY


def test_members_are_found_by_role_and_permission():
    office, firm = body("Office"), unit("Firm")
    officer = world.member("officer", body_id=office)
    head = world.member("department_head", body_id=office)
    worker = world.member("worker", unit_id=firm)
    assert [m.id for m in queries.members_of(body_id=office, day=DAY)] == [officer, head]
    assert [m.id for m in queries.members_of(body_id=office, role="officer", day=DAY)] == [officer]
    assert [m.id for m in queries.members_of(body_id=office, permission="people.invite", day=DAY)] == [head]
    [found] = queries.members_of(unit_id=firm, day=DAY)
    assert (found.id, found.place, found.role) == (worker, "Firm", "worker")
    assert found.title.startswith("Firm · ")


def test_names_give_way_to_numbers():
    key = world.person("Bo Sample")
    assert queries.names([key, 999]) == {key: "Bo Sample"}
    Person.objects.filter(pk=key).update(name="")
    assert queries.names([key]) == {key: f"P{key:07d}"}


def test_grant_refuses_places_out_of_reach_roles_and_strangers():
    mine, other = body("Mine", ranges=[TOWN]), body("Other", area=OTHER_TOWN[0], ranges=[OTHER_TOWN])
    near, far = unit("Near"), unit("Far", area=OTHER_TOWN[0] + 1)
    head = world.actor(world.member("department_head", body_id=mine))
    values = {"actor": head, "at": AT, "since": SINCE}
    newcomer, stranger = world.person("New"), world.person_of(world.member("officer", body_id=other))

    def grant(**more):
        return operations.grant_membership(**{**values, "person_id": newcomer, **more})

    assert grant(role="officer", body_id=mine)
    assert grant(role="safety_officer", unit_id=near)
    for more in [{"body_id": other}, {"unit_id": far}, {"body_id": mine, "unit_id": near}, {}]:
        with pytest.raises(NotFound):
            grant(role="officer", **more)
    for role in ["administrator", "office", "leader"]:
        with pytest.raises(RuleBroken) as refused:
            grant(role=role, body_id=mine)
        assert refused.value.findings[0].code == "PE-002"
    with pytest.raises(RuleBroken):
        grant(role="principal", body_id=mine)
    with pytest.raises(Invalid):
        grant(role="king", body_id=mine)
    with pytest.raises(Invalid):
        grant(role="officer", body_id=mine, until=date(2020, 1, 1))
    with pytest.raises(NotFound):
        grant(role="expert", body_id=mine, person_id=stranger)
    with pytest.raises(NotFound):
        grant(role="expert", body_id=mine, person_id=999_999)
    with pytest.raises(Forbidden):
        operations.grant_membership(
            actor=somebody("worker", COUNTY),
            at=AT,
            person_id=newcomer,
            role="worker",
            since=SINCE,
            unit_id=near,
        )


def test_reach_given_must_lie_within_ones_own():
    office = body("Office", kind="committee_office", ranges=[TOWN])
    actor = world.actor(world.member("office", body_id=office))
    for ranges in ([COUNTY], [OTHER_TOWN]):
        with pytest.raises(Invalid) as refused:
            operations.grant_membership(
                actor=actor,
                at=AT,
                person_id=world.person(),
                role="officer",
                since=SINCE,
                body_id=office,
                reach=[{"ranges": ranges, "sectors": None, "matters": None}],
            )
        assert refused.value.findings[0].code == "PE-012"


def test_end_membership_of_others_not_of_oneself():
    firm, other = unit("Firm"), unit("Other", area=OTHER_TOWN[0] + 1)
    boss, clerk = world.member("principal", unit_id=firm), world.member("worker", unit_id=firm)
    foreign = world.member("worker", unit_id=other)
    actor = world.actor(boss)
    operations.end_membership(actor=actor, at=AT, membership_id=clerk, last_day=DAY)
    with pytest.raises(RuleBroken):
        operations.end_membership(actor=actor, at=AT, membership_id=boss, last_day=DAY)
    with pytest.raises(NotFound):
        operations.end_membership(actor=actor, at=AT, membership_id=foreign, last_day=DAY)


def test_memberships_follow_a_unit_that_moves():
    firm = unit("Firm")
    key = world.member("worker", unit_id=firm)
    organisations.amend_unit(
        actor=world.SYSTEM, at=AT, unit_id=firm, seen_version=1, changes={"area": OTHER_TOWN[0] + 1}
    )
    assert Membership.objects.unscoped(reason="test").get(pk=key).area == OTHER_TOWN[0] + 1


def test_acting_as_the_chosen_membership_or_the_first():
    office, firm = body("Office"), unit("Firm")
    first = world.member("officer", body_id=office)
    second = world.member("principal", unit_id=firm, person_id=world.person_of(first))
    foreign = world.member("worker", unit_id=firm)
    account = world.account(first)
    actor, choices = queries.acting(account, second, DAY)
    assert (actor.unit_id, [c.id for c in choices]) == (firm, [first, second])
    assert queries.acting(account, foreign, DAY)[0].membership_id == first
    assert queries.acting(account, None, date(2020, 1, 1)) == (None, [])
