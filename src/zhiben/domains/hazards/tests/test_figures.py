"""Figures of hazards through the real operations: each opens rows that sum to it, both ways of reckoning explained."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from tests import world as w
from zhiben.core import flows
from zhiben.core.errors import Invalid
from zhiben.core.models import Flow
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.hazards.queries import BoardAsk, figures_rows, figures_times
from zhiben.domains.hazards.tests.people import Story, accept, report, to_rectified
from zhiben.domains.hazards.vocabulary import ENDED

pytestmark = pytest.mark.django_db
ASK = BoardAsk(first=date(2026, 9, 3), last=w.TODAY, cutoff=date(2026, 7, 17))
BYS = ("area", "sector", "channel")
DRAW = random.Random(20261120)


def _adopted(world: w.World, number: int) -> do.AdoptedHazard:
    place = DRAW.choice(("mill", "shop"))
    found = w.TODAY - timedelta(days=DRAW.randint(0, 400))
    state = DRAW.choice(
        ("reported", "rectifying", "rectified", "closed", "closed", "unfounded", "handed_over")
    )
    inside = number % 5 == 0
    grade = (
        "general"
        if inside
        else "ungraded"
        if state == "reported"
        else DRAW.choice(("general", "general", "major", "major_fire"))
    )
    return do.AdoptedHazard(
        unit_id=world.units[place],
        area=w.TOWNS[place == "shop"],
        sector=DRAW.choice(("industry_trade", "commerce")),
        matter=DRAW.choice(("general", "fire")),
        body_id=None if inside else world.bodies["emergency"],
        state=state,
        grade=grade,
        basis="判定标准第三条" if grade.startswith("major") else "",
        channel="self_report" if inside else DRAW.choice(("self_report", "inspection", "patrol")),
        title=f"示范隐患{number}",
        description="示范",
        place="车间",
        found_day=found,
        limit_day=None if state == "reported" else found + timedelta(days=DRAW.randint(3, 60)),
        ended_day=found + timedelta(days=DRAW.randint(0, (w.TODAY - found).days)) if state in ENDED else None,
        internal=inside,
        handed_to="示范外地机关" if state == "handed_over" else "",
    )


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[w.World]:
    """A district with a register brought in, part of it counted already, and one case just closed."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = w.build()
        cases = [_adopted(made, number) for number in range(90)]
        do.adopt_hazards(actor=w.SYSTEM, at=w.AT, cases=cases, source="测试台账")
        flows.fold(70)
        story = Story(made, report(made))
        to_rectified(story)
        accept(story, "officer1", "officer2")
        story.by("head", do.review_and_close, text="同意销号")
        yield made
        transaction.set_rollback(True)


def _all(world: w.World, ask: BoardAsk, figure: str, by: str = "", key: str = "") -> list[dict]:
    """All rows behind a number, in pages of seven."""
    rows, after = [], ""
    while True:
        page = queries.rows_behind(world.actor("office"), ask, figure, by, key, after, limit=7)
        rows += page.rows
        if not (after := page.after):
            return rows


@pytest.mark.parametrize("basis", queries.BASES)
@pytest.mark.parametrize("grade", ["", "major_fire"])
def test_every_figure_is_the_sum_of_the_rows_behind_it(world: w.World, basis: str, grade: str) -> None:
    ask = replace(ASK, basis=basis, grade=grade)
    total = queries.totals(world.actor("office"), ask)
    for figure in queries.FIGURES:
        assert sum(row["n"] for row in _all(world, ask, figure)) == getattr(total, figure), figure
    for by in BYS:
        rows = queries.board(world.actor("office"), ask, by)  # type: ignore[arg-type] # one of the three
        assert replace(queries.summed(rows), key="") == total
        for row in rows:
            for figure in ("open", "stock", "overdue", "found", "closed", "moved"):
                assert sum(line["n"] for line in _all(world, ask, figure, by, row.key)) == getattr(
                    row, figure
                )


def test_a_number_comes_about_by_its_movements(world: w.World) -> None:
    for back in range(0, 60, 9):
        ask = replace(ASK, first=w.TODAY - timedelta(days=back + 8), last=w.TODAY - timedelta(days=back))
        row = queries.totals(world.actor("office"), ask)
        ins = row.found + row.reopened + row.unmerged
        outs = row.closed + row.withdrawn + row.merged + row.handed_over
        assert row.open == row.before + ins - outs + row.moved + row.regraded + row.changed
        assert row.open == row.stock + row.inflow


def test_a_regraded_hazard_leaves_one_grade_for_another(world: w.World) -> None:
    ask = replace(ASK, grade="major", first=w.TODAY)
    row = queries.totals(world.actor("office"), ask)
    assert row.open == row.before + row.found - row.closed + row.regraded + row.changed


def test_major_fire_hazards_stand_apart_from_major_ones(world: w.World) -> None:
    total = queries.totals(world.actor("office"), ASK)
    assert total.major == queries.totals(world.actor("office"), replace(ASK, grade="major")).open > 0
    assert (
        total.major_fire == queries.totals(world.actor("office"), replace(ASK, grade="major_fire")).open > 0
    )


def test_hazards_kept_inside_lead_to_their_unit_only(world: w.World) -> None:
    rows = _all(world, ASK, "found")
    inside = [row for row in rows if row["case"] is None]
    assert {row["unit"] for row in inside} <= set(world.units.values()) and inside
    assert all(row["number"] == "" and row["id"] is None for row in inside)
    assert len({row["unit"] for row in inside}) == len(inside)


def test_what_came_later_explains_the_difference(world: w.World) -> None:
    office = world.actor("office")
    ask = replace(ASK, last=w.TODAY - timedelta(days=1))
    known, reported = queries.both_ways(office, ask)
    assert known.open > reported.open == 0
    for figure in queries.FIGURES:
        rows, after = [], ""
        while True:
            page = queries.late_rows(office, ask, figure, after, limit=9)
            rows += page.rows
            if not (after := page.after):
                break
        assert sum(row.n for row in rows) == getattr(known, figure) - getattr(reported, figure), figure


def test_times_and_limits(world: w.World) -> None:
    office = world.actor("office")
    found, total = queries.times(office, ASK), queries.totals(office, ASK)
    assert found.closed == total.closed == found.on_time + found.extended + found.late + found.unlimited
    assert found.overdue == total.overdue and found.explained == 0
    assert (found.reported, found.sent_back) == (1, 0)
    assert found.median is not None and found.median <= found.p75 <= found.p90
    assert found.units == 2
    empty = queries.times(world.actor("fireman"), replace(ASK, first=w.TODAY, grade="major_fire"))
    assert (empty.closed, empty.median) == (0, None)


@pytest.mark.parametrize("basis", queries.BASES)
@pytest.mark.parametrize("who", ["office", "fireman", "officer1"])
def test_units_with_open_hazards_on_any_day(world: w.World, basis: str, who: str) -> None:
    actor = world.actor(who)
    for back in (0, 1, 2, 9, 30, 77, 200, 500):
        last = w.TODAY - timedelta(days=back)
        for grade in ("", "general"):
            ask = replace(ASK, first=last, last=last, basis=basis, grade=grade)
            rows, _sign = figures_rows.behind(actor, ask, "open")
            held = rows.exclude(unit=None).values("unit").annotate(s=Sum("sign")).filter(s__gt=0).count()
            assert figures_times.units_open(actor, ask) == held, (back, grade)


def _shares(values: list[int], at: float) -> float:
    low = int(at * (len(values) - 1))
    high = min(low + 1, len(values) - 1)
    return values[low] + (at * (len(values) - 1) - low) * (values[high] - values[low])


def test_limits_that_were_extended_or_set_anew(world: w.World) -> None:
    actor, ask = world.actor("office"), replace(ASK, first=date(2025, 1, 1))
    rows = list(figures_rows.behind(actor, ask, "closed")[0])
    limited = [row.case for row in rows if row.due_day is not None]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE hazards_hazard SET limit_first = found_day WHERE id = ANY(%s)", [limited[::3]])
        cursor.execute(
            "UPDATE hazards_hazard SET limit_first = found_day + 1, limit_day = found_day + 1 WHERE id = ANY(%s)",
            [limited[1::5]],
        )
    for case in limited[1::5]:
        row = next(one for one in rows if one.case == case)
        again = {field.name: getattr(row, field.name) for field in Flow._meta.fields if field.name != "id"}
        day = w.TODAY + timedelta(days=1)
        Flow.objects.create(
            **{**again, "movement": "reopened", "sign": 1, "effective_day": day, "recorded_day": day}
        )
    hazards = Hazard.objects.unscoped(reason="test").in_bulk([row.case for row in rows])
    on_time = [
        row
        for row in rows
        if row.due_day is not None
        and hazards[row.case].limit_first is not None
        and row.effective_day <= hazards[row.case].limit_first
    ]
    late = [row for row in rows if row.due_day is not None and row.effective_day > row.due_day]
    late = [row for row in late if row not in on_time]
    found = queries.times(actor, ask)
    days = sorted((row.effective_day - row.found_day).days for row in rows)
    assert (found.closed, found.on_time, found.late) == (len(rows), len(on_time), len(late))
    assert found.unlimited == sum(row.due_day is None for row in rows)
    assert (found.median, found.p75, found.p90) == tuple(_shares(days, at) for at in (0.5, 0.75, 0.9))


def test_percentiles_are_those_of_the_values_one_by_one() -> None:
    for count in (1, 2, 3, 10, 99):
        values = sorted(DRAW.randint(0, 30) for _ in range(count))
        spans = sorted(Counter(values).items())
        for at in (0.0, 0.5, 0.75, 0.9, 1.0):
            assert figures_times.percentile(spans, at) == _shares(values, at)


@pytest.mark.parametrize(
    "ask",
    [
        replace(ASK, first=w.TODAY + timedelta(days=1)),
        replace(ASK, last=date(9999, 12, 31)),
        replace(ASK, first=date(1, 1, 1)),
        replace(ASK, cutoff=date(9999, 12, 31)),
    ],
)
def test_days_that_are_not_counted_are_refused(ask: BoardAsk) -> None:
    with pytest.raises(Invalid):
        queries.checked(ask)


def test_counters_agree_with_the_rows(world: w.World) -> None:
    before = queries.board(world.actor("office"), ASK, "sector")
    assert flows.check() == []
    flows.fold_pending()
    assert queries.board(world.actor("office"), ASK, "sector") == before
    assert flows.check() == []
