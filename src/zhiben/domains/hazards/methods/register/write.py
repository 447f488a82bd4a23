"""Giving a register back in its own form: their title, head, columns, order, words and ways of writing days."""

import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from zhiben.domains.hazards.methods.register import words as w
from zhiben.domains.hazards.methods.register.cells import cell_text, day_of
from zhiben.domains.hazards.methods.register.head import left_out
from zhiben.domains.hazards.methods.register.laid import Laid, lay_pictures, merge_again
from zhiben.domains.hazards.methods.register.propose import state_leaf
from zhiben.domains.hazards.methods.register.shapes import Entry, Head, Layout, Sheet, Span, Value

_DAY = re.compile(r"(\d{4}|\d{2})(\D+)(\d{1,2})(\D+)(\d{1,2})(日|号)?")
_USUAL = {
    w.CLOSED: "已整改",
    w.RECTIFYING: "整改中",
    w.RECTIFIED: "待验收",
    w.REPORTED: "待确认",
    w.UNFOUNDED: "不属实",
}
_NEAREST = {w.REPORTED: w.RECTIFYING}
"""Where a register has no word for a state, the word that comes nearest."""
_GRADE = {"major": "重大", "general": "一般"}
REAL, SOLID = "date", "solid"
"""How days are written: as a real day of the spreadsheet, or in eight figures."""


@dataclass(frozen=True, slots=True)
class Present:
    """A hazard as it is now. `state`: a meaning of `words.STATES`."""

    unit: str
    description: str
    place: str
    grade: str
    basis: str
    state: str
    found_day: date
    limit_day: date | None = None
    done_day: date | None = None


def form_of(sheet: Sheet, head: Head, layout: Layout) -> dict[str, Any]:
    """What is kept of a sheet to write it again: rows to the end of the head, merges, feet, ways of writing days."""
    foot = [
        row for n, row in enumerate(sheet.rows) if n > head.bottom and left_out(sheet, head, n, row) == "foot"
    ]
    return {
        "rows": [[_raw(value) for value in row] for row in sheet.rows[: head.bottom + 1]],
        "merged": [[s.top, s.bottom, s.left, s.right] for s in sheet.merged if s.bottom <= head.bottom],
        "foot": [[_raw(value) for value in row] for row in foot[-5:]],
        "days": {str(p): _pattern(sheet, head, p) for p, name in enumerate(layout.columns) if name in w.DAYS},
        "paths": [list(path) for path in head.paths],
        "top": head.top,
    }


def _raw(value: Value) -> str:
    """Words of title and head with the blanks they are set with."""
    return value if isinstance(value, str) else cell_text(value)


def _pattern(sheet: Sheet, head: Head, column: int) -> str:
    """How a column writes its days, by the first it has."""
    for row in sheet.rows[head.bottom + 1 :]:
        value = row[column] if column < len(row) else None
        if isinstance(value, date | datetime | int | float) and day_of(value):
            return REAL
        if isinstance(value, str) and (found := _DAY.search(value)):
            return _written(found)
        if isinstance(value, str) and day_of(value) and value.strip().isdecimal():
            return SOLID
    return "{y}.{m}.{d}"


def _written(found: re.Match[str]) -> str:
    year = "{y}" if len(found[1]) == 4 else "{yy}"
    month, day = (
        ("{mm}", "{dd}") if len(found[3]) == len(found[5]) == 2 and found[3][0] == "0" else ("{m}", "{d}")
    )
    return f"{year}{found[2][:1]}{month}{found[4][:1]}{day}{found[6] or ''}"


def day_text(day: date | None, pattern: str) -> Value:
    """A day as the register writes its days."""
    if day is None or pattern == REAL:
        return day
    if pattern == SOLID:
        return f"{day:%Y%m%d}"
    parts = {
        "y": day.year,
        "yy": f"{day:%y}",
        "m": day.month,
        "d": day.day,
        "mm": f"{day:%m}",
        "dd": f"{day:%d}",
    }
    return pattern.format(**parts)


def usual_words(entries: Sequence[Entry]) -> dict[str, str]:
    """The word the register uses most for each state."""
    counts: dict[str, Counter[str]] = {}
    for entry in entries:
        if entry.state_word and len(entry.state_word) <= 12:
            counts.setdefault(entry.state, Counter())[entry.state_word] += 1
    return {state: count.most_common(1)[0][0] for state, count in counts.items() if state}


def row_of(
    form: Mapping[str, Any],
    layout: Layout,
    cells: Sequence[str] | None,
    known: Sequence[Present],
    taken: Sequence[str],
    usual: Mapping[str, str],
) -> list[Value]:
    """One row: as it stood, with states and days as they are now; or a new one. `taken`: the states brought in."""
    row: list[Value] = [*cells] if cells else [None] * len(layout.columns)
    row += [None] * (len(layout.columns) - len(row))
    first = known[0]
    if cells is None:
        _describe(row, layout, first, form)
    if cells is None or [one.state for one in known] != list(taken):
        _write_states(row, form, layout, known, usual)
        _write_day(row, form, layout, w.DONE, max((k.done_day for k in known if k.done_day), default=None))
    if first.limit_day is not None:
        _write_day(row, form, layout, w.LIMIT, max((k.limit_day for k in known if k.limit_day), default=None))
    return [_restored(value, place, form, layout) for place, value in enumerate(row)]


def _describe(row: list[Value], layout: Layout, present: Present, form: Mapping[str, Any]) -> None:
    texts = {
        w.UNIT: present.unit,
        w.DESCRIPTION: present.description,
        w.PLACE: present.place,
        w.GRADE: _GRADE.get(present.grade, ""),
        w.BASIS: present.basis,
    }
    for name, text in texts.items():
        for place in layout.of(name)[:1]:
            row[place] = _grade_word(layout, present.grade, text) if name == w.GRADE else text
    _write_day(row, form, layout, w.FOUND, present.found_day)


def _grade_word(layout: Layout, grade: str, usual: str) -> str:
    return next((word for word, meaning in layout.grades.items() if meaning == grade), usual)


def _write_day(
    row: list[Value], form: Mapping[str, Any], layout: Layout, name: str, day: date | None
) -> None:
    """Write a day, unless the same stands there; a limit in words (立即整改) stays."""
    for place in layout.of(name)[:1]:
        in_words = name == w.LIMIT and bool(row[place]) and day_of(row[place]) is None
        if day is not None and not in_words and day_of(row[place]) != day:
            row[place] = day_text(day, form["days"].get(str(place), "{y}.{m}.{d}"))


def _write_states(
    row: list[Value],
    form: Mapping[str, Any],
    layout: Layout,
    known: Sequence[Present],
    usual: Mapping[str, str],
) -> None:
    places = layout.of(w.STATE)
    head = Head(0, 0, tuple(tuple(path) for path in form["paths"]))
    words = [
        usual.get(one.state) or usual.get(_NEAREST.get(one.state, "")) or _USUAL[one.state] for one in known
    ]
    same = len(set(words)) == 1
    if len(places) > 1 or (places and state_leaf(head, places[0])):
        for place in places:
            row[place] = "√" if same and w.state_of(state_leaf(head, place)) == known[0].state else None
        return
    for place in places:
        row[place] = words[0] if same else "；".join(f"{n}.{word}" for n, word in enumerate(words, 1))


def _restored(value: Value, place: int, form: Mapping[str, Any], layout: Layout) -> Value:
    """Numbers and real days as such again."""
    name = layout.columns[place] if place < len(layout.columns) else w.KEEP
    if not isinstance(value, str):
        return value
    if name in w.DAYS and form["days"].get(str(place)) == REAL:
        return day_of(value) or value
    if name in (w.SERIAL, w.MONEY) and re.fullmatch(r"\d{1,12}(\.\d{1,6})?", value):
        return float(value) if "." in value else int(value)
    return value or None


def write_register(
    name: str,
    form: Mapping[str, Any],
    rows: Sequence[Sequence[Value]],
    spans: Sequence[Span] = (),
    pictures: Sequence[Laid] = (),
) -> bytes:
    """The workbook: their lines and head with its merges, the rows, their feet.

    `spans` and `pictures`: what is merged and laid over the rows, counted from the first of them.
    """
    book = Workbook()
    sheet: Any = book.active
    sheet.title = re.sub(r"[\[\]:*?/\\]", "", name)[:31] or "Sheet1"
    for line in [*form["rows"], *rows, *form["foot"]]:
        sheet.append([None if value == "" else value for value in line])
    for top, bottom, left, right in form["merged"]:
        sheet.merge_cells(start_row=top + 1, end_row=bottom + 1, start_column=left + 1, end_column=right + 1)
    merge_again(sheet, spans, len(form["rows"]))
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.data_type == "f":
                cell.data_type = "s"
    _dress(sheet, form, len(rows))
    lay_pictures(sheet, pictures, len(form["rows"]))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _dress(sheet: Any, form: Mapping[str, Any], count: int) -> None:
    """Lines round the cells, the head centred, columns as wide as their words, the head repeated in print."""
    side = Side(style="thin")
    border, head = Border(side, side, side, side), len(form["rows"])
    width = max(len(form["paths"]), 1)
    for number, cells in enumerate(sheet.iter_rows(min_row=1, max_row=head + count, max_col=width), start=1):
        for cell in cells:
            in_head = form["top"] < number <= head
            cell.alignment = Alignment("center" if number <= head else None, "center", wrap_text=True)
            cell.font = Font(bold=number <= head, size=16 if number == 1 and form["top"] else 11)
            if in_head or number > head:
                cell.border = border
            if isinstance(cell.value, date):
                cell.number_format = "yyyy/m/d"
    for number, line in enumerate(form["rows"], start=1):
        sheet.row_dimensions[number].height = 18 * max((text.count("\n") + 1 for text in line), default=1)
    for column in range(1, width + 1):
        texts = [
            cell_text(sheet.cell(row, column).value)
            for row in range(form["top"] + 1, head + min(count, 50) + 1)
        ]
        longest = max((len(line) for text in texts for line in text.split("\n")), default=4)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(longest * 2 + 2, 8), 44)
    sheet.print_title_rows = f"{form['top'] + 1}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
