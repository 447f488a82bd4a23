"""Folding: flow rows become counters, taken from the pending table as the sealer takes entries."""

from typing import Any

from django.db import connection, transaction

from zhiben.core.flows.grains import ALL, COLUMNS, FACES, GRAINS, LEVELS, MOVEMENTS
from zhiben.core.models import Flow

LOCK = 7_410_006
BATCH = 20_000
_CHUNK = 400_000

_BASES = """p AS MATERIALIZED (
  SELECT f.area, f.movement, f.sign, f.due_day, date_trunc('month', f.found_day)::date AS found,
         b.basis, b.day, c.id AS cell
  FROM f
  JOIN core_flowcell c ON (c.kind, c.sector, c.matter, c.grade, c.channel)
                        = (f.kind, f.sector, f.matter, f.grade, f.channel)
  CROSS JOIN LATERAL (
    SELECT 0 AS basis, f.effective_day AS day WHERE f.recorded_day <= f.effective_day
    UNION ALL SELECT 1, f.effective_day WHERE f.recorded_day > f.effective_day
    UNION ALL SELECT 2, f.recorded_day WHERE f.recorded_day > f.effective_day) b)"""
"""A row recorded late counts on its effective day as known now, and from its recorded day as reported."""

_FACED = " UNION ALL ".join(
    "SELECT '{face}', {sector}, {matter}, {channel}".format(
        face=face,
        **{name: f"s.{name}" if name in kept else f"'{ALL}'" for name in ("sector", "matter", "channel")},
    )
    for face, kept in FACES.items()
)
_CELLS = f"""WITH s AS (SELECT DISTINCT kind, sector, matter, channel, grade FROM ({{source}}) f)
INSERT INTO core_flowcell (kind, sector, matter, channel, grade)
SELECT DISTINCT s.kind, v.sector, v.matter, v.channel, s.grade
FROM s CROSS JOIN LATERAL ({_FACED}) v(face, sector, matter, channel) ON CONFLICT DO NOTHING"""
_FACES = f"""faced AS MATERIALIZED (
  SELECT s.id AS full, v.face, t.id AS cell
  FROM core_flowcell s CROSS JOIN LATERAL ({_FACED}) v(face, sector, matter, channel)
  JOIN core_flowcell t ON (t.kind, t.sector, t.matter, t.channel, t.grade)
                        = (s.kind, v.sector, v.matter, v.channel, s.grade)
  WHERE s.sector <> '{ALL}' AND s.matter <> '{ALL}' AND s.channel <> '{ALL}')"""
"""For each cell with all its values those that count it too, by face."""


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
      SELECT area / 1000 * 1000 AS area, day, cell, basis, {sums} FROM (
        SELECT area, day, cell, basis, {_columns()}, 0 AS overdue FROM p
        UNION ALL
        SELECT area, greatest(day, due_day + 1), cell, basis, {zeros}, sign FROM p
        WHERE due_day IS NOT NULL) x
      GROUP BY 1, 2, 3, 4 HAVING {some})"""


def _stocked() -> str:
    return """g AS MATERIALIZED (
      SELECT area / 1000 * 1000 AS area, day, cell, basis, found, sum(sign)::int AS n FROM p
      GROUP BY 1, 2, 3, 4, 5 HAVING sum(sign) <> 0)"""


_UNITS = {level.name: level.unit for level in LEVELS}
_CHAIN = (
    ("town", "year", "x", "g"),
    ("county", "month", "xwc", "g"),
    ("county", "year", "xwc", "county_month_xwc"),
    ("county", "year", "m", "g"),
    ("city", "day", "xw", "g"),
    ("city", "month", "xw", "city_day_xw"),
    ("city", "month", "cm", "g"),
    ("city", "year", "xw", "city_month_xw"),
    ("city", "year", "cm", "city_month_cm"),
    ("city", "year", "j", "g"),
    ("province", "day", "xw", "city_day_xw"),
    ("province", "day", "cm", "g"),
    ("province", "month", "xw", "province_day_xw"),
    ("province", "month", "cm", "province_day_cm"),
    ("province", "month", "j", "g"),
    ("province", "year", "xw", "province_month_xw"),
    ("province", "year", "cm", "province_month_cm"),
    ("province", "year", "j", "province_month_j"),
)
"""Level, length, faces, and the coarsest sums that they can be made from: the rows, or counters just summed."""


def _rolled(keys: tuple[str, ...], sums: tuple[str, ...]) -> list[str]:
    """The chain as common table expressions."""
    extra = "".join(f", s.{key}" for key in keys)
    columns = ", ".join(f"sum(s.{name})::int AS {name}" for name in sums)
    some = " OR ".join(f"sum(s.{name}) <> 0" for name in sums)
    made = []
    for level, length, faces, source in _CHAIN:
        cell, joined = "s.cell", ""
        if source == "g":
            named = ", ".join(f"'{face}'" for face in faces)
            cell, joined = "x.cell", f" JOIN faced x ON x.full = s.cell AND x.face IN ({named})"
        made.append(
            f"{level}_{length}_{faces} AS MATERIALIZED (SELECT s.area / {_UNITS[level]} * {_UNITS[level]} AS area,"
            f" date_trunc('{length}', s.day)::date AS day, {cell} AS cell, s.basis{extra}, {columns}"
            f" FROM {source} s{joined} GROUP BY 1, 2, 3, 4{''.join(f', {5 + at}' for at in range(len(keys)))}"
            f" HAVING {some})"
        )
    return made


_CONFLICT = " ON CONFLICT ({key}) DO UPDATE SET {added}"


def _statement(table: str, first: str, keys: tuple[str, ...], sums: tuple[str, ...]) -> str:
    """One INSERT that adds the rows of `{source}` to every counter of a table."""
    columns = ", ".join(("area", "day", "cell", "basis", *keys, *sums))
    unions = " UNION ALL ".join(
        f"SELECT {GRAINS[level, length]}, {columns} FROM {level}_{length}_{faces}"
        for level, length, faces, _source in _CHAIN
    )
    added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in sums)
    key = ", ".join(("grain", "area", "day", "cell", "basis", *keys))
    parts = ",\n".join(["f AS MATERIALIZED ({source})", _BASES, _FACES, first, *_rolled(keys, sums)])
    return f"WITH {parts} INSERT INTO {table} (grain, {columns}) {unions}{_CONFLICT.format(key=key, added=added)}"


_COUNTERS = _statement("core_flowcounter", _counted(), (), COLUMNS)
_STOCKS = _statement("core_flowstock", _stocked(), ("found",), ("n",))
_PENDING = "SELECT * FROM core_flow WHERE id = ANY(%(ids)s)"
_STRETCH = "SELECT * FROM core_flow WHERE area BETWEEN %(low)s AND %(high)s"

_TAKEN = f"{_STRETCH} AND NOT EXISTS (SELECT 1 FROM core_flowpending w WHERE w.flow = core_flow.id)"


def add(cursor: Any, source: str, params: dict[str, Any]) -> None:
    """Add the flow rows of a query to the counters; nothing is marked as taken."""
    for statement in (_CELLS, _COUNTERS, _STOCKS):
        cursor.execute(statement.replace("{source}", source), params)


_TABLES = (
    ("core_flowcounter", ("grain", "area", "day", "cell", "basis"), COLUMNS),
    ("core_flowstock", ("grain", "area", "day", "cell", "basis", "found"), ("n",)),
)
"""Tables of counters, their keys and their values."""
_WHOLE = 3
"""Grains up to this one lie within a county, so that no two stretches of areas add to the same counter."""


def recount(cursor: Any) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Sum all rows that are not pending into tables of this transaction named `recount_…`; their keys and values."""
    _plan_for_many(cursor)
    for table, _keys, _values in _TABLES:
        cursor.execute(f"DROP TABLE IF EXISTS recount_{table}")
        cursor.execute(f"CREATE TEMP TABLE recount_{table} (LIKE {table} INCLUDING ALL) ON COMMIT DROP")
    _sum_all(cursor, _TAKEN, "recount_")
    return list(_TABLES)


def _sum_all(cursor: Any, source: str, prefix: str) -> None:
    """Sum the rows of each stretch of areas into loose tables, and write these once, in the order of the keys.

    Adding to indexed counters stretch by stretch took longer than everything else together.
    """
    for table, _keys, _values in _TABLES:
        cursor.execute(f"DROP TABLE IF EXISTS loose_{table}")
        cursor.execute(f"CREATE TEMP TABLE loose_{table} (LIKE {table}) ON COMMIT DROP")
    for low, high in _chunks(cursor):
        between = {"low": low, "high": high}
        cursor.execute(_CELLS.replace("{source}", source), between)
        for statement in (_COUNTERS, _STOCKS):
            loose, _sep, _conflict = statement.partition(" ON CONFLICT (grain")
            cursor.execute(
                loose.replace("INSERT INTO core_flow", "INSERT INTO loose_core_flow").replace(
                    "{source}", source
                ),
                between,
            )
    for table, keys, values in _TABLES:
        key, plain = ", ".join(keys), ", ".join(values)
        sums = ", ".join(f"sum({name})::int" for name in values)
        cursor.execute(
            f"INSERT INTO {prefix}{table} ({key}, {plain})"
            f" SELECT {key}, {plain} FROM loose_{table} WHERE grain <= {_WHOLE}"
            f" UNION ALL SELECT {key}, {sums} FROM loose_{table} WHERE grain > {_WHOLE} GROUP BY {key}"
            f" ORDER BY {key}"
        )


def fold(batch: int = BATCH) -> int:
    """Fold up to `batch` pending rows; return how many. Two folders never work at once: the later one leaves it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
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
        _plan_for_many(cursor)
        for table in ("core_flowpending", "core_flowcounter", "core_flowstock"):
            cursor.execute(f"DELETE FROM {table}")
        _sum_all(cursor, _STRETCH, "")
        total: int = Flow.objects.unscoped(reason="counting what was folded").count()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE core_flowcounter, core_flowstock, core_flowcell")
    return total


def _plan_for_many(cursor: Any) -> None:
    """Steps of one statement have no statistics: taken for small, they would be joined row by row."""
    cursor.execute("SET LOCAL work_mem = '256MB'")
    cursor.execute("SET LOCAL enable_nestloop = off")


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
