"""Figures hold: counters and what is pending say what the rows say, at every date, in every reach."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from zhiben.core import flows
from zhiben.core.actors import Actor, Territory, system_actor
from zhiben.core.flows import BETWEEN, INS, KNOWN, OUTS, REPORTED, Question
from zhiben.core.models import Flow, FlowCounter, FlowPending
from zhiben.core.tests import histories as h

DAY = timedelta(days=1)
CUTOFF = date(2026, 1, 17)
COUNTY = (419901000000, 419901999999)
ZONE = (419901001002, 419901001500)


def _actor(*territories: Territory) -> Actor:
    return Actor(person_id=1, membership_id=1, role="office", territories=territories)


ACTORS = {
    "everything": system_actor("test"),
    "province": _actor(Territory(((410000000000, 419999999999),))),
    "city": _actor(Territory(((419900000000, 419999999999),))),
    "county": _actor(Territory((COUNTY,))),
    "town": _actor(Territory(((419901001000, 419901001999),))),
    "county without a zone": _actor(Territory(((COUNTY[0], ZONE[0] - 1), (ZONE[1] + 1, COUNTY[1])))),
    "sector": _actor(Territory(((410000000000, 419999999999),), sectors=frozenset({"coal"}))),
    "matter": _actor(Territory((COUNTY,), matters=frozenset({"fire"}))),
    "two that overlap": _actor(
        Territory(((419900000000, 419999999999),), sectors=frozenset({"coal"})),
        Territory((COUNTY, (419801000000, 419801999999)), matters=frozenset({"fire"})),
    ),
    "nothing": _actor(),
}


def _reached(actor: Actor, rows: list[Flow]) -> list[Flow]:
    return [row for row in rows if actor.system or actor.covers(row.area, row.sector, row.matter)]


def _by(name: str, unit: int) -> Callable[[Flow], str]:
    return {
        "": lambda row: "",
        "area": lambda row: str(row.area // unit * unit),
        "sector": lambda row: row.sector,
        "channel": lambda row: row.channel,
    }[name]


def _write(rows: list[Flow], seed: int = 1) -> None:
    """In several portions, with a fold that takes some of what is pending after most of them."""
    draw = random.Random(seed)
    rest = list(rows)
    while rest:
        size = draw.randint(200, 3000)
        flows.write(rest[:size])
        rest = rest[size:]
        if draw.random() < 0.7:
            flows.fold(draw.choice((1, 50, 1500)))
    assert FlowPending.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE core_flow, core_flowpending, core_flowcounter, core_flowstock, core_flowcell")


def _compare(actor: Actor, rows: list[Flow], by: str, basis: str, step: int, unit: int = 1_000) -> None:
    """Walk through the days; every cell of every answer must be that of the book, and continue the day before."""
    book = h.Book(_reached(actor, rows), _by(by, unit), basis, CUTOFF)
    last = h.FIRST - 40 * DAY
    book.until(last)
    before = dict(book.open)
    while last < h.LAST + 30 * DAY:
        first, last = last + DAY, last + step * DAY
        moved = book.until(last)
        asked = Question("case", first, last, CUTOFF, by=by, unit=unit, basis=basis)
        found = flows.sums(actor, asked)
        for cell in {*found, *book.open}:
            line = found.get(cell) or dict.fromkeys((*flows.COLUMNS, "open", "stock", "before"), 0)
            should = {**moved[cell], "open": book.open[cell], "stock": book.stock[cell]}
            should |= {"overdue": book.overdue[cell], "before": before.get(cell, 0)}
            assert line == should, (cell, last)
            flow = sum(line[name] for name in (*INS, *OUTS, *BETWEEN))
            assert line["open"] == line["before"] + flow
        before = dict(book.open)


@pytest.mark.django_db
@pytest.mark.parametrize("basis", [KNOWN, REPORTED])
def test_thousands_of_histories_in_every_reach(basis: str) -> None:
    rows = h.histories(20261120, 2000)
    _write(rows)
    for actor in ACTORS.values():
        _compare(actor, rows, "", basis, step=17)
    _compare(ACTORS["everything"], rows, "sector", basis, step=1)
    for by in ("area", "channel"):
        _compare(ACTORS["everything"], rows, by, basis, step=5)
    for name in ("county without a zone", "matter", "two that overlap"):
        for by in ("area", "sector", "channel"):
            _compare(ACTORS[name], rows, by, basis, step=23)
    for unit in (1_000_000, 100_000_000, 10_000_000_000):
        _compare(ACTORS["everything"], rows, "area", basis, step=19, unit=unit)


@pytest.mark.django_db
def test_it_does_not_matter_when_rows_are_folded() -> None:
    rows = h.histories(7, 400)
    asked = Question("case", date(2026, 1, 5), date(2026, 1, 25), CUTOFF, by="sector")
    flows.write(rows)
    pending = flows.sums(ACTORS["everything"], asked)
    flows.fold(333)
    assert flows.sums(ACTORS["everything"], asked) == pending
    flows.fold_pending()
    assert flows.sums(ACTORS["everything"], asked) == pending
    assert flows.fold_all() == len(rows)
    assert flows.sums(ACTORS["everything"], asked) == pending
    assert flows.check() == []


@pytest.mark.django_db
@pytest.mark.parametrize("cutoff", [date(2026, 1, 1), date(2026, 1, 9), date(2025, 12, 30), date(2030, 5, 5)])
def test_any_day_divides_stock_from_inflow(cutoff: date) -> None:
    rows = h.histories(11, 500)
    flows.write(rows)
    flows.fold(900)
    book = h.Book(rows, _by("", 0), KNOWN, cutoff)
    book.until(date(2026, 1, 31))
    found = flows.sums(ACTORS["everything"], Question("case", date(2026, 1, 1), date(2026, 1, 31), cutoff))
    assert found[""]["stock"] == book.stock[""]


@pytest.mark.django_db
def test_weeks_are_the_sums_of_their_days() -> None:
    rows = h.histories(13, 600)
    _write(rows)
    for name in ("everything", "county", "two that overlap"):
        book = h.Book(_reached(ACTORS[name], rows), _by("", 0), KNOWN, CUTOFF)
        asked = Question("case", h.LAST, h.LAST, CUTOFF)
        book.until(h.LAST - 84 * DAY)
        weeks = flows.by_week(ACTORS[name], asked)
        assert [day for day, _ in weeks] == [h.LAST - 7 * back * DAY for back in range(11, -1, -1)]
        for day, line in weeks:
            moved = book.until(day)[""]
            assert line == {**moved, "open": book.open[""]}


@pytest.mark.django_db
def test_a_counter_that_was_tampered_with_is_found() -> None:
    flows.write(h.histories(3, 200))
    flows.fold_pending()
    assert flows.check() == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_flowcounter SET closed = closed - 1 WHERE grain = 320")
        changed = cursor.rowcount
        cursor.execute("DELETE FROM core_flowstock WHERE grain = 440")
        gone = cursor.rowcount
    found = flows.check(limit=10_000)
    assert changed and sum(one.table == "core_flowcounter" for one in found) == changed
    assert gone and sum(one.should is not None and one.has is None for one in found) == gone


@pytest.mark.django_db
def test_a_row_that_is_neither_counted_nor_pending_is_found() -> None:
    flows.write(h.histories(3, 100))
    flows.fold_pending()
    Flow.objects.bulk_create(h.history(random.Random(5), 9_999)[:1])
    assert {one.table for one in flows.check()} == {"core_flowcounter", "core_flowstock"}


@pytest.mark.django_db(transaction=True)
def test_rows_committed_out_of_order_are_all_counted() -> None:
    rows = h.histories(17, 60)
    written, go = Event(), Event()

    def slow() -> None:
        with transaction.atomic():
            flows.write(rows[:100])
            written.set()
            assert go.wait(20)
        connection.close()

    other = Thread(target=slow)
    other.start()
    assert written.wait(20)
    flows.write(rows[100:])
    assert flows.fold_pending() == len(rows) - 100
    go.set()
    other.join()
    asked = Question("case", date(2025, 1, 1), h.LAST, CUTOFF)
    before = flows.sums(ACTORS["everything"], asked)
    assert flows.fold_pending() == 100
    assert flows.sums(ACTORS["everything"], asked) == before
    book = h.Book(rows, _by("", 0), KNOWN, CUTOFF)
    book.until(h.LAST)
    assert before[""]["open"] == book.open[""]
    assert flows.check() == []


@pytest.mark.django_db
def test_what_is_folded_twice_is_counted_once() -> None:
    flows.write(h.histories(19, 50))
    assert flows.fold_pending() == Flow.objects.unscoped(reason="test").count()
    held = FlowCounter.objects.unscoped(reason="test").count()
    assert flows.fold_pending() == 0
    assert FlowCounter.objects.unscoped(reason="test").count() == held
