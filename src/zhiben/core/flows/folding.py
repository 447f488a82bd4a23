"""Folding: flow rows become counters, taken from the pending table as the sealer takes entries."""

from typing import Any

from django.db import connection, transaction

from zhiben.core.flows import bulk
from zhiben.core.flows.steps import CELLS, FACED, ROWS, TABLES, Table, named, steps
from zhiben.core.models import Flow

LOCK = 7_410_006
BATCH = 20_000
_MANY = 200_000
_PENDING = "SELECT * FROM core_flow WHERE id = ANY(%(ids)s)"


def _statement(table: Table) -> str:
    """One INSERT that adds the pending rows to every counter of a table."""
    made = steps(table)
    first = [("p", ROWS.format(source=_PENDING)), ("faced", FACED), (named(table, "rows"), table.first)]
    parts = ",\n".join(
        f"{name} AS MATERIALIZED ({select})"
        for name, select in (*first, *((step.name, step.select) for step in made))
    )
    unions = " UNION ALL ".join(step.kept for step in made if step.kept)
    added = ", ".join(f"{name} = {table.name}.{name} + excluded.{name}" for name in table.sums)
    return (
        f"WITH {parts} INSERT INTO {table.name} ({', '.join((*table.key, *table.sums))}) {unions}"
        f" ON CONFLICT ({', '.join(table.key)}) DO UPDATE SET {added}"
    )


_STATEMENTS = (CELLS.format(source=_PENDING), *(_statement(table) for table in TABLES))


def fold(batch: int = BATCH) -> int:
    """Fold up to `batch` pending rows; return how many. Two folders never work at once: the later one leaves it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute("SELECT flow FROM core_flowpending ORDER BY flow LIMIT %s", [batch])
        ids = [key for (key,) in cursor.fetchall()]
        if ids:
            bulk.plan_for_many(cursor)
            for statement in _STATEMENTS:
                cursor.execute(statement, {"ids": ids})
            cursor.execute("DELETE FROM core_flowpending WHERE flow = ANY(%s)", [ids])
    return len(ids)


def fold_pending() -> int:
    """Fold until nothing is pending; return how many rows were folded, or summed anew where that is sooner done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM (SELECT FROM core_flowpending LIMIT %s) w", [_MANY])
        if cursor.fetchone()[0] == _MANY:
            return fold_all()
    total = 0
    while count := fold():
        total += count
    return total


def fold_all() -> int:
    """Make all counters anew from all flow rows, after bulk work; return how many rows were summed.

    Writers wait: whoever has written rows that are not committed holds the pending table, and the lock waits.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute("LOCK TABLE core_flowpending IN EXCLUSIVE MODE")
        for table in ("core_flowpending", "core_flowcounter", "core_flowstock"):
            cursor.execute(f"DELETE FROM {table}")
        bulk.sum_all(cursor, bulk.ROWS_WITHIN, "")
        total: int = Flow.objects.unscoped(reason="counting what was folded").count()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE core_flowcounter, core_flowstock, core_flowcell")
    return total


def recount(cursor: Any) -> tuple[Table, ...]:
    """Sum all rows that are not pending into tables of this transaction named `recount_…`."""
    for table in TABLES:
        cursor.execute(f"DROP TABLE IF EXISTS recount_{table.name}")
        cursor.execute(
            f"CREATE TEMP TABLE recount_{table.name} (LIKE {table.name} INCLUDING ALL) ON COMMIT DROP"
        )
    bulk.sum_all(cursor, bulk.TAKEN_WITHIN, "recount_")
    return TABLES
