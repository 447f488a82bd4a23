"""Ruled tables of a PDF page: the lines that are drawn say where the cells are."""

from collections.abc import Iterable
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import PdfiumError
from pypdfium2 import raw as pdfium

# Points; drawn lines are thinner, and lines nearer than this are one.
_THIN, _NEAR = 3.5, 3.0
_SHORTEST = 8.0
# A page that draws more than this is a picture.
_MOST_PATHS, _MOST_CELLS = 4_000, 3_000


@dataclass(frozen=True, slots=True)
class _Rule:
    """A drawn line: where it stands and from where to where it runs."""

    at: float
    low: float
    high: float

    def crosses(self, place: float) -> bool:
        """Whether the line runs past this place."""
        return self.low - _NEAR <= place <= self.high + _NEAR


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table with its edges and the text of its cells, row by row."""

    left: float
    bottom: float
    right: float
    top: float
    rows: tuple[tuple[str, ...], ...]

    def holds(self, across: float, up: float) -> bool:
        """Whether a point of the page lies in the table."""
        return self.left <= across <= self.right and self.bottom <= up <= self.top


def tables_of(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> list[PrintedTable]:
    """The ruled tables of a page from top to bottom."""
    level, upright = _rules(page)
    if len(upright) < 3 or len(level) < 3:
        return []
    found = []
    for bottom, top in _stretches(upright):
        inside = [rule for rule in level if bottom - _NEAR <= rule.at <= top + _NEAR]
        sides = [rule for rule in upright if rule.low >= bottom - _NEAR and rule.high <= top + _NEAR]
        columns, rows = _places(sides), _places(inside)[::-1]
        if len(columns) >= 3 and len(rows) >= 3 and len(columns) * len(rows) <= _MOST_CELLS:
            grid = _Grid(columns, rows, sides, inside, textpage)
            found.append(PrintedTable(columns[0], rows[-1], columns[-1], rows[0], grid.read()))
    return sorted(found, key=lambda table: -table.top)


def _rules(page: pypdfium2.PdfPage) -> tuple[list[_Rule], list[_Rule]]:
    """Level and upright lines; a box counts as its four sides."""
    level: list[_Rule] = []
    upright: list[_Rule] = []
    for number, drawn in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])):
        if number >= _MOST_PATHS:
            return [], []
        try:
            left, bottom, right, top = drawn.get_bounds()
        except PdfiumError:
            continue
        wide, high = right - left, top - bottom
        if wide > _SHORTEST:
            edges = [(top + bottom) / 2] if high <= _THIN else [top, bottom]
            level += [_Rule(edge, left, right) for edge in edges]
        if high > _SHORTEST:
            edges = [(left + right) / 2] if wide <= _THIN else [left, right]
            upright += [_Rule(edge, bottom, top) for edge in edges]
    return level, upright


def _stretches(upright: list[_Rule]) -> Iterable[tuple[float, float]]:
    """Where upright lines stand one above the other without a gap: one table each."""
    low = high = None
    for rule in sorted(upright, key=lambda one: one.low):
        if low is None or high is None:
            low, high = rule.low, rule.high
        elif rule.low <= high + _NEAR:
            high = max(high, rule.high)
        else:
            yield low, high
            low, high = rule.low, rule.high
    if low is not None and high is not None:
        yield low, high


def _places(rules: list[_Rule]) -> list[float]:
    """The distinct places of lines, in rising order."""
    found: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not found or at - found[-1] > _NEAR:
            found.append(at)
    return found


class _Grid:
    """Reads the cells; those between which no line is drawn are one cell."""

    def __init__(
        self,
        columns: list[float],
        rows: list[float],
        upright: list[_Rule],
        level: list[_Rule],
        textpage: pypdfium2.PdfTextPage,
    ) -> None:
        self.columns, self.rows = columns, rows
        self.upright, self.level = upright, level
        self.textpage = textpage

    def read(self) -> tuple[tuple[str, ...], ...]:
        """Rows from the top; a cell that spans rows stands in each, one that spans columns in the first."""
        found = [self._row(row) for row in range(len(self.rows) - 1)]
        return tuple(row for row in found if any(row))

    def _row(self, row: int) -> tuple[str, ...]:
        cells: list[str] = []
        column = 0
        while column < len(self.columns) - 1:
            last = column
            while last < len(self.columns) - 2 and not self._parted(row, last + 1):
                last += 1
            cells += [self._text(row, column, last), *[""] * (last - column)]
            column = last + 1
        return tuple(cells)

    def _parted(self, row: int, column: int) -> bool:
        middle = (self.rows[row] + self.rows[row + 1]) / 2
        place = self.columns[column]
        return any(abs(rule.at - place) <= _NEAR and rule.crosses(middle) for rule in self.upright)

    def _ruled(self, row: int, column: int) -> bool:
        middle = (self.columns[column] + self.columns[column + 1]) / 2
        place = self.rows[row]
        return any(abs(rule.at - place) <= _NEAR and rule.crosses(middle) for rule in self.level)

    def _text(self, row: int, first: int, last: int) -> str:
        top, bottom = row, row + 1
        while top > 0 and not self._ruled(top, first):
            top -= 1
        while bottom < len(self.rows) - 1 and not self._ruled(bottom, first):
            bottom += 1
        text = self.textpage.get_text_bounded(
            self.columns[first], self.rows[bottom], self.columns[last + 1], self.rows[top]
        )
        return "".join(str(text).replace("\ufffe", "").replace("\x02", "").split())
