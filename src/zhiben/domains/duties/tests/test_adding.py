"""Hours and heads add up over a period, by one rule: in Python, on recording, counting anew, building anew."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests import world as worlds
from tests.world import AT, SYSTEM, TODAY, World
from zhiben.core.findings import check
from zhiben.domains.duties import operations, queries, rules
from zhiben.domains.duties.methods.adding import part, whole
from zhiben.domains.duties.operations import NewActivity
from zhiben.domains.duties.tests.scene import catch_up, duty, load, rows, stands

ALL = Decimal(100)


@pytest.fixture
def world(db: None) -> World:
    return worlds.build()


def train(world: World, **fields: object) -> int:
    """A drill at the mill, of 30 persons, some days ago."""
    given = {
        "kind": "drill.evacuation",
        "done_day": TODAY - timedelta(days=1),
        "unit_id": world.units["mill"],
    }
    new = NewActivity(**{**given, **fields})  # type: ignore[arg-type]  # fields of the test
    return operations.record_activity(actor=world.actor("safety"), at=AT, activity=new)


@pytest.mark.parametrize(
    ("terms", "given", "times"),
    [
        ({}, [(None, None)] * 3, 3),
        ({"hours": 24}, [(8, None), (8, None), (Decimal("7.99"), None)], 0),
        ({"hours": 24}, [(8, None)] * 3, 1),
        ({"hours": 21}, [(7, None)] * 3, 1),
        ({"hours": 24}, [(48, None)], 1),
        ({"covers": 100}, [(None, Decimal("33.33"))] * 3, 0),
        ({"covers": 80}, [(None, 100), (None, 60)], 1),
        ({"hours": 20, "covers": 100}, [(20, 50), (10, 50)], 0),
        ({"hours": 20, "covers": 100}, [(20, 50), (10, 100)], 1),
    ],
)
def test_an_activity_gives_a_part_and_at_most_a_whole(terms: dict, given: list, times: int) -> None:
    asked = [None if terms.get(name) is None else Decimal(terms[name]) for name in ("hours", "covers")]
    parts = [part(*asked, *[None if one is None else Decimal(one) for one in pair]) for pair in given]
    assert sum(parts) // whole(*asked) == times
    assert max(parts) <= whole(*asked)


@pytest.mark.parametrize(
    ("terms", "fields", "code"),
    [
        ({"hours": 24}, {"hours": Decimal(10)}, "DU-016"),
        ({"covers": 100}, {"participants": 12}, "DU-017"),
    ],
)
def test_du_016_du_017_several_activities_make_one_time(
    world: World, tmp_path: Path, terms: dict, fields: dict, code: str
) -> None:
    one = load(tmp_path, duty("one", **terms))["one"]
    catch_up(TODAY)
    mill = world.units["mill"]
    key = train(world, **fields)
    train(world, **fields)
    counted = next(c for c in queries.counts_for(world.actor("safety"), key) if c.duty.id == one.pk)
    assert not counted.findings
    assert [finding.code for finding in counted.notes] == [code]
    assert [row[-3:] for row in rows(one) if row[0] == mill] == [(1, 0, 0)]
    due = next(d for d in queries.due_for(world.actor("safety"), TODAY, unit_id=mill) if d.duty.id == one.pk)
    progress = queries.progress_of(due.duty, due.period)
    assert progress is not None
    assert progress.got == {"DU-016": 20, "DU-017": 80}[code]
    third = train(world, **fields)
    assert [row[-3:] for row in rows(one) if row[0] == mill] == [(1, 1, 0)]
    standing = stands()
    operations.rebuild(actor=SYSTEM, at=AT, first=TODAY.replace(day=1, month=7), last=TODAY.replace(month=12))
    assert stands() == standing
    operations.withdraw_activity(
        actor=world.actor("safety"), at=AT, activity_id=third, reason="entered twice"
    )
    assert [row[-3:] for row in rows(one) if row[0] == mill] == [(1, 0, 0)]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (rules.CountFacts(least_hours=Decimal(24)), "DU-014"),
        (rules.CountFacts(least_reached=ALL), "DU-015"),
    ],
)
def test_du_014_du_015_nothing_named_adds_nothing(facts: rules.CountFacts, code: str) -> None:
    assert [finding.code for finding in check(rules.COUNT, facts)] == [code]


def test_a_time_counts_late_when_it_was_whole_only_after_the_period(world: World, tmp_path: Path) -> None:
    one = load(tmp_path, duty("one", hours=10, per="month"))["one"]
    october = TODAY.replace(month=10)
    catch_up(october, TODAY)
    train(world, hours=Decimal(6), done_day=october)
    train(world, hours=Decimal(6), done_day=october)
    lines = queries.who(
        world.actor("office"), duty_id=one.pk, first=october.replace(day=1), last=october.replace(day=31)
    )
    mine = [line for line in lines if line.unit_id == world.units["mill"]]
    assert [line.done for line in mine] == [1]
    late = queries.entered_late(world.actor("office"), mine, queries.duty_lines([one.pk]))
    assert late == {mine[0].id: 1}
