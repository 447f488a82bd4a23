"""Folding: flow rows become counters, taken from the pending table as the sealer takes entries."""

from typing import Any

from django.db import connection, transaction

from zhiben.core.flows.grains import ALL, COLUMNS, GRAINS, MOVEMENTS
from zhiben.core.models import Flow

LOCK = 7_410_006
BATCH = 20_000
_CHUNK = 400_000

_BASES = """p AS MATERIALIZED (
  SELECT f.area, f.movement, f.sign, f.due_day, date_trunc('month', f.found_day)::date AS found,
         b.basis, b.day, c.id AS cell, w.id AS whole
  FROM f
  JOIN core_flowcell c ON (c.kind, c.sector, c.matter, c.grade, c.channel)
                        = (f.kind, f.sector, f.matter, f.grade, f.channel)
  JOIN core_flowcell w ON (w.kind, w.sector, w.matter, w.grade, w.channel)
                        = (f.kind, f.sector, f.matter, f.grade, %(all)s)
  CROSS JOIN LATERAL (
    SELECT 0 AS basis, f.effective_day AS day WHERE f.recorded_day <= f.effective_day
    UNION ALL SELECT 1, f.effective_day WHERE f.recorded_day > f.effective_day
    UNION ALL SELECT 2, f.recorded_day WHERE f.recorded_day > f.effective_day) b)"""
"""A row recorded late counts on its effective day as known now, and from its recorded day as reported."""

_CELLS = """WITH f AS ({source})
INSERT INTO core_flowcell (kind, sector, matter, channel, grade)
SELECT DISTINCT f.kind, f.sector, f.matter, x.channel, f.grade
FROM f CROSS JOIN LATERAL (VALUES (f.channel), (%(all)s)) x(channel)
ON CONFLICT DO NOTHING"""


def _columns() -> str:
    """One expression for each movement's column; a movement without a column of its own is a change."""
    named = ", ".join(f"'{name}'" for name in MOVEMENTS if name != "changed")
    parts = [
        f"CASE WHEN movement = '{name}' THEN sign ELSE 0 END AS {name}"
        for name in MOVEMENTS
        if name != "changed"
    ]
    return ", ".join([*parts, f"CASE WHEN movement IN ({named}) THEN 0 ELSE sign END AS changed"])


def _counted() -> str:
    """Rows by town and day, by movement; and from the day after the limit as overdue."""
    zeros = ", ".join("0" for _ in MOVEMENTS)
    sums = ", ".join(f"sum({name})::int AS {name}" for name in COLUMNS)
    some = " OR ".join(f"sum({name}) <> 0" for name in COLUMNS)
    return f"""g AS MATERIALIZED (
      SELECT area / 1000 * 1000 AS area, day, cell, whole, basis, {sums} FROM (
        SELECT area, day, cell, whole, basis, {_columns()}, 0 AS overdue FROM p
        UNION ALL
        SELECT area, greatest(day, due_day + 1), cell, whole, basis, {zeros}, sign FROM p
        WHERE due_day IS NOT NULL) x
      GROUP BY 1, 2, 3, 4, 5 HAVING {some})"""


def _stocked() -> str:
    return """g AS MATERIALIZED (
      SELECT area / 1000 * 1000 AS area, day, cell, whole, basis, found, sum(sign)::int AS n FROM p
      GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(sign) <> 0)"""


_CHAIN = (
    ("town_year", "g", 1_000, "year", False),
    ("county_month", "g", 1_000_000, "month", True),
    ("county_year", "county_month", 1_000_000, "year", False),
    ("city_day", "g", 100_000_000, "day", True),
    ("city_month", "city_day", 100_000_000, "month", False),
    ("city_year", "city_month", 100_000_000, "year", False),
    ("province_day", "city_day", 10_000_000_000, "day", False),
    ("province_month", "province_day", 10_000_000_000, "month", False),
    ("province_year", "province_month", 10_000_000_000, "year", False),
)
"""Each counter from the finest that is made already; the flag: also for all channels together."""


def _rolled(keys: tuple[str, ...], sums: tuple[str, ...]) -> list[str]:
    """The chain as common table expressions."""
    extra = "".join(f", {key}" for key in keys)
    columns = ", ".join(f"sum({name})::int AS {name}" for name in sums)
    some = " OR ".join(f"sum({name}) <> 0" for name in sums)
    made = []
    for name, source, unit, length, both in _CHAIN:
        cell = "x.cell" if both else "s.cell"
        spread = " CROSS JOIN LATERAL (VALUES (s.cell), (s.whole)) x(cell)" if both else ""
        made.append(
            f"{name} AS MATERIALIZED (SELECT s.area / {unit} * {unit} AS area,"
            f" date_trunc('{length}', s.day)::date AS day, {cell} AS cell, s.basis{extra}, {columns}"
            f" FROM {source} s{spread} GROUP BY 1, 2, 3, 4{''.join(f', {5 + at}' for at in range(len(keys)))}"
            f" HAVING {some})"
        )
    return made


def _statement(table: str, first: str, keys: tuple[str, ...], sums: tuple[str, ...]) -> str:
    """One INSERT that adds the rows of `{source}` to every counter of a table."""
    columns = ", ".join(("area", "day", "cell", "basis", *keys, *sums))
    unions = " UNION ALL ".join(
        f"SELECT {GRAINS[name.split('_')[0], length]}, {columns} FROM {name}"
        for name, _source, _unit, length, _both in _CHAIN
    )
    added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in sums)
    key = ", ".join(("grain", "area", "day", "cell", "basis", *keys))
    parts = ",\n".join(["f AS MATERIALIZED ({source})", _BASES, first, *_rolled(keys, sums)])
    return (
        f"WITH {parts} INSERT INTO {table} (grain, {columns}) {unions}"
        f" ON CONFLICT ({key}) DO UPDATE SET {added}"
    )


_COUNTERS = _statement("core_flowcounter", _counted(), (), COLUMNS)
_STOCKS = _statement("core_flowstock", _stocked(), ("found",), ("n",))
_PENDING = "SELECT * FROM core_flow WHERE id = ANY(%(ids)s)"
_STRETCH = "SELECT * FROM core_flow WHERE area BETWEEN %(low)s AND %(high)s"

_TAKEN = f"{_STRETCH} AND NOT EXISTS (SELECT 1 FROM core_flowpending w WHERE w.flow = core_flow.id)"


def add(cursor: Any, source: str, params: dict[str, Any]) -> None:
    """Add the flow rows of a query to the counters; nothing is marked as taken."""
    for statement in (_CELLS, _COUNTERS, _STOCKS):
        cursor.execute(statement.replace("{source}", source), {"all": ALL, **params})


def recount(cursor: Any) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Sum all rows that are not pending into tables of this transaction named `recount_…`; their keys and values."""
    tables = (
        ("core_flowcounter", ("grain", "area", "day", "cell", "basis"), COLUMNS),
        ("core_flowstock", ("grain", "area", "day", "cell", "basis", "found"), ("n",)),
    )
    cursor.execute("SET LOCAL work_mem = '256MB'")
    for table, _keys, _values in tables:
        cursor.execute(f"DROP TABLE IF EXISTS recount_{table}")
        cursor.execute(f"CREATE TEMP TABLE recount_{table} (LIKE {table} INCLUDING ALL) ON COMMIT DROP")
    for low, high in _chunks(cursor):
        for statement in (_COUNTERS, _STOCKS):
            summed = statement.replace("core_flowcounter", "recount_core_flowcounter")
            summed = summed.replace("core_flowstock", "recount_core_flowstock").replace("{source}", _TAKEN)
            cursor.execute(summed, {"all": ALL, "low": low, "high": high})
    return list(tables)


def fold(batch: int = BATCH) -> int:
    """Fold up to `batch` pending rows; return how many. Two folders never work at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute("SELECT flow FROM core_flowpending ORDER BY flow LIMIT %s", [batch])
        ids = [key for (key,) in cursor.fetchall()]
        if ids:
            add(cursor, _PENDING, {"ids": ids})
            cursor.execute("DELETE FROM core_flowpending WHERE flow = ANY(%s)", [ids])
    return len(ids)


def fold_pending() -> int:
    """Fold until nothing is pending; return how many rows were folded."""
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
        cursor.execute("SET LOCAL work_mem = '256MB'")
        for table in ("core_flowpending", "core_flowcounter", "core_flowstock"):
            cursor.execute(f"DELETE FROM {table}")
        for low, high in _chunks(cursor):
            add(cursor, _STRETCH, {"low": low, "high": high})
        total: int = Flow.objects.unscoped(reason="counting what was folded").count()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE core_flowcounter, core_flowstock, core_flowcell")
    return total


def _chunks(cursor: Any) -> list[tuple[int, int]]:
    """Stretches of areas with some hundred thousand rows each: whole counties, joined."""
    cursor.execute("SELECT area / 1000000, count(*) FROM core_flow GROUP BY 1 ORDER BY 1")
    chunks: list[list[int]] = []
    size = 0
    for county, count in cursor.fetchall():
        if not chunks or size + count > _CHUNK:
            chunks.append([county, county])
            size = 0
        chunks[-1][1] = county
        size += count
    return [(low * 1_000_000, high * 1_000_000 + 999_999) for low, high in chunks]
