"""From flow rows to counters, step by step: each step is one SELECT from those before it."""

from dataclasses import dataclass

from zhiben.core.flows.grains import ALL, COLUMNS, FACES, LEVELS, MOVEMENTS, grain

ROWS = """SELECT f.area, f.movement, f.sign, f.due_day, f.found, b.basis, b.day, f.cell
FROM (SELECT f.area, f.movement, f.sign::int AS sign, f.due_day, f.effective_day, f.recorded_day, c.id::int AS cell,
        date_trunc('month', f.found_day::timestamp)::date AS found
      FROM ({source}) f
      JOIN core_flowcell c ON (c.kind, c.sector, c.matter, c.grade, c.channel)
                            = (f.kind, f.sector, f.matter, f.grade, f.channel)) f
CROSS JOIN LATERAL (
  SELECT 0 AS basis, f.effective_day AS day WHERE f.recorded_day <= f.effective_day
  UNION ALL SELECT 1, f.effective_day WHERE f.recorded_day > f.effective_day
  UNION ALL SELECT 2, f.recorded_day WHERE f.recorded_day > f.effective_day) b"""
"""A row recorded late counts on its effective day as known now, and from its recorded day as reported."""

_NUMBERS = {face: at for at, face in enumerate(FACES)}
_FACED = " UNION ALL ".join(
    "SELECT {number}, {sector}, {matter}, {channel}".format(
        number=_NUMBERS[face],
        **{name: f"s.{name}" if name in kept else f"'{ALL}'" for name in ("sector", "matter", "channel")},
    )
    for face, kept in FACES.items()
)
CELLS = f"""WITH s AS (SELECT DISTINCT kind, sector, matter, channel, grade FROM ({{source}}) f)
INSERT INTO core_flowcell (kind, sector, matter, channel, grade)
SELECT DISTINCT s.kind, v.sector, v.matter, v.channel, s.grade
FROM s CROSS JOIN LATERAL ({_FACED}) v(face, sector, matter, channel) ON CONFLICT DO NOTHING"""
FACED = f"""SELECT s.id::int AS full, v.face, t.id::int AS cell
FROM core_flowcell s CROSS JOIN LATERAL ({_FACED}) v(face, sector, matter, channel)
JOIN core_flowcell t ON (t.kind, t.sector, t.matter, t.channel, t.grade)
                      = (s.kind, v.sector, v.matter, v.channel, s.grade)
WHERE s.sector <> '{ALL}' AND s.matter <> '{ALL}' AND s.channel <> '{ALL}'"""
"""For each cell with all its values those that count it too, by the number of the face."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of counters: its columns beside the area, day, cell and basis, and the SELECT of what it sums."""

    name: str
    keys: tuple[str, ...]
    sums: tuple[str, ...]
    first: str

    @property
    def key(self) -> tuple[str, ...]:
        """The columns of its primary key."""
        return ("grain", "area", "day", "cell", "basis", *self.keys)


@dataclass(frozen=True, slots=True)
class Step:
    """Sums of one level, length of time and some faces; `kept`: the SELECT of what the table takes, if anything."""

    name: str
    level: str
    select: str
    kept: str


def _columns() -> str:
    """One expression for each movement's column; a movement without a column of its own is a change."""
    named = ", ".join(f"'{name}'" for name in MOVEMENTS if name != "changed")
    parts = [
        f"CASE WHEN movement = '{name}' THEN sign ELSE 0 END AS {name}"
        for name in MOVEMENTS
        if name != "changed"
    ]
    return ", ".join([*parts, f"CASE WHEN movement IN ({named}) THEN 0 ELSE sign END AS changed"])


COUNTERS = Table(
    "core_flowcounter",
    (),
    COLUMNS,
    f"SELECT area, day, cell, basis, {_columns()}, 0 AS overdue FROM p UNION ALL"
    f" SELECT area, greatest(day, due_day + 1), cell, basis, {', '.join('0' for _ in MOVEMENTS)}, sign FROM p"
    " WHERE due_day IS NOT NULL",
)
"""Rows by their day, by movement; and from the day after the limit as overdue."""
STOCKS = Table("core_flowstock", ("found",), ("n",), "SELECT area, day, cell, basis, found, sign AS n FROM p")
TABLES = (COUNTERS, STOCKS)

_CHAIN = (
    ("town", "quarter", "x", "rows"),
    ("town", "year", "x", "town_quarter_x"),
    ("county", "part", "x", "rows"),
    ("county", "month", "j", "rows"),
    ("county", "month", "x", "county_part_x"),
    ("county", "month", "wc", "county_month_j"),
    ("county", "year", "x", "county_month_x"),
    ("county", "year", "wc", "county_month_wc"),
    ("county", "year", "m", "county_month_j"),
    ("city", "day", "j", "rows"),
    ("city", "day", "xw", "city_day_j"),
    ("city", "month", "xw", "city_day_xw"),
    ("city", "month", "j", "county_month_j"),
    ("city", "month", "cm", "city_month_j"),
    ("city", "year", "xw", "city_month_xw"),
    ("city", "year", "cm", "city_month_cm"),
    ("city", "year", "j", "city_month_j"),
    ("province", "day", "j", "city_day_j"),
    ("province", "day", "xwcm", "province_day_j"),
    ("province", "month", "j", "province_day_j"),
    ("province", "month", "xwcm", "province_day_xwcm"),
    ("province", "year", "j", "province_month_j"),
    ("province", "year", "xwcm", "province_month_xwcm"),
)
"""Level, length, faces, and the sums that they are made from: the rows, or sums just made.

The cells of face j keep all values apart, as the rows do. Sums that no level keeps are steps to others.
"""
ACROSS = "city_day_j"
"""The sums of cities that those of provinces are made from."""
_UNITS = {level.name: level.unit for level in LEVELS}
_KEPT = {
    (level.name, length, face) for level in LEVELS for face, made in level.lengths.items() for length in made
}


def named(table: Table, name: str) -> str:
    """The name of a step of a table."""
    return f"{table.name}_{name}"


def _first_day(length: str) -> str:
    """The first day of the stretch of time that a day lies in."""
    if length == "day":
        return "s.day"
    if length == "part":
        within = "(extract(day FROM s.day)::int - 1)"
        return f"s.day - {within} + least({within} / 10, 2) * 10"
    return f"date_trunc('{length}', s.day::timestamp)::date"


def _step(table: Table, level: str, length: str, faces: str, source: str) -> Step:
    face, cell, joined = "s.face", "s.cell", ""
    if source == "rows":
        face = str(_NUMBERS["j"])
    if faces != "j" and (source == "rows" or source.endswith("_j")):
        numbers = ", ".join(str(_NUMBERS[one]) for one in faces)
        face, cell = "x.face", "x.cell"
        joined = f" JOIN faced x ON x.full = s.cell AND x.face IN ({numbers})"
    keys = "".join(f", s.{key}" for key in table.keys)
    sums = ", ".join(f"sum(s.{name})::int AS {name}" for name in table.sums)
    groups = ", ".join(str(at + 1) for at in range(5 + len(table.keys)))
    some = " OR ".join(f"sum(s.{name}) <> 0" for name in table.sums)
    name = named(table, f"{level}_{length}_{faces}")
    kept = ""
    if all((level, length, one) in _KEPT for one in faces):
        columns = ", ".join((*table.key[1:], *table.sums))
        kept = f"SELECT {grain(level, length, 'x')} + face AS grain, {columns} FROM {name}"
    return Step(
        name,
        level,
        f"SELECT s.area / {_UNITS[level]} * {_UNITS[level]} AS area, {_first_day(length)} AS day, {cell} AS cell,"
        f" s.basis, {face} AS face{keys}, {sums} FROM {named(table, source)} s{joined}"
        f" GROUP BY {groups} HAVING {some}",
        kept,
    )


def steps(table: Table) -> list[Step]:
    """All steps of a table, in order."""
    return [_step(table, *one) for one in _CHAIN]
