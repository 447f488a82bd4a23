"""Figures open the list behind them, within reach, in few statements."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import world as worlds
from tests.world import AT, DISTRICT, TODAY, TOWNS, World
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound
from zhiben.domains.duties import operations, queries
from zhiben.domains.duties.models import Duty, DutyPeriod
from zhiben.domains.duties.operations import NewActivity
from zhiben.domains.duties.tests.scene import catch_up, duty, load, more_units

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)


@pytest.fixture
def world() -> World:
    return worlds.build()


@pytest.fixture
def half(world: World, tmp_path: Path) -> Duty:
    """A half-year duty of eight units: the mill did it, one is excused."""
    made = load(tmp_path, duty("half"))["half"]
    units = more_units(world, 6)
    catch_up(TODAY)
    act(world, world.units["mill"])
    row = DutyPeriod.objects.unscoped(reason="test").get(duty=made, unit=units[0])
    operations.excuse(actor=world.actor("officer1"), at=AT, period_id=row.pk, reason="no staff yet")
    return made


def act(world: World, unit: int) -> None:
    new = NewActivity(kind="drill.evacuation", done_day=TODAY, unit_id=unit)
    operations.record_activity(actor=world.actor("office"), at=AT, activity=new)


def figure(actor: Actor, duty: Duty, **given) -> list[tuple]:
    found = queries.completeness(actor, first=FIRST, last=LAST, duties=[duty.pk], **given)
    return [(f.area, f.sector, f.expected, f.done, f.excused, f.missing) for f in found]


def test_completeness_by_place_and_sector_in_one_statement(world: World, half: Duty) -> None:
    office = world.actor("office")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = figure(office, half, level="town", by_sector=True)
    assert len(asked) == 1
    assert found == [
        (TOWNS[0], "industry_trade", 7, 1, 1, 5),
        (TOWNS[1], "commerce", 1, 0, 0, 1),
    ]
    assert figure(office, half, level=None) == [(None, None, 8, 1, 1, 6)]
    assert figure(world.actor("town2"), half) == [(DISTRICT, None, 1, 0, 0, 1)]


def test_a_share_is_never_above_one_and_none_where_nothing_is_owed(world: World, half: Duty) -> None:
    for _ in range(3):
        act(world, world.units["mill"])
    found = queries.completeness(world.actor("office"), first=FIRST, last=LAST, duties=[half.pk])
    assert found[0].share == pytest.approx(1 / 7)
    assert queries.Figure(None, None, None, 2, 0, 2).share is None


def test_every_figure_opens_its_list(world: World, half: Duty) -> None:
    office = world.actor("office")
    sizes = {}
    for standing in ("done", "missing", "excused"):
        lines = queries.who(office, duty_id=half.pk, first=FIRST, last=LAST, standing=standing)
        sizes[standing] = len(lines)
        assert {line.standing for line in lines} == {standing}
    assert sizes == {"done": 1, "missing": 6, "excused": 1}
    first = queries.who(office, duty_id=half.pk, first=FIRST, last=LAST, limit=3)
    rest = queries.who(office, duty_id=half.pk, first=FIRST, last=LAST, after=first[-1].id)
    assert (len(first), len(rest)) == (3, 5)
    assert not {line.id for line in first} & {line.id for line in rest}


def test_lists_do_not_ask_again_for_each_row(world: World, half: Duty) -> None:
    office = world.actor("office")
    more_units(world, 5, area=TOWNS[1])
    catch_up(TODAY)
    for limit in (2, 12):
        with CaptureQueriesContext(connection) as asked:
            queries.who(office, duty_id=half.pk, first=FIRST, last=LAST, limit=limit)
        assert len(asked) <= 3


def test_the_matrix_pages_by_subject(world: World, tmp_path: Path) -> None:
    month = load(tmp_path, duty("month", per="month"))["month"]
    more_units(world, 3)
    catch_up(date(2026, 10, 5), TODAY)
    office = world.actor("office")
    first = queries.matrix(office, duty_id=month.pk, first=FIRST, last=LAST, limit=3)
    assert [column[0].month for column in first.columns] == [10, 11]
    assert len(first.rows) == 3
    assert all(len(row.cells) == 2 for row in first.rows)
    rest = queries.matrix(office, duty_id=month.pk, first=FIRST, last=LAST, after=first.after or 0)
    assert (len(rest.rows), rest.after) == (2, None)
    act(world, world.units["mill"])
    late = queries.matrix(office, duty_id=month.pk, first=FIRST, last=LAST, standing="done")
    assert [row.unit_id for row in late.rows] == [world.units["mill"]]


def test_what_is_due_for_a_unit_the_soonest_first(world: World, tmp_path: Path) -> None:
    load(tmp_path, duty("half"), duty("month", per="month"), duty("patrol", activity="patrol", per="day"))
    catch_up(date(2026, 10, 5), TODAY)
    mill, safety = world.units["mill"], world.actor("safety")

    def mine() -> list[queries.Due]:
        return [d for d in queries.due_for(safety, TODAY, unit_id=mill) if d.duty.slug == "test/duties"]

    assert [one.duty.title_en for one in mine()] == ["Test month", "Test patrol", "Test half"]
    assert [one.today_done for one in mine()] == [None, False, None]
    act(world, mill)
    assert [one.duty.title_en for one in mine()] == ["Test patrol"]
    missed = queries.missed_by(safety, TODAY, unit_id=mill, since=TODAY - timedelta(days=60))
    ours = [one for one in missed if one.duty.slug == "test/duties"]
    assert [(one.duty.title_en, one.last_day) for one in ours] == [
        ("Test month", date(2026, 10, 31)),
        ("Test patrol", date(2026, 10, 31)),
    ]


def test_a_unit_reads_its_own_and_nobody_elses(world: World, half: Duty) -> None:
    keeper = world.actor("shopkeeper")
    assert figure(keeper, half) == [(DISTRICT, None, 1, 0, 0, 1)]
    assert not queries.due_for(keeper, TODAY, unit_id=world.units["mill"])
    act(world, world.units["mill"])
    key = queries.activities(world.actor("office"), unit_id=world.units["mill"])[0].id
    with pytest.raises(NotFound):
        queries.counts_for(keeper, key)
    with pytest.raises(Forbidden):
        queries.list_duties(Actor(1, 1, "worker"), TODAY)


@pytest.mark.parametrize(("area", "is_listed"), [(410000000000, True), (410411000000, False), (None, True)])
def test_duties_of_another_county_s_plan_are_not_listed(
    world: World, tmp_path: Path, area: int | None, is_listed: bool
) -> None:
    load(tmp_path, duty("half"), area=area)
    for name in ("office", "safety"):
        found = {one.slug for one in queries.list_duties(world.actor(name), TODAY)}
        assert ("test/duties" in found) is is_listed
