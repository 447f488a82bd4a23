"""The nightly job opens what begins; a change of a unit is followed by a job, a move at once."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from tests import world as worlds
from tests.world import AT, TODAY, TOWNS, World
from zhiben.core import clock
from zhiben.domains.duties import tasks
from zhiben.domains.duties.models import DutyPeriod
from zhiben.domains.duties.tests.scene import catch_up, duty, load, rows, set_fact
from zhiben.domains.organisations import operations as organisations

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return worlds.build()


def waiting(task: str) -> list[str]:
    """Arguments of the jobs of a task that wait."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args::text FROM procrastinate_jobs WHERE task_name = %s AND status = 'todo' ORDER BY id",
            [task],
        )
        return [row[0] for row in cursor.fetchall()]


def test_the_nightly_job_opens_the_periods_of_the_day_once(world: World, tmp_path: Path) -> None:
    month = load(tmp_path, duty("month", per="month"))["month"]
    tasks.catch_up()
    opened = rows(month)
    assert {row[1] for row in opened} == {clock.today().replace(day=1)}
    tasks.catch_up()
    assert rows(month) == opened


def test_a_changed_fact_puts_a_job_into_the_queue_that_follows_it(world: World, tmp_path: Path) -> None:
    month = load(tmp_path, duty("month", per="month"))["month"]
    catch_up(TODAY)
    mill = world.units["mill"]
    set_fact(mill, "operation", "paused", date(2026, 11, 2))
    assert f'"units": [{mill}]' in waiting("duties.follow_subjects")[-1]
    tasks.follow_subjects(units=[mill], bodies=[], since="2026-11-02")
    assert [row[-1] for row in rows(month) if row[0] == mill] == [1]


def test_one_job_follows_all_that_wait(world: World, tmp_path: Path) -> None:
    month = load(tmp_path, duty("month", per="month"))["month"]
    catch_up(TODAY)
    mill, shop = world.units["mill"], world.units["shop"]
    set_fact(mill, "operation", "paused", date(2026, 11, 2))
    set_fact(shop, "operation", "paused", date(2026, 11, 1))
    tasks.follow_subjects(units=[mill], bodies=[], since="2026-11-02")
    assert {row[0] for row in rows(month) if row[-1] == 1} == {mill, shop}
    assert waiting("duties.follow_subjects") == []


def test_a_new_unit_owes_from_the_period_it_opened_in(world: World, tmp_path: Path) -> None:
    month = load(tmp_path, duty("month", per="month"))["month"]
    catch_up(TODAY)
    unit = organisations.register_unit(
        actor=world.actor("office"),
        at=AT,
        name="试新厂",
        kind="enterprise",
        sector="industry_trade",
        area=TOWNS[0],
        address="示范路9号",
        opened=date(2026, 11, 5),
    )
    tasks.follow_subjects(units=[unit], bodies=[], since="2026-11-05")
    assert [row[1] for row in rows(month) if row[0] == unit] == [date(2026, 11, 1)]


def test_what_a_unit_owes_moves_with_it(world: World, tmp_path: Path) -> None:
    month = load(tmp_path, duty("month", per="month"))["month"]
    catch_up(TODAY)
    organisations.amend_unit(
        actor=world.actor("office"),
        at=AT,
        unit_id=world.units["mill"],
        seen_version=1,
        changes={"area": TOWNS[1]},
    )
    areas = DutyPeriod.objects.unscoped(reason="test").filter(duty=month).values_list("area", flat=True)
    assert set(areas) == {TOWNS[1]}
