"""Company levels, by a dated fact; and the supervising body that owes instead of who is paused."""

from datetime import date
from pathlib import Path

import pytest

from tests import world as worlds
from tests.world import SYSTEM, TODAY, World
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.operations import NewActivity
from zhiben.domains.duties.tests.scene import catch_up, duty, load, more_units, noon, rows, set_fact, stands
from zhiben.domains.organisations.models import Mandate

HALF = (date(2026, 7, 1), date(2026, 12, 31))
MONTH = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def world(db: None) -> World:
    return worlds.build()


def coal(*levels: str) -> dict:
    return {"subject": "level", "levels": list(levels), "sectors": ["coal"]}


def test_group_company_and_mine_owe_their_own_duties(world: World, tmp_path: Path) -> None:
    group, company, named, unnamed = more_units(world, 4, sector="coal")
    for unit, level in ((group, "group"), (company, "company"), (named, "site")):
        set_fact(unit, "level", level, date(2026, 1, 1))
    more_units(world, 1, sector="coal", kind="sole_trader", area=419901002000)
    found = load(
        tmp_path,
        duty("above", who=coal("group", "company"), activity="meeting.risk", per="month"),
        duty("top", who=coal("group"), activity="study", per="month"),
        duty("mine", who=coal("site"), activity="meeting.analysis", per="month"),
        duty("all", who=coal("group", "company", "site"), activity="evaluation", per="month"),
    )
    catch_up(TODAY)
    owing = {name: [row[0] for row in rows(one)] for name, one in found.items()}
    assert owing == {
        "above": [group, company],
        "top": [group],
        "mine": [named, unnamed],
        "all": [group, company, named, unnamed],
    }
    assert "meeting.risk" in queries.activity_kinds_of("unit", TODAY)


def test_a_level_is_read_as_of_the_middle_of_the_period(world: World, tmp_path: Path) -> None:
    unit = more_units(world, 1, sector="coal")[0]
    above = load(tmp_path, duty("above", who=coal("company"), activity="meeting.risk", per="month"))["above"]
    set_fact(unit, "level", "company", date(2026, 10, 20))
    catch_up(date(2026, 10, 25), TODAY)
    assert [row[1:3] for row in rows(above)] == [MONTH]
    standing = stands()
    operations.rebuild(actor=SYSTEM, at=noon(TODAY), first=date(2026, 10, 1), last=date(2026, 12, 31))
    assert stands() == standing


def test_the_supervising_body_owes_instead_of_each_paused_unit(world: World, tmp_path: Path) -> None:
    found = load(tmp_path, duty("patrol", activity="patrol", per="month", times=2, paused="supervisor"))
    patrol = found["patrol"]
    mill, shop = world.units["mill"], world.units["shop"]
    bureau, office = world.bodies["emergency"], world.bodies["office"]
    Mandate._base_manager.filter(matter="general", power="supervise").delete()
    _supervises(bureau, low=419901000000, high=419901999999)
    _supervises(office, unit_id=shop)
    catch_up(TODAY)
    assert rows(patrol) == [(mill, *MONTH, 2, 0, 0), (shop, *MONTH, 2, 0, 0)]
    set_fact(mill, "operation", "paused", date(2026, 11, 10))
    operations.follow_subjects(actor=SYSTEM, at=noon(TODAY), units=[mill], since=date(2026, 11, 10))
    assert set(rows(patrol)) == {(mill, *MONTH, 2, 0, 2), (shop, *MONTH, 2, 0, 0), (bureau, *MONTH, 2, 0, 0)}
    set_fact(shop, "operation", "paused", date(2026, 11, 1))
    catch_up(TODAY)
    assert (office, *MONTH, 2, 0, 0) in rows(patrol)
    new = NewActivity(kind="patrol", done_day=TODAY, body_id=bureau)
    operations.record_activity(actor=SYSTEM, at=noon(TODAY), activity=new)
    assert (bureau, *MONTH, 2, 1, 0) in rows(patrol)
    standing = stands()
    operations.rebuild(actor=SYSTEM, at=noon(TODAY), first=MONTH[0], last=MONTH[1])
    assert stands() == standing
    matrix = queries.matrix(SYSTEM, duty_id=patrol.pk, first=MONTH[0], last=MONTH[1], limit=3)
    more = queries.matrix(SYSTEM, duty_id=patrol.pk, first=MONTH[0], last=MONTH[1], after=matrix.after or 0)
    assert [row.unit_id for row in matrix.rows[:2]] == [mill, shop]
    assert {row.body_id for row in [*matrix.rows[2:], *more.rows]} == {bureau, office}


def test_a_day_is_owed_by_the_supervising_body_while_any_of_its_units_rests(
    world: World, tmp_path: Path
) -> None:
    found = load(tmp_path, duty("patrol", activity="patrol", per="day", paused="supervisor"))
    Mandate._base_manager.filter(matter="general", power="supervise").delete()
    _supervises(world.bodies["emergency"], low=419901000000, high=419901999999)
    for unit, since in (("mill", 21), ("shop", 26)):
        set_fact(world.units[unit], "operation", "paused", date(2026, 11, since))
    catch_up(TODAY)
    assert (world.bodies["emergency"], *MONTH, 10, 0, 0) in rows(found["patrol"])


def _supervises(body: int, **over: int) -> None:
    Mandate._base_manager.create(
        body_id=body,
        matter="general",
        power="supervise",
        area=419901000000,
        valid_from=date(2024, 1, 1),
        **over,
    )
