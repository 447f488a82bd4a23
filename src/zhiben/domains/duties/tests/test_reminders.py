"""Reminders: one to-do for each subject, some working days before the end, ended by itself; once after it."""

from datetime import date
from pathlib import Path

import pytest

from tests import world as worlds
from tests.world import SYSTEM, World
from zhiben.core.calendar import queries as calendar
from zhiben.domains.duties import operations, tasks
from zhiben.domains.duties.methods.reminding import horizon, horizons, reminder
from zhiben.domains.duties.models import DutyPeriod
from zhiben.domains.duties.operations import NewActivity
from zhiben.domains.duties.tests.scene import catch_up, duty, load, noon
from zhiben.domains.notices import queries as notices
from zhiben.domains.notices.models import Todo

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return worlds.build()


def remind(day: date) -> int:
    return operations.remind(actor=SYSTEM, at=noon(day))


def asked(unit: int, kind: str = "todo.duties_due") -> list[tuple[dict, date]]:
    rows = Todo.objects.unscoped(reason="test").filter(unit_id=unit, kind=kind, closed_at=None)
    return list(rows.values_list("params", "due_day"))


def test_a_reminder_comes_working_days_before_the_end(world: World) -> None:
    days = calendar.snapshot(date(2026, 8, 1), date(2026, 12, 31))
    # The last of September 2026 is a Wednesday; 25 to 27 September is the Mid-Autumn holiday.
    assert reminder(date(2026, 9, 30), 5, days) == date(2026, 9, 22)
    assert reminder(date(2026, 10, 4), 0, days) == date(2026, 9, 30)
    assert horizon(date(2026, 9, 21), 5, days) < date(2026, 9, 30)
    assert horizon(date(2026, 9, 22), 5, days) >= date(2026, 9, 30)
    assert horizons(date(2026, 11, 20), {"week": 1, "month": 3}, days)[0][0] == 7


def test_one_to_do_says_how_many_duties_are_due_and_ends_by_itself(world: World, tmp_path: Path) -> None:
    load(
        tmp_path,
        duty("drill", per="month"),
        duty("check", per="month", activity="inspection.self"),
        duty("year", per="year", activity="training"),
    )
    catch_up(date(2026, 11, 2))
    mill = world.units["mill"]
    remind(date(2026, 11, 3))
    assert asked(mill) == []
    assert remind(date(2026, 11, 24)) == 2
    assert asked(mill) == [({"count": 2}, date(2026, 11, 30))]
    assert remind(date(2026, 11, 24)) == 0
    line = next(one for one in notices.todos(world.actor("safety")) if one.kind == "todo.duties_due")
    assert (line.url, line.params) == ("/duties/due/", {"count": 2})
    for kind, left in (("drill.evacuation", [({"count": 1}, date(2026, 11, 30))]), ("inspection.self", [])):
        new = NewActivity(kind=kind, done_day=date(2026, 11, 24), unit_id=mill)
        operations.record_activity(actor=world.actor("safety"), at=noon(date(2026, 11, 24)), activity=new)
        assert asked(mill) == left
    assert asked(world.units["shop"]) == [({"count": 2}, date(2026, 11, 30))]


def test_what_was_missed_is_asked_about_once_and_ends_when_entered_late_or_after_days(
    world: World, tmp_path: Path
) -> None:
    load(tmp_path, duty("drill", per="month"))
    catch_up(date(2026, 10, 2))
    mill, shop = world.units["mill"], world.units["shop"]
    remind(date(2026, 10, 28))
    remind(date(2026, 11, 1))
    assert (asked(mill), asked(mill, "todo.duties_missed")) == ([], [({"count": 1}, date(2026, 10, 31))])
    new = NewActivity(kind="drill.evacuation", done_day=date(2026, 10, 30), unit_id=mill)
    operations.record_activity(actor=world.actor("safety"), at=noon(date(2026, 11, 2)), activity=new)
    assert asked(mill, "todo.duties_missed") == []
    assert len(asked(shop, "todo.duties_missed")) == 1
    remind(date(2026, 11, 20))
    assert asked(shop, "todo.duties_missed") == []


def test_a_daily_duty_is_asked_for_every_day_it_is_open(world: World, tmp_path: Path) -> None:
    load(tmp_path, duty("patrol", times=1, per="day", activity="patrol"))
    catch_up(date(2026, 11, 2))
    mill = world.units["mill"]
    remind(date(2026, 11, 10))
    assert asked(mill) == [({"count": 1}, date(2026, 11, 10))]
    new = NewActivity(kind="patrol", done_day=date(2026, 11, 10), unit_id=mill)
    operations.record_activity(actor=world.actor("safety"), at=noon(date(2026, 11, 10)), activity=new)
    assert asked(mill) == []
    remind(date(2026, 11, 11))
    assert asked(mill) == [({"count": 1}, date(2026, 11, 11))]


def test_the_theme_day_is_asked_for_before_it(world: World, tmp_path: Path) -> None:
    load(tmp_path, duty("day", per="month", fixed="first_monday", activity="safety_day"))
    # The first Monday of October 2026 is a holiday: the day moves to the 12th.
    catch_up(date(2026, 10, 2))
    mill = world.units["mill"]
    assert set(DutyPeriod.objects.unscoped(reason="test").values_list("first_day", flat=True)) == {
        date(2026, 10, 12)
    }
    remind(date(2026, 10, 7))
    assert asked(mill) == []
    # Saturday the 10th is worked: three working days before are the 8th.
    remind(date(2026, 10, 8))
    assert asked(mill) == [({"count": 1}, date(2026, 10, 12))]


def test_who_is_excused_is_not_asked_any_more(world: World, tmp_path: Path) -> None:
    load(tmp_path, duty("drill", per="month"))
    catch_up(date(2026, 11, 2))
    remind(date(2026, 11, 25))
    mill = world.units["mill"]
    period = DutyPeriod.objects.unscoped(reason="test").get(unit=mill)
    at = noon(date(2026, 11, 25))
    operations.excuse(actor=world.actor("office"), at=at, period_id=period.pk, reason="停产检修")
    assert asked(mill) == []


def test_an_officer_is_asked_for_what_the_body_owes(world: World, tmp_path: Path) -> None:
    load(
        tmp_path,
        duty(
            "visit",
            per="month",
            activity="inspection.routine",
            who={"subject": "body", "kinds": ["department"]},
        ),
    )
    catch_up(date(2026, 11, 2))
    remind(date(2026, 11, 25))
    assert "todo.duties_due" in [one.kind for one in notices.todos(world.actor("officer1"))]
    assert "todo.duties_due" not in [one.kind for one in notices.todos(world.actor("fireman"))]


def test_the_morning_job_asks_once(world: World, tmp_path: Path) -> None:
    load(tmp_path, duty("patrol", times=1, per="day", activity="patrol"))
    tasks.catch_up()
    tasks.remind()
    tasks.remind()
    assert len(asked(world.units["mill"])) == 1


def test_what_follows_from_an_event_is_asked_for_at_once(world: World, tmp_path: Path) -> None:
    load(tmp_path, duty("check", event="criticism.named", within=30, activity="inspection.self"))
    day, mill = date(2026, 11, 20), world.units["mill"]
    given = {"actor": world.actor("office"), "at": noon(day), "kind": "criticism.named", "day": day}
    named = operations.record_event(**given, unit_id=mill)
    assert asked(mill) == [({"count": 1}, date(2026, 12, 20))]
    operations.record_event(**given, area=worlds.DISTRICT)
    assert asked(world.units["shop"]) == []
    remind(day)
    assert asked(world.units["shop"]) == [({"count": 1}, date(2026, 12, 20))]
    assert asked(mill) == [({"count": 2}, date(2026, 12, 20))]
    operations.withdraw_event(actor=world.actor("office"), at=noon(day), event_id=named, reason="误录")
    assert asked(mill) == [({"count": 1}, date(2026, 12, 20))]
