"""From cells to rows under known headings, with every problem at its place."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from zhiben.core.errors import Invalid, TooLarge
from zhiben.core.findings import Finding
from zhiben.core.imports.cells import error_of, heading_of, is_formula, text_of
from zhiben.core.imports.columns import Column, Grid, Problem, Row, Table
from zhiben.core.imports.grids import read_grid

_HEADING_WITHIN = 30


def read_table(data: bytes, *, name: str, columns: Sequence[Column], max_rows: int = 20_000) -> Table:
    """Read the first sheet under its heading row; problems name row and column, refusals concern the whole."""
    grid = read_grid(data, name)
    place, found = _heading(grid, columns)
    number, heading = grid.rows[place]
    table = Table(
        sheet=grid.sheet,
        heading_row=number,
        headings={key: text_of(heading[index]) for index, key in found.items()},
        warnings=list(grid.warnings),
    )
    _check_headings(table, heading, found, columns)
    body = grid.rows[place + 1 :]
    if len(body) > max_rows:
        raise TooLarge(Finding("table-too-many-rows", {"limit": max_rows}), code="table-too-many-rows")
    if not body:
        raise Invalid(Finding("table-empty"), code="table-empty")
    _merges(table, grid, found)
    wanted = {column.key: column for column in columns}
    for row_number, row in body:
        _row(table, row_number, row, {index: wanted[key] for index, key in found.items()})
    return table


def _heading(grid: Grid, columns: Sequence[Column]) -> tuple[int, dict[int, str]]:
    """The row in which most of the columns are found, and which column lies where."""
    names = {heading_of(heading): column.key for column in columns for heading in column.headings}
    best: tuple[int, dict[int, str]] = (0, {})
    for place, (_, row) in enumerate(grid.rows[:_HEADING_WITHIN]):
        found = {
            i: names[heading_of(v)] for i, v in enumerate(row) if v is not None and heading_of(v) in names
        }
        if len(set(found.values())) > len(set(best[1].values())):
            best = (place, found)
    needed = [column for column in columns if column.required]
    if not best[1] or not set(best[1].values()) & {column.key for column in needed or columns}:
        headings = "、".join(column.headings[0] for column in needed or columns)
        raise Invalid(Finding("table-no-headings", {"headings": headings}), code="table-no-headings")
    return best


def _check_headings(
    table: Table, heading: Sequence[object], found: dict[int, str], columns: Sequence[Column]
) -> None:
    missing = [c for c in columns if c.required and c.key not in found.values()]
    wrong = [Finding("table-heading-missing", {"heading": c.headings[0]}) for c in missing]
    seen: set[str] = set()
    for index, key in found.items():
        if key in seen:
            wrong.append(Finding("table-heading-twice", {"heading": text_of(heading[index])}))
        seen.add(key)
    if wrong:
        raise Invalid(*wrong, code="table-headings")
    for index, value in enumerate(heading):
        if index not in found and text_of(value):
            table.warnings.append(Finding("table-heading-unknown", {"heading": text_of(value)}))


def _merges(table: Table, grid: Grid, found: dict[int, str]) -> None:
    """Merged cells from the heading row down are problems; above it (a title) they are not."""
    last = grid.rows[-1][0]
    for top, bottom, left, right in grid.merged:
        if bottom < table.heading_row or top > last or not any(left <= i + 1 <= right for i in found):
            continue
        span = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
        table.problems.append(Problem(top, "", Finding("table-merged", {"range": span})))


def _row(table: Table, number: int, row: Sequence[object], columns: dict[int, Column]) -> None:
    cells: dict[str, str] = {}
    against: list[Problem] = []
    for index, column in columns.items():
        value = row[index] if index < len(row) else None
        cells[column.key] = text_of(value)
        finding = _against(value, cells[column.key], column)
        if finding is not None:
            against.append(Problem(number, table.headings[column.key], finding))
    if any(cells.values()):
        table.rows.append(Row(number, cells))
        table.problems.extend(against)


def _against(value: object, text: str, column: Column) -> Finding | None:
    if is_formula(value):
        return Finding("table-formula", field=column.key)
    error = error_of(value)
    if error is not None:
        return Finding("table-error", {"value": error}, column.key)
    if column.required and not text:
        return Finding("table-required", field=column.key)
    if len(text) > column.longest:
        return Finding("table-too-long", {"limit": column.longest}, column.key)
    return None
