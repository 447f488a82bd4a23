"""Shortfalls: what ended unfulfilled is a fact; later entries stand beside it as late."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests import world as worlds
from tests.world import SYSTEM, World
from zhiben.core import clock, events
from zhiben.core.ledger.verify import verify
from zhiben.domains.duties import operations, queries, tasks
from zhiben.domains.duties.events import ShortfallsFound
from zhiben.domains.duties.models import DutyShortfall
from zhiben.domains.duties.operations import NewActivity
from zhiben.domains.duties.tests.scene import catch_up, duty, load, noon

pytestmark = pytest.mark.django_db
END, AFTER = date(2026, 10, 31), date(2026, 11, 1)


@pytest.fixture
def world() -> World:
    return worlds.build()


def find(day: date) -> int:
    return operations.find_shortfalls(actor=SYSTEM, at=noon(day))


def found() -> list[DutyShortfall]:
    return list(DutyShortfall.objects.unscoped(reason="test").order_by("unit"))


def record(world: World, day: date, entered: date) -> None:
    new = NewActivity(kind="drill.evacuation", done_day=day, unit_id=world.units["mill"])
    operations.record_activity(actor=world.actor("safety"), at=noon(entered), activity=new)


def test_what_ended_unfulfilled_is_written_down_once_and_announced(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[ShortfallsFound] = []
    monkeypatch.setitem(events._INSIDE, ShortfallsFound, [lambda event, act: heard.append(event)])
    load(tmp_path, duty("drill", per="month", times=2))
    catch_up(date(2026, 10, 2))
    record(world, date(2026, 10, 5), date(2026, 10, 5))
    assert find(END) == 0
    assert find(AFTER) == 2
    assert find(AFTER) == 0
    assert heard == [ShortfallsFound(AFTER, 2)]
    assert [(one.expected, one.done, one.excused, one.found_day) for one in found()] == [
        (2, 1, 0, AFTER),
        (2, 0, 0, AFTER),
    ]


def test_a_late_entry_stands_beside_it_and_does_not_undo_it(world: World, tmp_path: Path) -> None:
    load(tmp_path, duty("drill", per="month"))
    catch_up(date(2026, 10, 2))
    find(AFTER)
    record(world, date(2026, 10, 20), date(2026, 11, 3))
    assert find(date(2026, 11, 4)) == 0
    lines = {line.unit_id: line for line in queries.shortfalls(world.actor("office"))}
    mill = lines[world.units["mill"]]
    assert (mill.missing, mill.late, mill.left) == (1, 1, 0)
    shop = lines[world.units["shop"]]
    assert (shop.missing, shop.late, shop.left) == (1, 0, 1)
    assert [line.unit_id for line in queries.shortfalls(world.actor("safety"))] == [world.units["mill"]]


def test_a_withdrawn_activity_makes_a_shortfall_later(world: World, tmp_path: Path) -> None:
    load(tmp_path, duty("drill", per="month"))
    catch_up(date(2026, 10, 2))
    record(world, date(2026, 10, 20), date(2026, 10, 20))
    assert find(AFTER) == 1
    activity = queries.activities(world.actor("office"))[0]
    operations.withdraw_activity(
        actor=world.actor("safety"), at=noon(date(2026, 11, 5)), activity_id=activity.id, reason="误录"
    )
    assert find(date(2026, 11, 6)) == 1


def test_the_ledger_proves_shortfalls(world: World, tmp_path: Path) -> None:
    load(tmp_path, duty("drill", per="month"))
    catch_up(date(2026, 10, 2))
    find(AFTER)
    verdict = verify()
    assert verdict.problems == []
    assert verdict.rows > 2


def test_the_nightly_job_finds_them(world: World, tmp_path: Path) -> None:
    load(tmp_path, duty("drill", per="month"))
    catch_up(date(2026, 10, 2))
    catch_up(clock.today() - timedelta(days=31))
    tasks.find_shortfalls()
    tasks.find_shortfalls()
    assert len(found()) >= 2
