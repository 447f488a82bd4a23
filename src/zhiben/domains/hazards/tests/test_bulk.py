"""An earlier register brought in at once: set-based, proven like any other row, and on the workbenches."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from tests import world as w
from zhiben.core.ledger.sealer import seal_all
from zhiben.core.ledger.verify import verify
from zhiben.core.models import Flow
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.hazards.vocabulary import ENDED, State
from zhiben.domains.notices.models import Todo

pytestmark = pytest.mark.django_db
MANY = 5000
STATES = sorted(set(State) - {State.MERGED})


def cases(world: w.World, count: int) -> Iterator[do.AdoptedHazard]:
    """Cases in every state, of two units; every tenth is supervised by nobody."""
    for number in range(count):
        state = STATES[number % len(STATES)]
        found = w.TODAY - timedelta(days=1 + number % 300)
        yield do.AdoptedHazard(
            unit_id=world.units["mill" if number % 2 else "shop"],
            area=w.TOWNS[0 if number % 2 else 1],
            sector="industry_trade" if number % 2 else "commerce",
            matter="general",
            body_id=world.bodies["emergency"] if number % 10 else None,
            state=state,
            grade="general",
            basis="",
            channel="inspection",
            title=f"隐患{number}",
            description="旧台账",
            place="一车间",
            found_day=found,
            limit_day=found + timedelta(days=30),
            ended_day=w.TODAY if state in ENDED else None,
            handed_to="邻市应急管理局" if state == State.HANDED_OVER else "",
        )


@pytest.fixture(scope="module")
def register(django_db_setup, django_db_blocker) -> Iterator[tuple[w.World, list[int], int]]:
    """World, ids of the register brought in, and how many queries that took."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = w.build()
        asked: list[int] = []

        def count(execute: Any, *rest: Any) -> Any:
            asked.append(1)
            return execute(*rest)

        with connection.execute_wrapper(count):
            made = do.adopt_hazards(actor=w.SYSTEM, at=w.AT, cases=cases(world, MANY), source="旧台账")
        yield world, made, len(asked)
        transaction.set_rollback(True)


@pytest.fixture
def bulk(register: Any, db: None) -> Iterator[tuple[w.World, list[int], int]]:
    """The register; what a test does to it is undone."""
    with transaction.atomic():
        yield register
        transaction.set_rollback(True)


def test_it_is_set_based(bulk: Any) -> None:
    _, made, queries_taken = bulk
    assert len(made) == MANY
    assert queries_taken < 60


def test_it_is_proven_and_counted(bulk: Any) -> None:
    world, made, _ = bulk
    assert verify().problems == []
    rows = Hazard.objects.unscoped(reason="test")
    open_now = rows.filter(ended_day=None).count()
    ask = queries.BoardAsk(first=w.TODAY.replace(month=1, day=1), last=w.TODAY, cutoff=w.SINCE)
    total = queries.totals(world.actor("office"), ask)
    assert (total.open, total.before + total.found) == (open_now, MANY)
    assert total.overdue == rows.filter(ended_day=None, limit_day__lt=w.TODAY).count()
    assert Flow.objects.unscoped(reason="test").count() == MANY + MANY - open_now
    assert len(set(rows.values_list("number", flat=True))) == MANY


def test_every_open_case_is_on_one_workbench(bulk: Any) -> None:
    todos = Todo.objects.unscoped(reason="test").filter(closed_at=None)
    rows = Hazard.objects.unscoped(reason="test").filter(ended_day=None)
    assert sorted(todos.values_list("case_id", flat=True)) == sorted(rows.values_list("pk", flat=True))


TAMPER = {
    "row_changed": "UPDATE hazards_hazard SET state = 'accepted', version = 9 WHERE id = %s",
    "row_missing": "DELETE FROM hazards_hazard WHERE id = %s",
    "row_unknown": "INSERT INTO hazards_side (hazard_id, person_id, side) VALUES (%s, 4711, 'unit')",
}


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("kind", TAMPER)
def test_a_row_touched_by_hand_is_named(bulk: Any, kind: str, sealed: bool) -> None:
    _, made, _ = bulk
    if sealed:
        seal_all()
    target = made[2500 + (STATES.index("rectified") - 2500) % len(STATES)]
    with connection.cursor() as cursor:
        if kind == "row_missing":
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(TAMPER[kind], [target])
        cursor.execute("SELECT max(id) FROM hazards_side")
        added = cursor.fetchone()[0]
    (problem,) = verify().problems
    table, row = ("hazards_side", added) if kind == "row_unknown" else ("hazards_hazard", target)
    assert (problem.kind, problem.table, problem.id) == (kind, table, row)


def test_a_copied_row_is_named(bulk: Any) -> None:
    """A whole row added by hand, as a forger would: with a number of its own."""
    _, made, _ = bulk
    columns = [f.column for f in Hazard._meta.concrete_fields if f.name not in ("id", "search", "number")]
    listed = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO hazards_hazard (number, {listed}) SELECT 'HZ-2026-999999', {listed}"
            " FROM hazards_hazard WHERE id = %s RETURNING id",
            [made[0]],
        )
        forged = cursor.fetchone()[0]
    assert [(p.kind, p.table, p.id) for p in verify().problems] == [("row_unknown", "hazards_hazard", forged)]
