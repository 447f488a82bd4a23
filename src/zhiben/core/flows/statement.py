"""The statement of a figure: parts of one UNION ALL, from counters, flow rows and rows that are still pending."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection

from zhiben.core.flows.grains import COLUMNS, MOVEMENTS, face_of
from zhiben.core.flows.reach import Block, Limit, Stretch, blocks

KNOWN, REPORTED = "known", "reported"
BEGIN = date(1900, 1, 1)
DAY = timedelta(days=1)
_DAYS = {
    KNOWN: "f.effective_day",
    REPORTED: "greatest(f.effective_day, f.recorded_day)",
}
_BASIS = {KNOWN: 1, REPORTED: 2}
BEFORE, LAST, BOTH = 0, 1, 2
"""Which balances a sum belongs to: that before the period, that at its end, or both."""
_PENDING = "(SELECT * FROM core_flow WHERE id = ANY(ARRAY(SELECT flow FROM core_flowpending)) OFFSET 0)"
"""Begun from what is pending, whatever the planner takes its number for."""

Span = tuple[date, date]
"""From the first day to before the second."""


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
class Statement:
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
        """The cell of the answer that a row belongs to: an area's code as a number, or a word."""
        by, unit = self.question.by, self.question.unit
        if by == "area":
            return f"{alias}.area / {unit} * {unit}"
        return f"{cell}.{by}" if by else "''"

    def cells(self, alias: str, limits: tuple[Limit, ...]) -> str:
        """The condition on the values of a row or a counter; its values join the parameters."""
        conditions = [f"{alias}.kind = %s"]
        self.params.append(self.question.kind)
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

    def counters(self, block: Block, limits: tuple[Limit, ...], at: str, grain: int, span: Span) -> None:
        """Counters of one grain whose stretch of time begins in the span."""
        columns = ", ".join(f"k.{name}" for name in COLUMNS)
        areas, codes = block.within("k.area")
        self.params += [grain, *codes, *span, _BASIS[self.question.basis]]
        self.parts.append(
            f"SELECT {self.key('k', 'c')} AS cell, {at} AS at, c.grade, {columns}, 0 AS stock"
            f" FROM core_flowcounter k JOIN core_flowcell c ON c.id = k.cell"
            f" WHERE k.grain = %s AND {areas} AND k.day >= %s AND k.day < %s AND k.basis IN (0, %s)"
            f" AND {self.cells('c', limits)}"
        )

    def stocks(self, block: Block, limits: tuple[Limit, ...], grain: int, span: Span) -> None:
        """Of those found in the months before the cut-off."""
        areas, codes = block.within("k.area")
        self.params += [grain, *codes, *span, _BASIS[self.question.basis], bound(self.question.cutoff)]
        self.parts.append(
            f"SELECT {self.key('k', 'c')}, {LAST}, c.grade, {_zeros(COLUMNS)}, k.n"
            f" FROM core_flowstock k JOIN core_flowcell c ON c.id = k.cell"
            f" WHERE k.grain = %s AND {areas} AND k.day >= %s AND k.day < %s AND k.basis IN (0, %s)"
            f" AND k.found < %s AND {self.cells('c', limits)}"
        )

    def flows(
        self,
        block: Block,
        limits: tuple[Limit, ...],
        at: str,
        span: Span,
        cutoff: date,
        pending: bool = False,
    ) -> None:
        """The flow rows of a span themselves, and whether they became overdue in it; summed by movement first."""
        day, (a, b) = _DAYS[self.question.basis], span
        source = _PENDING if pending else "core_flow"
        begins, begin = (f" AND ({day}) >= %s", [a]) if a > BEGIN else ("", [])
        moves = ", ".join(f"{_movement(name)}::int" for name in MOVEMENTS)
        self.params += [b - DAY, cutoff, block.low, block.high, b, b, *begin]
        self.parts.append(
            f"SELECT cell, at, grade, {moves}, f.late::int, f.stock::int FROM ("
            f"SELECT {self.key('f', 'f')} AS cell, {at.format(day=day)} AS at, f.grade, f.movement,"
            f" sum(f.sign) AS sign, coalesce(sum(f.sign) FILTER (WHERE f.due_day < %s), 0) AS late,"
            f" coalesce(sum(f.sign) FILTER (WHERE f.found_day < %s), 0) AS stock"
            f" FROM {source} f WHERE f.area BETWEEN %s AND %s AND f.effective_day < %s AND ({day}) < %s{begins}"
            f" AND {self.cells('f', limits)} GROUP BY 1, 2, 3, 4) f"
        )

    def becoming(self, block: Block, limits: tuple[Limit, ...], span: Span) -> None:
        """Rows from before the span that became overdue in it."""
        a, b = span
        self.params += [block.low, block.high, a, a, a - DAY, b - DAY]
        self.parts.append(
            f"SELECT {self.key('f', 'f')}, {LAST}, f.grade, {_zeros(MOVEMENTS)}, sum(f.sign)::int, 0 FROM core_flow f"
            f" WHERE f.area BETWEEN %s AND %s AND f.effective_day < %s AND ({_DAYS[self.question.basis]}) < %s"
            f" AND f.due_day >= %s AND f.due_day < %s AND {self.cells('f', limits)} GROUP BY 1, 2, 3"
        )

    def residue(self, block: Block, limits: tuple[Limit, ...], before: date) -> None:
        """Cases found between the first of a month and the cut-off, where counters know months only."""
        cutoff = self.question.cutoff
        near = bound(cutoff)
        if near == cutoff:
            return
        sign = "f.sign" if near < cutoff else "-f.sign"
        self.params += [min(near, cutoff), max(near, cutoff), block.low, block.high, before, before]
        self.parts.append(
            f"SELECT {self.key('f', 'f')}, {LAST}, f.grade, {_zeros(COLUMNS)}, {sign} FROM core_flow f"
            f" WHERE f.found_day >= %s AND f.found_day < %s AND f.area BETWEEN %s AND %s"
            f" AND f.effective_day < %s AND ({_DAYS[self.question.basis]}) < %s"
            f" AND {self.cells('f', limits)}"
        )

    def rows(self) -> list[tuple[Any, ...]]:
        """Run it: (cell, at, grade, a sum for each column, stock) for each cell, point and grade."""
        if not self.parts:
            return []
        sums = ", ".join(f"sum({name})::bigint" for name in (*COLUMNS, "stock"))
        # The first part names the columns.
        cell = "0::bigint" if self.question.by == "area" else "''"
        names = ", ".join(f"0 AS {name}" for name in (*COLUMNS, "stock"))
        head = f"SELECT {cell} AS cell, 0 AS at, '' AS grade, {names} WHERE false"
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT cell, at, grade, {sums} FROM ({' UNION ALL '.join([head, *self.parts])}) x GROUP BY 1, 2, 3",
                self.params,
            )
            return list(cursor.fetchall())


def _zeros(names: tuple[str, ...]) -> str:
    return ", ".join("0" for _ in names)


def _movement(name: str) -> str:
    if name == "changed":
        named = ", ".join(f"'{one}'" for one in MOVEMENTS if one != "changed")
        return f"CASE WHEN f.movement IN ({named}) THEN 0 ELSE f.sign END"
    return f"CASE WHEN f.movement = '{name}' THEN f.sign ELSE 0 END"


def bound(cutoff: date) -> date:
    """The first of a month next to the cut-off."""
    this = cutoff.replace(day=1)
    following = (this + timedelta(days=31)).replace(day=1)
    return this if cutoff - this <= following - cutoff else following
