"""What is owed: opened for all at once, followed when a subject changes, the same when built anew."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests import world as worlds
from tests.world import SYSTEM, TODAY, World
from zhiben.domains.duties import operations
from zhiben.domains.duties.models import Duty, DutyPeriod
from zhiben.domains.duties.tests.scene import (
    LOADED,
    SLUG,
    catch_up,
    duty,
    load,
    more_units,
    noon,
    rows,
    set_fact,
    stands,
)
from zhiben.domains.instruments.operations import load_packs
from zhiben.domains.instruments.queries.pack_files import read_words
from zhiben.domains.organisations.models import Unit

pytestmark = pytest.mark.django_db
HALF = (date(2026, 7, 1), date(2026, 12, 31))


@pytest.fixture
def world() -> World:
    return worlds.build()


def test_every_duty_of_the_packs_can_be_opened(world: World) -> None:
    load_packs(actor=SYSTEM, at=LOADED, folder=worlds.PACKS)
    assert Duty.objects.count() > 150
    catch_up(TODAY)
    before = stands()
    catch_up(TODAY)
    assert stands() == before
    assert {duty.subject for duty in Duty.objects.all()} == {"unit", "post", "level", "body"}


def test_a_period_is_opened_once_for_everybody_of_the_kind(world: World, tmp_path: Path) -> None:
    drill = load(tmp_path, duty("drill", who={"subject": "unit", "sectors": ["industry_trade"]}))["drill"]
    catch_up(TODAY, TODAY + timedelta(days=1))
    assert rows(drill) == [(world.units["mill"], *HALF, 1, 0, 0)]


def test_a_post_in_a_body_counts_on_the_body(world: World, tmp_path: Path) -> None:
    towns = {"subject": "post", "posts": ["deputy_leader"], "kinds": ["town"]}
    duties = load(tmp_path, duty("hear", who=towns, activity="report.heard", per="month"))
    catch_up(date(2026, 11, 1))
    owing = {row.body for row in DutyPeriod.objects.unscoped(reason="test").filter(duty=duties["hear"])}
    assert owing == {world.bodies["town1"], world.bodies["town2"]}
    assert duties["hear"].leaders == ["deputy_leader"]


def test_a_pack_binds_where_it_says_and_follows_when_it_says_otherwise(world: World, tmp_path: Path) -> None:
    elsewhere = more_units(world, 1, area=410411001000)[0]
    drill = load(tmp_path, duty("drill"), area=410411000000)["drill"]
    catch_up(TODAY)
    assert [row[0] for row in rows(drill)] == [elsewhere]
    again = load(tmp_path, duty("drill"), area=419901000000)["drill"]
    assert again.pk == drill.pk
    catch_up(TODAY)
    assert [row[0] for row in rows(drill)] == [world.units["mill"], world.units["shop"]]


def test_variants_part_the_subjects(world: World, tmp_path: Path) -> None:
    monthly = {"when": {"subject": "unit", "high_hazard": True}, "times": 2, "per": "month"}
    drill = load(tmp_path, duty("drill", variants=[monthly]))["drill"]
    Unit._base_manager.filter(pk=world.units["shop"]).update(high_hazard=True)
    catch_up(TODAY)
    month = (date(2026, 11, 1), date(2026, 11, 30))
    assert rows(drill) == [
        (world.units["mill"], *HALF, 1, 0, 0),
        (world.units["shop"], *month, 2, 0, 0),
    ]


def test_tags_are_read_as_of_the_middle_of_the_period(world: World, tmp_path: Path) -> None:
    tag = sorted(read_words(worlds.PACKS, []).tags)[0]
    quarter = load(tmp_path, duty("q", who={"subject": "unit", "tags": [tag]}, per="quarter"))["q"]
    set_fact(world.units["mill"], f"tag:{tag}", "yes", date(2026, 5, 20))
    catch_up(date(2026, 6, 1), TODAY)
    assert [row[1] for row in rows(quarter)] == [date(2026, 10, 1)]


def test_who_was_there_for_half_of_the_period_owes_it(world: World, tmp_path: Path) -> None:
    drill = load(tmp_path, duty("drill", per="month"))["drill"]
    late, soon, gone = more_units(world, 3)
    Unit._base_manager.filter(pk=late).update(opened=date(2026, 11, 17))
    Unit._base_manager.filter(pk=soon).update(opened=date(2026, 11, 16))
    Unit._base_manager.filter(pk=gone).update(closed=date(2026, 11, 14))
    catch_up(TODAY)
    owing = {row[0] for row in rows(drill)}
    assert soon in owing
    assert not {late, gone} & owing


def test_paused_subjects_are_excused_unless_the_duty_says_otherwise(world: World, tmp_path: Path) -> None:
    found = load(tmp_path, duty("rest", per="month"), duty("on", per="month", paused="owed"))
    set_fact(world.units["mill"], "operation", "paused", date(2026, 11, 10))
    set_fact(world.units["shop"], "operation", "paused", date(2026, 11, 20))
    catch_up(TODAY)
    assert [row[-3:] for row in rows(found["rest"])] == [(1, 0, 1), (1, 0, 0)]
    assert [row[-3:] for row in rows(found["on"])] == [(1, 0, 0), (1, 0, 0)]


def test_a_daily_duty_keeps_one_row_a_month(world: World, tmp_path: Path) -> None:
    patrol = load(tmp_path, duty("patrol", activity="patrol", per="day"))["patrol"]
    Unit._base_manager.filter(pk=world.units["mill"]).update(opened=date(2026, 11, 11))
    set_fact(world.units["shop"], "operation", "paused", date(2026, 11, 29))
    catch_up(TODAY)
    month = (date(2026, 11, 1), date(2026, 11, 30))
    assert rows(patrol) == [
        (world.units["mill"], *month, 20, 0, 0),
        (world.units["shop"], *month, 30, 0, 2),
    ]


def test_a_changed_fact_is_followed_back_into_ended_periods(world: World, tmp_path: Path) -> None:
    drill = load(tmp_path, duty("drill", per="month"))["drill"]
    catch_up(date(2026, 9, 5), date(2026, 10, 5), TODAY)
    mill = world.units["mill"]
    set_fact(mill, "operation", "paused", date(2026, 9, 1))
    operations.follow_subjects(actor=SYSTEM, at=noon(TODAY), units=[mill], since=date(2026, 9, 1))
    of_mill = [row[-3:] for row in rows(drill) if row[0] == mill]
    assert of_mill == [(1, 0, 1)] * 3
    assert all(row[-1] == 0 for row in rows(drill) if row[0] != mill)


def test_a_unit_that_closed_early_owes_no_more(world: World, tmp_path: Path) -> None:
    drill = load(tmp_path, duty("drill", per="month"))["drill"]
    catch_up(TODAY)
    Unit._base_manager.filter(pk=world.units["mill"]).update(closed=date(2026, 11, 3))
    operations.follow_subjects(actor=SYSTEM, at=noon(TODAY), units=[world.units["mill"]], since=TODAY)
    assert [row[0] for row in rows(drill)] == [world.units["shop"]]


def test_built_anew_equals_what_stands(world: World, tmp_path: Path) -> None:
    monthly = {"when": {"subject": "unit", "high_hazard": True}, "times": 2, "per": "month"}
    found = load(
        tmp_path,
        duty("drill", per="quarter", variants=[monthly]),
        duty("patrol", activity="patrol", per="day"),
        duty("week", activity="meeting.safety", per="week"),
        duty("event", event="holiday.ahead", within=20, activity="inspection.led"),
        duty("office", who={"subject": "body", "kinds": ["committee_office"]}, activity="study", per="month"),
    )
    unit = more_units(world, 1, high_hazard=True)[0]
    mill, office = world.units["mill"], world.bodies["office"]
    set_fact(mill, "operation", "paused", date(2026, 10, 20))
    operations.record_event(
        actor=SYSTEM,
        at=noon(date(2026, 10, 8)),
        kind="holiday.ahead",
        day=date(2026, 10, 8),
        area=worlds.DISTRICT,
    )
    day = date(2026, 10, 1)
    while day <= date(2026, 11, 20):
        catch_up(day)
        if day.day % 7 == 0:
            for kind in ("patrol", "drill.evacuation", "inspection.led"):
                new = operations.NewActivity(kind=kind, done_day=day, unit_id=unit)
                operations.record_activity(actor=SYSTEM, at=noon(day), activity=new)
            new = operations.NewActivity(kind="study", done_day=day, body_id=office)
            operations.record_activity(actor=SYSTEM, at=noon(day), activity=new)
        day += timedelta(days=1)
    before = stands()
    assert any(row[-3] for row in rows(found["patrol"]))
    assert [row[-3:] for row in rows(found["office"])] == [(1, 1, 0), (1, 1, 0)]
    operations.rebuild(
        actor=SYSTEM, at=noon(date(2026, 11, 20)), first=date(2026, 10, 1), last=date(2026, 12, 31)
    )
    assert stands() == before


def test_events_open_what_follows_for_whom_they_concern(world: World, tmp_path: Path) -> None:
    found = load(
        tmp_path,
        duty("check", event="holiday.ahead", within=10, activity="inspection.led"),
        duty("own", event="criticism.named", activity="study"),
    )
    office = world.actor("office")
    at = noon(TODAY)
    operations.record_event(
        actor=office, at=at, kind="holiday.ahead", day=TODAY, area=worlds.DISTRICT, sector="commerce"
    )
    ten = TODAY + timedelta(days=10)
    assert rows(found["check"]) == [(world.units["shop"], TODAY, ten, 1, 0, 0)]
    operations.record_event(
        actor=office, at=at, kind="criticism.named", day=TODAY, unit_id=world.units["mill"]
    )
    thirty = TODAY + timedelta(days=30)
    assert rows(found["own"]) == [(world.units["mill"], TODAY, thirty, 1, 0, 0)]


def test_a_new_edition_takes_over_the_running_period_and_leaves_the_ended(
    world: World, tmp_path: Path
) -> None:
    old = load(tmp_path, duty("drill", per="month"))["drill"]
    catch_up(date(2026, 10, 5), TODAY)
    new = load(tmp_path, duty("drill", per="month", times=2), at=noon(TODAY))["drill"]
    catch_up(TODAY)
    assert new.pk != old.pk
    assert {row[1].month for row in rows(old)} == {10}
    assert {(row[1].month, row[3]) for row in rows(new)} == {(11, 2)}
    load(tmp_path, duty("other"), at=noon(TODAY))
    catch_up(TODAY)
    assert not rows(new)
    assert Duty.objects.get(pk=new.pk).until == TODAY - timedelta(days=1)
    assert Duty.objects.filter(slug=SLUG).count() == 3
