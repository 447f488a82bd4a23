"""Figures: counters and what is not yet counted, in one statement.

Up to a day: whole years, months and days come from the counters of the block of areas, and what the block keeps
no counters of from its flow rows. Rows still pending are added wherever counters are read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection

from zhiben.core.actors import Actor
from zhiben.core.flows.grains import ALL, COLUMNS, FACES, GRAINS, MOVEMENTS, face_of
from zhiben.core.flows.reach import Block, Limit, Stretch, blocks, stretches

KNOWN, REPORTED = "known", "reported"
_BEGIN = date(1900, 1, 1)
_DAY = timedelta(days=1)
_DAYS = {
    KNOWN: "f.effective_day",
    REPORTED: "greatest(f.effective_day, f.recorded_day)",
}
_BASIS = {KNOWN: 1, REPORTED: 2}


@dataclass(frozen=True, slots=True)
class Question:
    """What is summed: movements from `first` to `last`, balances at the end of `last` and before `first`.

    `cutoff`: found before it is stock. `basis`: as known now, or as reported (a row recorded late counts from the
    day it was recorded). `unit`: cells by area are multiples of it. `apart`: grades whose open cases are also
    given by themselves. Days included on both sides.
    """

    kind: str
    first: date
    last: date
    cutoff: date
    by: str = ""
    unit: int = 1_000
    grades: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    basis: str = KNOWN
    low: int | None = None
    high: int | None = None


@dataclass(slots=True)
class _Statement:
    """Parts of one UNION ALL, each giving (cell, at, grade, movements…, overdue, stock)."""

    question: Question
    parts: list[str] = field(default_factory=list)
    params: list[Any] = field(default_factory=list)

    def face(self, limits: tuple[Limit, ...]) -> str:
        """The face of the counters that answer the question under these limits."""
        apart = {self.question.by} & {"sector", "channel"}
        for sectors, matters in limits:
            apart |= {"sector"} if sectors is not None else set()
            apart |= {"matter"} if matters is not None else set()
        return face_of(frozenset(apart))

    def blocks(self, stretch: Stretch) -> Iterable[Block]:
        """The stretch as blocks; none coarser than the cells of the answer."""
        coarsest = self.question.unit if self.question.by == "area" else 10_000_000_000
        return blocks(stretch.low, stretch.high, coarsest, self.face(stretch.limits))

    def key(self, alias: str, cell: str) -> str:
        """The cell of the answer that a row belongs to, as text."""
        by, unit = self.question.by, self.question.unit
        if by == "area":
            return f"({alias}.area / {unit} * {unit})::text"
        return f"{cell}.{by}" if by else "''"

    def cells(self, alias: str, limits: tuple[Limit, ...], face: str) -> str:
        """The condition on the values of a row or, with a face, of a counter; its values join the parameters."""
        conditions = [f"{alias}.kind = %s"]
        self.params.append(self.question.kind)
        for name in ("sector", "matter", "channel") if face else ():
            conditions.append(f"{alias}.{name} {'<>' if name in FACES[face] else '='} '{ALL}'")
        if self.question.grades:
            conditions.append(f"{alias}.grade = ANY(%s)")
            self.params.append(list(self.question.grades))
        if (None, None) not in limits:
            conditions.append("(" + " OR ".join(self._limit(alias, limit) for limit in limits) + ")")
        return " AND ".join(conditions)

    def _limit(self, alias: str, limit: Limit) -> str:
        conditions = []
        for column, allowed in zip(("sector", "matter"), limit, strict=True):
            if allowed is not None:
                conditions.append(f"{alias}.{column} = ANY(%s)")
                self.params.append(sorted(allowed))
        return "(" + " AND ".join(conditions) + ")"

    def counters(
        self, block: Block, limits: tuple[Limit, ...], at: str, grain: int, a: date, b: date
    ) -> None:
        """Counters of one grain whose stretch of time begins from `a` to before `b`."""
        assert block.level is not None
        columns = ", ".join(f"k.{name}" for name in COLUMNS)
        areas, codes = block.within("k.area")
        self.params += [grain, *codes, a, b, _BASIS[self.question.basis]]
        self.parts.append(
            f"SELECT {self.key('k', 'c')} AS cell, {at} AS at, c.grade, {columns}, 0 AS stock"
            f" FROM core_flowcounter k JOIN core_flowcell c ON c.id = k.cell"
            f" WHERE k.grain = %s AND {areas} AND k.day >= %s AND k.day < %s AND k.basis IN (0, %s)"
            f" AND {self.cells('c', limits, self.face(limits))}"
        )

    def stocks(self, block: Block, limits: tuple[Limit, ...], grain: int, a: date, b: date) -> None:
        """Of those found in the months before the cut-off."""
        assert block.level is not None
        zeros = ", ".join("0" for _ in COLUMNS)
        bound = _bound(self.question.cutoff)
        areas, codes = block.within("k.area")
        self.params += [grain, *codes, a, b, _BASIS[self.question.basis], bound]
        self.parts.append(
            f"SELECT {self.key('k', 'c')}, 1, c.grade, {zeros}, k.n"
            f" FROM core_flowstock k JOIN core_flowcell c ON c.id = k.cell"
            f" WHERE k.grain = %s AND {areas} AND k.day >= %s AND k.day < %s AND k.basis IN (0, %s)"
            f" AND k.found < %s AND {self.cells('c', limits, self.face(limits))}"
        )

    def flows(
        self, block: Block, limits: tuple[Limit, ...], at: str, a: date, b: date, cutoff: date, pending: bool
    ) -> None:
        """The flow rows from `a` to before `b` themselves; those that became overdue in that time as well."""
        day, later = _DAYS[self.question.basis], f"greatest({_DAYS[self.question.basis]}, f.due_day + 1)"
        source = "core_flow f JOIN core_flowpending w ON w.flow = f.id" if pending else "core_flow f"
        moves = ", ".join(_movement(name) for name in MOVEMENTS)
        at_later = at.replace("{day}", later)
        key, zeros = self.key("f", "f"), ", ".join("0" for _ in MOVEMENTS)
        begins = f" AND ({day}) >= %s" if a > _BEGIN else ""
        begin = [a] if a > _BEGIN else []
        self.params += [cutoff, block.low, block.high, b, b, *begin]
        self.parts.append(
            f"SELECT {key}, {at.replace('{day}', day)}, f.grade, {moves}, 0,"
            f" CASE WHEN f.found_day < %s THEN f.sign ELSE 0 END"
            f" FROM {source} WHERE f.area BETWEEN %s AND %s AND f.effective_day < %s AND ({day}) < %s{begins}"
            f" AND {self.cells('f', limits, '')}"
        )
        for extra, values in _becoming(day, a, b):
            self.params += [block.low, block.high, b, b, *values]
            self.parts.append(
                f"SELECT {key}, {at_later}, f.grade, {zeros}, f.sign, 0 FROM {source}"
                f" WHERE f.area BETWEEN %s AND %s AND f.effective_day < %s AND ({day}) < %s"
                f" AND {extra} AND {self.cells('f', limits, '')}"
            )

    def residue(self, block: Block, limits: tuple[Limit, ...], before: date) -> None:
        """Cases found between the first of a month and the cut-off, where counters know months only."""
        bound, cutoff = _bound(self.question.cutoff), self.question.cutoff
        if bound == cutoff:
            return
        sign = "f.sign" if bound < cutoff else "-f.sign"
        zeros = ", ".join("0" for _ in COLUMNS)
        self.params += [min(bound, cutoff), max(bound, cutoff), block.low, block.high, before, before]
        self.parts.append(
            f"SELECT {self.key('f', 'f')}, 1, f.grade, {zeros}, {sign} FROM core_flow f"
            f" WHERE f.found_day >= %s AND f.found_day < %s AND f.area BETWEEN %s AND %s"
            f" AND f.effective_day < %s AND ({_DAYS[self.question.basis]}) < %s"
            f" AND {self.cells('f', limits, '')}"
        )

    def rows(self) -> list[tuple[Any, ...]]:
        """Run it: (cell, at, grade, a sum for each column, stock) for each cell, point and grade."""
        if not self.parts:
            return []
        names = (*COLUMNS, "stock")
        sums = ", ".join(f"sum({name})::bigint" for name in names)
        head = f"SELECT cell, at, grade, {sums} FROM ("
        # The first part names the columns.
        self.parts.insert(
            0, f"SELECT '' AS cell, 0 AS at, '' AS grade, {', '.join(f'0 AS {n}' for n in names)} WHERE false"
        )
        with connection.cursor() as cursor:
            cursor.execute(head + " UNION ALL ".join(self.parts) + ") x GROUP BY 1, 2, 3", self.params)
            return list(cursor.fetchall())


def _movement(name: str) -> str:
    if name == "changed":
        named = ", ".join(f"'{one}'" for one in MOVEMENTS if one != "changed")
        return f"CASE WHEN f.movement IN ({named}) THEN 0 ELSE f.sign END"
    return f"CASE WHEN f.movement = '{name}' THEN f.sign ELSE 0 END"


def _becoming(day: str, a: date, b: date) -> Iterable[tuple[str, list[Any]]]:
    """Conditions for rows overdue from a day between `a` and before `b` on; the first by day, the second by limit."""
    if a <= _BEGIN:
        yield "f.due_day < %s", [b - _DAY]
        return
    yield f"({day}) >= %s AND f.due_day < %s", [a, b - _DAY]
    yield f"({day}) < %s AND f.due_day >= %s AND f.due_day < %s", [a, a - _DAY, b - _DAY]


def _bound(cutoff: date) -> date:
    """The first of a month next to the cut-off."""
    this = cutoff.replace(day=1)
    following = (this + timedelta(days=31)).replace(day=1)
    return this if cutoff - this <= following - cutoff else following


def _add_until(made: _Statement, block: Block, limits: tuple[Limit, ...], at: int, last: date) -> None:
    """Everything in the block up to the end of `last`."""
    question, after = made.question, last + _DAY
    counted, start = _counted(block, made.face(limits), last)
    for grain, a, b in counted:
        made.counters(block, limits, str(at), grain, a, b)
        if at == 1:
            made.stocks(block, limits, grain, a, b)
    if counted:
        made.flows(block, limits, str(at), _BEGIN, start, _bound(question.cutoff), pending=True)
        if at == 1:
            made.residue(block, limits, start)
    if start < after:
        made.flows(block, limits, str(at), start, after, question.cutoff, pending=False)


def _counted(block: Block, face: str, last: date) -> tuple[list[tuple[int, date, date]], date]:
    """(grain, from, before) of the counters that reach up to `last`, and the first day they do not cover."""
    after = last + _DAY
    ends = {"year": after.replace(month=1, day=1), "month": after.replace(day=1), "day": after}
    counted, start = [], _BEGIN
    for length in block.level.lengths[face] if block.level else ():
        assert block.level is not None
        if start < ends[length]:
            counted.append((GRAINS[block.level.name, length], start, ends[length]))
            start = ends[length]
    return counted, start


def sums(actor: Actor, question: Question) -> dict[str, dict[str, int]]:
    """For each cell, in one statement: the sums of the period by column, `open`, `stock`, `before` and `overdue`.

    Sums of movements out are negative. Cells are area codes, sectors or channels as text; "" without `by`.
    """
    made = _Statement(question)
    for stretch in stretches(actor, question.low, question.high):
        for block in made.blocks(stretch):
            _add_until(made, block, stretch.limits, 1, question.last)
            _add_until(made, block, stretch.limits, 0, question.first - _DAY)
    apart = tuple(f"open_{grade}" for grade in question.apart)
    found: dict[str, dict[str, int]] = {}
    for cell, at, grade, *values in made.rows():
        line = found.setdefault(str(cell), dict.fromkeys((*COLUMNS, "open", "stock", "before", *apart), 0))
        _take(line, at, grade, dict(zip((*COLUMNS, "stock"), values, strict=True)))
    return found


def _take(line: dict[str, int], at: int, grade: str, values: dict[str, int]) -> None:
    """Add the sums of one grade up to `last` (at 1), or take off those up to the day before `first` (at 0)."""
    balance = 0
    for name in MOVEMENTS:
        line[name] += values[name] if at else -values[name]
        balance += values[name]
    if not at:
        line["before"] += balance
        return
    line["open"] += balance
    line["stock"] += values["stock"]
    line["overdue"] += values["overdue"]
    if f"open_{grade}" in line:
        line[f"open_{grade}"] += balance


def by_week(actor: Actor, question: Question, weeks: int = 12) -> list[tuple[date, dict[str, int]]]:
    """The last day of each of the last `weeks` weeks up to `last`, open at its end, the movements; oldest first."""
    made = _Statement(question)
    start = question.last - timedelta(days=7 * weeks)
    for stretch in stretches(actor, question.low, question.high):
        for block in made.blocks(stretch):
            _add_until(made, block, stretch.limits, 0, start)
            _add_weeks(made, block, stretch.limits, start)
    lines = [dict.fromkeys(MOVEMENTS, 0) for _ in range(weeks + 1)]
    for _cell, at, _grade, *values in made.rows():
        for name, value in zip(COLUMNS, values, strict=False):
            if name in lines[at]:
                lines[at][name] += value
    balance, result = 0, []
    for week, line in enumerate(lines):
        balance += sum(line.values())
        result.append((start + timedelta(days=7 * week), {**line, "open": balance}))
    return result[1:]


def _add_weeks(made: _Statement, block: Block, limits: tuple[Limit, ...], start: date) -> None:
    """Everything after `start`, with the number of its week from one on."""
    a, b = start + _DAY, made.question.last + _DAY
    week = f"(({{day}}) - date '{start.isoformat()}' + 6) / 7"
    if block.level and "day" in block.level.lengths[made.face(limits)]:
        at = week.replace("{day}", "k.day")
        made.counters(block, limits, at, GRAINS[block.level.name, "day"], a, b)
        made.flows(block, limits, week, a, b, made.question.cutoff, pending=True)
    else:
        made.flows(block, limits, week, a, b, made.question.cutoff, pending=False)
