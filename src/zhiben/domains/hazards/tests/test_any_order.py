"""Whatever people try, in whatever order: figures, to-dos, sides and the ledger stay true."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests import world as w
from zhiben.core import clock
from zhiben.core.errors import Refusal
from zhiben.core.ledger.verify import verify
from zhiben.core.models import Flow
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.models import Extension, Hazard, HazardSide, Signature
from zhiben.domains.hazards.queries import BoardAsk
from zhiben.domains.hazards.tests.people import PLAN, report
from zhiben.domains.hazards.vocabulary import ENDED, SIDE_OF_STEP
from zhiben.domains.notices.models import Todo

pytestmark = pytest.mark.django_db
FIRST = w.AT - timedelta(days=20)
NAMES = (
    "safety",
    "principal",
    "officer1",
    "officer2",
    "head",
    "safety_as_officer",
    "fireman",
    "shopkeeper",
    "town1",
)
NEXT = {
    "reported": "todo.confirm",
    "confirmed": "todo.issue",
    "rectifying": "todo.treat",
    "rectified": "todo.accept",
    "accepted": "todo.review",
}
CELL = ("state", "area", "sector", "channel", "grade")


def _steps(day: Any) -> dict[str, tuple[Any, dict[str, Any]]]:
    """Every operation on a hazard, with what it is given on that day."""
    return {
        "confirm": (do.confirm_hazard, {"grade": "general"}),
        "confirm_major": (do.confirm_hazard, {"grade": "major", "basis": "第三条"}),
        "decline": (do.decline_hazard, {"text": "x"}),
        "letter": (do.issue_letter, {"limit": do.Limit(day=day + timedelta(days=3)), "guidance": "g"}),
        "plan": (do.file_treatment, {"plan": PLAN}),
        "rectify": (do.record_rectification, {"text": "x"}),
        "own": (do.own_acceptance, {"text": "x"}),
        "rectified": (do.report_rectified, {}),
        "accept": (do.accept_on_site, {"text": "x", "signature_png": w.PNG}),
        "review": (do.review_and_close, {"text": "x"}),
        "back": (do.send_back, {"text": "x"}),
        "ask": (do.ask_extension, {"until": day + timedelta(days=6), "reason": "r", "interim": "i"}),
        "grant": (do.decide_extension, {"granted": True, "text": "x"}),
        "refuse": (do.decide_extension, {"granted": False, "text": "x"}),
    }


USUAL = (
    ("officer1", "confirm_major"),
    ("officer1", "letter"),
    ("safety", "plan"),
    ("safety", "rectify"),
    ("principal", "own"),
    ("safety", "rectified"),
    ("officer1", "accept"),
    ("officer2", "accept"),
    ("head", "review"),
)
"""The way a case should go; random moves are thrown in between."""
ASIDE = st.sampled_from(
    [
        ("safety", "ask"),
        ("officer1", "grant"),
        ("officer2", "refuse"),
        ("head", "back"),
        ("officer2", "back"),
        ("officer2", "decline"),
        ("principal", "rectify"),
        ("officer1", "review"),
    ]
)
"""Steps that may be taken on the way, by people who often may take them."""
WILD = st.tuples(st.sampled_from(NAMES), st.sampled_from(sorted(_steps(w.TODAY))))
RUN = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.one_of(st.none(), st.none(), ASIDE, WILD),
        st.integers(0, 1),
        st.sampled_from([0, 0, 0, 1]),
    ),
    min_size=10,
    max_size=45,
)


@pytest.fixture(scope="module")
def district(django_db_setup, django_db_blocker) -> Iterator[w.World]:
    """One district for all runs; each run is rolled back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield w.build()
        transaction.set_rollback(True)


def _three(world: w.World) -> list[int]:
    """A hazard of the mill's own report, one found there, and one of the shop."""
    found = {"actor": world.actor("officer1"), "found_day": clock.day_of(FIRST), "at": FIRST}
    return [
        report(world, at=FIRST, found_day=clock.day_of(FIRST)),
        report(world, **found),
        report(world, **{**found, "actor": world.actor("shopkeeper"), "unit_id": world.units["shop"]}),
    ]


def _try(world: w.World, key: int, move: tuple[str, str], at: datetime, behind: int) -> bool:
    """One move by somebody on the version seen (or one behind it); whether it was done."""
    verb, values = _steps(clock.day_of(at))[move[1]]
    version = Hazard.objects.unscoped(reason="test").values_list("version", flat=True).get(pk=key)
    try:
        with transaction.atomic():
            verb(actor=world.actor(move[0]), at=at, hazard_id=key, seen_version=version - behind, **values)
    except Refusal:
        return False
    return True


def _drive(world: w.World, keys: list[int], run: list[Any]) -> None:
    at, places = FIRST, [0, 0, 0]
    for which, wild, days, behind in run:
        at += timedelta(days=days)
        move = wild or USUAL[min(places[which], len(USUAL) - 1)]
        if which == 2 and wild is None and move[0] in ("safety", "principal"):
            move = ("shopkeeper", move[1])
        if _try(world, keys[which], move, at, behind):
            places[which] = 3 if move[1] == "back" else places[which] + (wild is None)


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(run=RUN)
def test_everything_stays_true(district: w.World, run: list[Any]) -> None:
    with transaction.atomic():
        keys = _three(district)
        _drive(district, keys, run)
        _figures_hold(district)
        _todos_hold(keys)
        _sides_hold(keys)
        assert verify().problems == []
        transaction.set_rollback(True)


def test_the_usual_way_reaches_the_end(district: w.World) -> None:
    """The runs above are worth something: undisturbed, they close the case of the mill."""
    with transaction.atomic():
        keys = _three(district)
        _drive(district, keys, [(0, None, 1, 0)] * len(USUAL))
        assert Hazard.objects.unscoped(reason="test").get(pk=keys[0]).state == "closed"
        _figures_hold(district)
        _todos_hold(keys)
        transaction.set_rollback(True)


def _figures_hold(world: w.World) -> None:
    rows = Hazard.objects.unscoped(reason="test").filter(ended_day=None).values_list(*CELL, "limit_day")
    flows: Counter[Any] = Counter()
    for *cell, sign in Flow.objects.unscoped(reason="test").values_list(*CELL, "due_day", "sign"):
        flows[tuple(cell)] += sign
    assert {cell: n for cell, n in flows.items() if n} == dict(Counter(map(tuple, rows)))
    office = world.actor("office")
    before = 0
    for back in range(22, -1, -3):
        day = w.TODAY - timedelta(days=back)
        ask = BoardAsk(first=day - timedelta(days=2), last=day, cutoff=clock.day_of(FIRST))
        total = queries.totals(office, ask)
        assert total.before == before
        assert total.open == total.before + total.found - total.closed - total.withdrawn + total.moved
        assert total.open == total.stock + total.inflow and total.moved == 0
        before = total.open
    assert before == len(rows)
    ask = BoardAsk(first=clock.day_of(FIRST), last=w.TODAY, cutoff=w.TODAY)
    _opens(world, ask, queries.totals(office, ask))


def _opens(world: w.World, ask: BoardAsk, total: queries.BoardRow) -> None:
    """Rows add up to the total, and each number is as long as the list it opens."""
    office = world.actor("office")
    figures = ("open", "stock", "inflow", "overdue", "found", "closed", "withdrawn")
    for by in ("area", "sector", "channel"):
        rows = queries.board(office, ask, by)  # type: ignore[arg-type]  # one of the three
        for figure in figures:
            assert sum(getattr(row, figure) for row in rows) == getattr(total, figure)
            for row in rows:
                opened = queries.rows_behind(office, ask, figure, by, row.key).rows
                assert len(opened) == getattr(row, figure)
    late = queries.overdue_count(office, w.TODAY)
    assert total.overdue == late


def _todos_hold(keys: list[int]) -> None:
    for row in Hazard.objects.unscoped(reason="test").filter(pk__in=keys):
        todos = Todo.objects.unscoped(reason="test").filter(
            case_kind="hazard", case_id=row.pk, closed_at=None
        )
        todos = todos.exclude(kind="todo.double_report")  # owed beside the procedure, also after its end
        wanted = [] if row.state in ENDED else [NEXT[row.state]]
        waiting = Extension.objects.unscoped(reason="test").filter(hazard=row, decided_at=None).exists()
        assert sorted(todos.values_list("kind", flat=True)) == sorted(
            wanted + (["todo.extension"] if waiting else [])
        )


def _sides_hold(keys: list[int]) -> None:
    sides = {
        (hazard, person): side
        for hazard, person, side in HazardSide.objects.unscoped(reason="test").values_list(
            "hazard_id", "person_id", "side"
        )
    }
    signed = Signature.objects.unscoped(reason="test").filter(hazard_id__in=keys)
    for hazard, person, step in signed.values_list("hazard_id", "person_id", "step"):
        assert sides[hazard, person] == SIDE_OF_STEP[step]
    for row in Hazard.objects.unscoped(reason="test").filter(pk__in=keys, state="closed"):
        last = signed.filter(hazard=row, round=row.round)
        assert len(set(last.filter(step="accept").values_list("person_id", flat=True))) == 2
        assert last.filter(step="review").count() == 1


def test_the_queries_of_a_move_do_not_grow_with_the_register(
    district: w.World, django_assert_max_num_queries: Any
) -> None:
    with transaction.atomic():
        keys = _three(district)
        with django_assert_max_num_queries(45, connection=connection):
            assert _try(district, keys[0], ("officer1", "confirm"), FIRST, 0)
        transaction.set_rollback(True)
