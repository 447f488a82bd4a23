"""Checking: every counter summed anew from the flow rows and compared."""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from zhiben.core.flows.folding import LOCK, recount


@dataclass(frozen=True, slots=True)
class Difference:
    """A counter that does not say what its flow rows say. `should` None: it should not be there."""

    table: str
    key: tuple[Any, ...]
    has: tuple[int, ...] | None
    should: tuple[int, ...] | None


def check(limit: int = 100) -> list[Difference]:
    """Sum everything anew beside the counters and name those that differ, at most `limit` of each table."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        return [
            found
            for table in recount(cursor)
            for found in _compared(cursor, table.name, table.key, table.sums, limit)
        ]


def _compared(
    cursor: Any, table: str, keys: tuple[str, ...], values: tuple[str, ...], limit: int
) -> list[Difference]:
    """Counters whose sums are all zero count as absent."""
    on = " AND ".join(f"a.{key} = b.{key}" for key in keys)
    differ = " OR ".join(f"coalesce(a.{name}, 0) <> coalesce(b.{name}, 0)" for name in values)
    both = ", ".join(f"coalesce(a.{key}, b.{key})" for key in keys)
    has, should = (", ".join(f"{side}.{name}" for name in values) for side in ("a", "b"))
    cursor.execute(
        f"SELECT {both}, {has}, {should} FROM {table} a FULL JOIN recount_{table} b ON {on}"
        f" WHERE {differ} ORDER BY {', '.join(str(at + 1) for at in range(len(keys)))} LIMIT %s",
        [limit],
    )
    return [
        Difference(
            table,
            tuple(row[: len(keys)]),
            _side(row[len(keys) : len(keys) + len(values)]),
            _side(row[len(keys) + len(values) :]),
        )
        for row in cursor.fetchall()
    ]


def _side(values: tuple[Any, ...]) -> tuple[int, ...] | None:
    return None if values[0] is None else tuple(values)
