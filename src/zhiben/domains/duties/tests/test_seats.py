"""Seats: filling, terms, either/or, leaving, copying, giving up, handing over."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import world as worlds
from tests.world import SYSTEM, TODAY, World
from zhiben.core.errors import Forbidden, Invalid, NotFound, Refusal, RuleBroken
from zhiben.core.ledger.verify import verify
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.models import Scheme, SeatHolder
from zhiben.domains.duties.operations import NewHolder
from zhiben.domains.duties.tests import scene
from zhiben.domains.duties.tests.seats_scene import AT, load, scheme, seat
from zhiben.domains.duties.vocabulary import SeatStanding
from zhiben.domains.notices import queries as notices
from zhiben.domains.organisations.operations import amend_unit
from zhiben.domains.people.operations import end_membership

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    return worlds.build()


@pytest.fixture
def five(world: World, tmp_path: Path) -> Scheme:
    return load(tmp_path, scheme("five"))["five"]


def fill(world: World, one: Scheme, who: str, *holders: NewHolder, unit: str = "mill") -> list[int]:
    return operations.fill_seats(
        actor=world.actor(who), at=AT, scheme_id=one.pk, holders=holders, unit_id=world.units[unit]
    )


def standings(world: World, one: Scheme, unit: str = "mill", on: date = TODAY) -> dict[str, SeatStanding]:
    _, found = queries.seats_of(SYSTEM, on, unit_id=world.units[unit])
    seats = next(each.seats for each in found if each.scheme.id == one.pk)
    return {each.key: each.standing for each in seats}


def figure(actor: Any, one: Scheme, on: date = TODAY) -> tuple[int, ...]:
    (made,) = queries.seat_figures(actor, on, queries.schemes_in_force(on, ids=[one.pk]))
    return made.subjects, made.seats, made.filled, made.vacant, made.expiring, made.expired, made.left


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, match=code)


def test_seats_are_filled_by_members_and_by_named_persons(world: World, five: Scheme) -> None:
    office = world.actor("office")
    assert figure(office, five) == (2, 6, 0, 6, 0, 0, 0)
    fill(
        world,
        five,
        "office",
        NewHolder("town", person_id=world.persons["town1"]),
        NewHolder("firefighter", name="甄有为", office="消防救援站站长", until=TODAY + 10 * DAY),
    )
    assert figure(office, five) == (2, 6, 2, 4, 1, 0, 0)
    assert standings(world, five) == {
        "town": SeatStanding.FILLED,
        "firefighter": SeatStanding.EXPIRING,
        "police": SeatStanding.VACANT,
        "principal": SeatStanding.VACANT,
    }
    _, found = queries.seats_of(office, TODAY, unit_id=world.units["mill"])
    town, fire, police, principal = found[0].seats
    assert town.holders[0].office.startswith("竹溪镇")
    assert (fire.holders[0].name, fire.is_open) == ("甄有为", False)
    assert (police.instead, police.is_open, principal.is_open) == (fire.title, False, True)
    assert verify().problems == []


def test_a_term_that_is_over_and_a_holder_who_left_leave_the_seat_empty(world: World, five: Scheme) -> None:
    fill(
        world,
        five,
        "office",
        NewHolder("town", person_id=world.persons["town1b"]),
        NewHolder("principal", person_id=world.persons["principal"], until=TODAY + DAY),
    )
    end_membership(actor=SYSTEM, at=AT, membership_id=world.memberships["town1b"], last_day=TODAY + DAY)
    later = TODAY + 2 * DAY
    assert figure(world.actor("office"), five) == (2, 6, 2, 4, 1, 0, 0)
    assert figure(world.actor("office"), five, later) == (2, 6, 0, 6, 0, 1, 1)
    found = standings(world, five, on=later)
    assert (found["town"], found["principal"]) == (SeatStanding.LEFT, SeatStanding.EXPIRED)
    _, schemes = queries.seats_of(SYSTEM, later, unit_id=world.units["mill"])
    assert schemes[0].seats[0].holders[0].left_on == TODAY + DAY
    for standing, count in (("vacant", 2), ("expired", 1), ("left", 1), ("expiring", 0), ("filled", 0)):
        page = queries.seat_subjects(world.actor("office"), five.pk, later, standing=standing)
        assert len(page.rows) == count, standing


def test_du_101_a_seat_is_not_given_to_a_person_who_left(world: World, five: Scheme) -> None:
    end_membership(actor=SYSTEM, at=AT, membership_id=world.memberships["town1"], last_day=TODAY - DAY)
    with refused("DU-101") as caught:
        fill(world, five, "office", NewHolder("town", person_id=world.persons["town1"]))
    (finding,) = caught.value.findings
    assert finding.params == {"name": "试town1", "place": "竹溪镇", "day": "2026-11-19"}
    assert finding.field == "1.person"
    assert not SeatHolder.objects.unscoped(reason="test").exists()


def test_du_102_only_subjects_the_scheme_means(world: World, tmp_path: Path) -> None:
    one = load(tmp_path, scheme("mines", who={"subject": "unit", "sectors": ["coal"]}))["mines"]
    with refused("DU-102"):
        fill(world, one, "office", NewHolder("town", name="甲", office="镇长"))


def test_du_103_du_104_du_105_du_113_what_a_row_must_be(world: World, five: Scheme) -> None:
    with refused("DU-103"):
        fill(world, five, "office", NewHolder("king", name="甲", office="镇长"))
    fill(world, five, "office", NewHolder("town", person_id=world.persons["town1"]))
    with refused("DU-104"):
        fill(world, five, "office", NewHolder("town", person_id=world.persons["town1"]))
    with refused("DU-105"):
        fill(world, five, "office", NewHolder("police", name="甲", office="所长", until=TODAY - DAY))
    with refused("DU-113"):
        fill(world, five, "office", NewHolder("police", name="甲"))
    with pytest.raises(Invalid):
        fill(world, five, "office")


def test_du_106_a_unit_names_its_own_people_only(world: World, five: Scheme) -> None:
    fill(world, five, "safety", NewHolder("principal", person_id=world.persons["principal"]))
    with refused("DU-106"):
        fill(world, five, "safety", NewHolder("police", name="甲", office="所长"))


def test_who_is_out_of_reach_is_not_found(world: World, five: Scheme) -> None:
    with pytest.raises(NotFound):
        fill(world, five, "shopkeeper", NewHolder("principal", name="甲", office="店长"))
    with pytest.raises(NotFound):
        fill(world, five, "town2", NewHolder("town", name="甲", office="镇长"))
    with pytest.raises(NotFound):
        fill(world, five, "town1", NewHolder("town", person_id=world.persons["officer1"]))
    with pytest.raises(Forbidden):
        fill(world, five, "controller", NewHolder("principal", name="甲", office="厂长"))
    assert figure(world.actor("town1"), five)[:2] == (1, 3)
    assert figure(world.actor("principal"), five)[:2] == (1, 3)


def test_du_112_one_set_of_names_fills_several_schemes(world: World, tmp_path: Path) -> None:
    made = load(
        tmp_path,
        scheme("five"),
        scheme(
            "other", seats=[seat("official", "监管干部", ["official"]), seat("boss", "负责人", ["principal"])]
        ),
        scheme("none", seats=[seat("expert", "专家", ["expert"])]),
    )
    fill(
        world,
        made["five"],
        "office",
        NewHolder("town", person_id=world.persons["town1"], until=TODAY + 90 * DAY),
        NewHolder("principal", name="甲", office="厂长"),
    )
    mill = {"unit_id": world.units["mill"]}
    copy = {"actor": world.actor("office"), "at": AT, "from_scheme_id": made["five"].pk}
    assert len(operations.copy_seats(scheme_id=made["other"].pk, **copy, **mill)) == 2
    assert set(standings(world, made["other"]).values()) == {SeatStanding.FILLED}
    rows = SeatHolder.objects.unscoped(reason="test")
    assert rows.values("person").distinct().count() == 2
    with refused("DU-112"):
        operations.copy_seats(scheme_id=made["none"].pk, **copy, **mill)
    with refused("DU-112"):
        operations.copy_seats(scheme_id=made["other"].pk, **copy, **mill)


def test_du_107_du_109_a_seat_is_given_up_once_and_the_row_stays(world: World, five: Scheme) -> None:
    (key,) = fill(world, five, "office", NewHolder("town", person_id=world.persons["town1"]))
    end = {"actor": world.actor("office"), "at": AT, "holder_id": key}
    with pytest.raises(Invalid):
        operations.end_seat(**end, day=TODAY, why="handed_over")
    with refused("DU-109"):
        operations.end_seat(**end, day=TODAY - DAY, why="mistake")
    operations.end_seat(**end, day=TODAY, why="moved", note="调离")
    assert standings(world, five)["town"] == SeatStanding.VACANT
    with refused("DU-107"):
        operations.end_seat(**end, day=TODAY, why="moved")
    (past,) = queries.seat_history(SYSTEM, five.pk, unit_id=world.units["mill"])
    assert (past.ended, past.vacant_from, past.ended_note) == ("moved", TODAY, "调离")
    with pytest.raises(NotFound):
        operations.end_seat(actor=world.actor("town2"), at=AT, holder_id=key, day=TODAY, why="moved")


def test_du_108_du_110_du_111_du_114_a_seat_is_handed_over_and_confirmed_by_the_successor(
    world: World, five: Scheme
) -> None:
    (key,) = fill(world, five, "office", NewHolder("town", person_id=world.persons["town1"]))
    given: Any = {"actor": world.actor("town1"), "at": AT, "holder_id": key, "day": TODAY + DAY}
    to = NewHolder("", person_id=world.persons["town1b"], until=TODAY + 400 * DAY)
    with refused("DU-108"):
        operations.hand_over(**given, successor=NewHolder("", person_id=world.persons["town1"]))
    made = operations.hand_over(**given, successor=to, note="消防通道待疏通")
    with refused("DU-110"):
        operations.hand_over(**given, successor=to)
    assert standings(world, five, on=TODAY + DAY)["town"] == SeatStanding.FILLED
    with refused("DU-111"):
        operations.confirm_hand_over(actor=world.actor("office"), at=AT, hand_over_id=made)
    successor = world.actor("town1b")
    (todo,) = [line for line in notices.todos(successor) if line.kind == "todo.take_seat"]
    assert todo.url.endswith(f"/{made}/")
    (line,) = queries.hand_overs_to(successor)
    assert (line.outgoing, line.note, line.open_matters["duties"]) == ("试town1", "消防通道待疏通", 0)
    operations.confirm_hand_over(actor=successor, at=AT, hand_over_id=made)
    assert queries.hand_overs_to(successor) == []
    assert not [line for line in notices.todos(successor) if line.kind == "todo.take_seat"]
    with refused("DU-114"):
        operations.confirm_hand_over(actor=successor, at=AT, hand_over_id=made)
    names = [
        [
            one.name
            for one in queries.seats_of(SYSTEM, day, unit_id=world.units["mill"])[1][0].seats[0].holders
            if one.is_held
        ]
        for day in (TODAY, TODAY + DAY)
    ]
    assert names == [["试town1"], ["试town1b"]]
    assert [one.seat.key for one in queries.my_seats(successor, TODAY + DAY)] == ["town"]
    assert verify().problems == []


def test_a_hand_over_to_somebody_without_account_takes_effect_at_once(world: World, five: Scheme) -> None:
    (key,) = fill(world, five, "office", NewHolder("principal", name="甲", office="厂长"))
    operations.hand_over(
        actor=world.actor("office"),
        at=AT,
        holder_id=key,
        day=TODAY,
        successor=NewHolder("", name="乙", office="厂长"),
    )
    _, found = queries.seats_of(SYSTEM, TODAY, unit_id=world.units["mill"])
    assert [one.name for one in found[0].seats[3].holders] == ["乙"]


def test_a_hand_over_can_be_withdrawn(world: World, five: Scheme) -> None:
    (key,) = fill(world, five, "office", NewHolder("town", person_id=world.persons["town1"]))
    made = operations.hand_over(
        actor=world.actor("office"),
        at=AT,
        holder_id=key,
        day=TODAY,
        successor=NewHolder("", person_id=world.persons["town1b"]),
    )
    with pytest.raises(NotFound):
        operations.withdraw_hand_over(actor=world.actor("shopkeeper"), at=AT, hand_over_id=made)
    operations.withdraw_hand_over(actor=world.actor("town1b"), at=AT, hand_over_id=made)
    with refused("DU-114"):
        operations.withdraw_hand_over(actor=world.actor("office"), at=AT, hand_over_id=made)
    assert not queries.hand_overs_to(world.actor("town1b"))


def test_du_115_a_unit_does_not_hand_over_an_officials_seat(world: World, five: Scheme) -> None:
    (key,) = fill(world, five, "office", NewHolder("town", person_id=world.persons["town1"]))
    given: Any = {"actor": world.actor("principal"), "at": AT, "holder_id": key, "day": TODAY}
    with refused("DU-115"):
        operations.hand_over(**given, successor=NewHolder("", name="乙", office="镇长"))
    with refused("DU-115"):
        operations.end_seat(**given, why="moved")


def test_mine_shows_every_seat_with_its_tasks_and_what_falls_due(world: World, tmp_path: Path) -> None:
    made = load(
        tmp_path,
        scheme("five"),
        scheme("home", seats=[seat("boss", "负责人", ["principal"], tasks=("每月检查一次",))]),
        scene.duty("led", led_by=["principal"]),
        scene.duty("open"),
    )
    scene.catch_up(TODAY)
    for one, key in ((made["five"], "principal"), (made["home"], "boss")):
        fill(world, one, "office", NewHolder(key, person_id=world.persons["principal"]))
    mine = queries.my_seats(world.actor("principal"), TODAY)
    assert [(one.seat.key, one.subject_name) for one in mine] == [
        ("principal", "云溪示范机械厂"),
        ("boss", "云溪示范机械厂"),
    ]
    assert [[due.duty.title_zh for due in one.dues] for one in mine] == [["试led"], ["试led"]]
    assert mine[1].seat.tasks == ["每月检查一次"]
    assert queries.my_seats(world.actor("safety"), TODAY) == []
    assert len(queries.seats_of_person(world.actor("office"), world.persons["principal"], TODAY)) == 2
    with pytest.raises(NotFound):
        queries.seats_of_person(world.actor("town2"), world.persons["principal"], TODAY)


def test_who_answers_for_too_many_subjects_is_listed(world: World, five: Scheme) -> None:
    many = scene.more_units(world, 21)
    assert queries.most_subjects(TODAY) == 20
    for unit in many:
        operations.fill_seats(
            actor=SYSTEM,
            at=AT,
            scheme_id=five.pk,
            holders=[NewHolder("police", name="甲", office="所长")],
            unit_id=unit,
        )
    (found,) = queries.overloaded(world.actor("office"), TODAY)
    assert (found.name, found.subjects) == ("甲", 21)
    assert queries.overloaded(world.actor("town2"), TODAY) == []


def test_an_edition_changes_the_scheme_and_keeps_its_holders(
    world: World, five: Scheme, tmp_path: Path
) -> None:
    fill(world, five, "office", NewHolder("town", person_id=world.persons["town1"]))
    later = load(tmp_path, scheme("five", seats=[seat("town", "包保干部", ["official"])]))
    assert later["five"].pk == five.pk
    assert standings(world, five) == {"town": SeatStanding.FILLED}
    assert figure(SYSTEM, five)[:3] == (2, 2, 1)
    assert load(tmp_path, scheme("six")).keys() == {"six"}
    assert not queries.schemes_in_force(TODAY, ids=[five.pk])
    back = load(tmp_path, scheme("five"), scheme("six"))
    assert back["five"].pk == five.pk
    assert figure(SYSTEM, five)[2] == 1


def test_seats_move_with_their_unit(world: World, five: Scheme) -> None:
    fill(world, five, "office", NewHolder("town", person_id=world.persons["town1"]))
    changes: Any = {"area": worlds.TOWNS[1]}
    amend_unit(actor=SYSTEM, at=AT, unit_id=world.units["mill"], seen_version=1, changes=changes)
    (row,) = SeatHolder.objects.unscoped(reason="test")
    assert row.area == worlds.TOWNS[1]
    assert figure(world.actor("town2"), five)[:3] == (2, 6, 1)


def test_bodies_have_seats_too(world: World, tmp_path: Path) -> None:
    who = {"subject": "body", "kinds": ["town"], "levels": ["town"]}
    one = load(tmp_path, scheme("chiefs", who=who, seats=[seat("chief", "林长", ["forest_chief"])]))["chiefs"]
    office, town = world.actor("office"), world.bodies["town1"]
    operations.fill_seats(
        actor=office,
        at=AT,
        scheme_id=one.pk,
        holders=[NewHolder("chief", person_id=world.persons["town1"])],
        body_id=town,
    )
    assert figure(office, one)[:3] == (2, 2, 1)
    page = queries.seat_subjects(office, one.pk, TODAY, limit=1)
    assert (page.rows[0].subject.name, page.after) == ("竹溪镇", town)
    assert figure(world.actor("principal"), one)[0] == 0
    with pytest.raises(NotFound):
        queries.seats_of(world.actor("town2"), TODAY, body_id=town)


def test_the_board_shows_name_and_office_of_public_schemes_only(world: World, tmp_path: Path) -> None:
    made = load(tmp_path, scheme("shown", public=True), scheme("kept"))
    for one in made.values():
        fill(world, one, "office", NewHolder("town", person_id=world.persons["town1"]))
    subject, shown = queries.notice_board("unit", world.units["mill"], TODAY)
    assert subject.name == "云溪示范机械厂"
    assert [one.scheme.id for one in shown] == [made["shown"].pk]
    for kind, key in (("unit", 0), ("body", world.bodies["town1"]), ("person", 1)):
        with pytest.raises(Refusal):
            queries.notice_board(kind, key, TODAY)


def test_company_levels_have_seats(world: World, tmp_path: Path) -> None:
    who = {"subject": "level", "levels": ["group"]}
    one = load(tmp_path, scheme("directors", who=who))["directors"]
    assert figure(SYSTEM, one)[0] == 0
    scene.set_fact(world.units["mill"], "level", "group", TODAY)
    assert figure(SYSTEM, one)[0] == 1
    fill(world, one, "office", NewHolder("police", name="甲", office="所长"))
    assert figure(SYSTEM, one)[:3] == (1, 3, 1)


def test_a_seat_that_is_given_up_needs_no_hand_over(world: World, five: Scheme) -> None:
    (key,) = fill(world, five, "office", NewHolder("town", person_id=world.persons["town1"]))
    operations.hand_over(
        actor=world.actor("office"),
        at=AT,
        holder_id=key,
        day=TODAY,
        successor=NewHolder("", person_id=world.persons["town1b"]),
    )
    operations.end_seat(actor=world.actor("office"), at=AT, holder_id=key, day=TODAY, why="moved")
    assert not queries.hand_overs_to(world.actor("town1b"))
    assert not [one for one in notices.todos(world.actor("town1b")) if one.kind == "todo.take_seat"]


def test_a_scheme_takes_over_the_names_of_the_one_before_it(world: World, tmp_path: Path) -> None:
    made = load(tmp_path, scheme("old"), scheme("new"))
    fill(world, made["old"], "office", NewHolder("town", person_id=world.persons["town1"]))
    ended = scheme("old", valid=[scene.LOADED.date(), TODAY - DAY], superseded_by=f"{scene.SLUG}:new")
    made = load(tmp_path, ended, scheme("new"))
    assert [one.scheme.id for one in queries.seats_of(SYSTEM, TODAY, unit_id=world.units["mill"])[1]] == [
        made["new"].pk
    ]
    copied = operations.copy_seats(
        actor=world.actor("office"),
        at=AT,
        scheme_id=made["new"].pk,
        from_scheme_id=made["old"].pk,
        unit_id=world.units["mill"],
    )
    assert len(copied) == 1
    assert standings(world, made["new"])["town"] == SeatStanding.FILLED
