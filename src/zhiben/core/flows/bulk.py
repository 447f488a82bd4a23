"""All flow rows summed at one go: the same steps as a fold, but each into a table of its own.

The planner knows how large a table is, but not how much a step of one long statement gives; and what lies within a
city is summed city by city, so that what is summed stays small.
"""

from typing import Any

from zhiben.core.flows.steps import ACROSS, CELLS, FACED, ROWS, TABLES, Step, Table, named, steps

ROWS_WITHIN = "SELECT * FROM core_flow WHERE area BETWEEN %(low)s AND %(high)s"
TAKEN_WITHIN = f"{ROWS_WITHIN} AND NOT EXISTS (SELECT FROM core_flowpending w WHERE w.flow = core_flow.id)"
_EVERYWHERE = {"low": 0, "high": 999_999_999_999}
_CITY = 100_000_000
_CHUNK = 500_000


def plan_for_many(cursor: Any) -> None:
    """Steps of one statement have no statistics: taken for small, they would be joined row by row."""
    cursor.execute("SET LOCAL work_mem = '256MB'")
    cursor.execute("SET LOCAL enable_nestloop = off")


def sum_all(cursor: Any, source: str, prefix: str) -> None:
    """Sum what `source` selects into tables of counters that are empty, their names with `prefix`."""
    plan_for_many(cursor)
    cursor.execute(CELLS.format(source=source), _EVERYWHERE)
    cursor.execute("ANALYZE core_flowcell")
    rows = ROWS.format(source=source)
    _make(cursor, "faced", FACED)
    cursor.execute("INSERT INTO faced " + FACED)
    _make(cursor, "p", rows, _EVERYWHERE)
    for table in TABLES:
        _prepare(cursor, table)
    for low, high in _chunks(cursor):
        cursor.execute("TRUNCATE p")
        cursor.execute("INSERT INTO p " + rows, {"low": low, "high": high})
        for table in TABLES:
            _sum_cities(cursor, table)
    for table in TABLES:
        _sum_provinces(cursor, table)
        _write(cursor, table, prefix)


def _make(cursor: Any, name: str, select: str, params: dict[str, Any] | None = None) -> None:
    cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
    cursor.execute(f"CREATE TEMP TABLE {name} ON COMMIT DROP AS {select} WITH NO DATA", params)


def _prepare(cursor: Any, table: Table) -> None:
    """Empty tables for each step, for the sums of all cities, and for the counters without their index."""
    _make(cursor, named(table, "rows"), table.first)
    for step in steps(table):
        _make(cursor, step.name, step.select)
    _make(cursor, named(table, "across"), f"SELECT * FROM {named(table, ACROSS)}")
    _make(cursor, named(table, "loose"), f"SELECT * FROM {table.name}")


def _sum_cities(cursor: Any, table: Table) -> None:
    """The rows of some cities, to their towns, counties and cities."""
    made = [step for step in steps(table) if step.level != "province"]
    names = [named(table, "rows"), *(step.name for step in made)]
    cursor.execute(f"TRUNCATE {', '.join(names)}")
    cursor.execute(f"INSERT INTO {names[0]} {table.first}")
    for step in made:
        _sum(cursor, table, step)
    cursor.execute(f"INSERT INTO {named(table, 'across')} SELECT * FROM {named(table, ACROSS)}")


def _sum_provinces(cursor: Any, table: Table) -> None:
    """The sums of all cities, to the provinces."""
    cursor.execute(f"DROP TABLE {named(table, ACROSS)}")
    cursor.execute(f"ALTER TABLE {named(table, 'across')} RENAME TO {named(table, ACROSS)}")
    for step in steps(table):
        if step.level == "province":
            _sum(cursor, table, step)


def _sum(cursor: Any, table: Table, step: Step) -> None:
    cursor.execute(f"INSERT INTO {step.name} {step.select}")
    if step.kept:
        columns = ", ".join((*table.key, *table.sums))
        cursor.execute(f"INSERT INTO {named(table, 'loose')} ({columns}) {step.kept}")


def _write(cursor: Any, table: Table, prefix: str) -> None:
    """In the order of the keys: adding to an indexed table here and there takes longer than everything else."""
    key, columns = ", ".join(table.key), ", ".join((*table.key, *table.sums))
    cursor.execute(
        f"INSERT INTO {prefix}{table.name} ({columns}) SELECT {columns} FROM {named(table, 'loose')} ORDER BY {key}"
    )


def _chunks(cursor: Any) -> list[tuple[int, int]]:
    """Stretches of areas with some hundred thousand rows each: whole cities, joined."""
    cursor.execute("SELECT area / %s, count(*) FROM core_flow GROUP BY 1 ORDER BY 1", [_CITY])
    chunks: list[list[int]] = []
    size = 0
    for city, count in cursor.fetchall():
        if not chunks or size + count > _CHUNK:
            chunks.append([city, city])
            size = 0
        chunks[-1][1] = city
        size += count
    return [(low * _CITY, high * _CITY + _CITY - 1) for low, high in chunks]
