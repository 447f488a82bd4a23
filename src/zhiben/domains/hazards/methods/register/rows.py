"""From a sheet and a layout to hazards: one entry each, with its own words kept and what is wrong told."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from zhiben.core.findings import Finding
from zhiben.core.imports.cells import error_of
from zhiben.domains.hazards.methods.register import words as w
from zhiben.domains.hazards.methods.register.cells import AT_ONCE, DayStyle, cell_text, day_of, split, yuan_of
from zhiben.domains.hazards.methods.register.head import filled, head_of, left_out
from zhiben.domains.hazards.methods.register.plans import plan_of, says_plan
from zhiben.domains.hazards.methods.register.propose import state_word
from zhiben.domains.hazards.methods.register.shapes import Entry, Head, Layout, Reading, Sheet, Value, Wrong

_DASHES = frozenset({"/", "-", "—", "——", "无", "\\"})


def read_rows(sheet: Sheet, layout: Layout) -> Reading:
    """Every hazard below the head. What is wrong with a row stands at it; nothing is dropped untold."""
    head = head_of(sheet, layout.top, layout.bottom)
    reading, carried = Reading(), dict[int, Value]()
    rows, pictures, shared = filled(sheet), _pictures(sheet), _shared(sheet, layout)
    for number in range(layout.bottom + 1, len(rows)):
        if reason := left_out(sheet, head, number, sheet.rows[number]):
            reading.left_out += [(number + 1, reason)] if reason != "blank" else []
            continue
        row = _row(sheet, layout, number, rows[number], carried)
        if reason := _no_hazard(layout, row):
            reading.left_out.append((number + 1, reason))
            continue
        for place in layout.of(w.MONEY):
            row[place] = None if (number, place) in shared else row[place]
        for entry in _entries(head, layout, number + 1, row):
            entry.pictures = pictures.get(number, [])
            reading.entries.append(entry)
    _keys(reading.entries)
    return reading


def _shared(sheet: Sheet, layout: Layout) -> set[tuple[int, int]]:
    """Places of sums merged with those above: one sum for several rows is counted with the first."""
    money = set(layout.of(w.MONEY))
    return {
        (number, span.left)
        for span in sheet.merged
        if span.left in money
        for number in range(span.top + 1, min(span.bottom + 1, len(sheet.rows)))
    }


def _pictures(sheet: Sheet) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for place, picture in enumerate(sheet.pictures):
        found.setdefault(picture.row, []).append(place)
    return found


def _row(
    sheet: Sheet, layout: Layout, number: int, row: list[Value], carried: dict[int, Value]
) -> list[Value]:
    """The cells of a row as wide as the head: colours in words, what is carried down filled in."""
    width = len(layout.columns)
    cells: list[Value] = [*row[:width], *[None] * (width - len(row))]
    for place, name in enumerate(layout.columns):
        colour = sheet.colours.get((number, place))
        if cells[place] in (None, "") and colour and name == w.STATE:
            cells[place] = w.COLOURS[colour]
        if layout.carry and name in (w.UNIT, w.FOUND):
            if cells[place] in (None, ""):
                cells[place] = carried.get(place)
            carried[place] = cells[place]
    return cells


def _no_hazard(layout: Layout, row: Sequence[Value]) -> str:
    """Why a row with cells names no hazard: it says that there is none, or it is a line between."""
    said = "".join(cell_text(row[place]) for place in layout.of(w.DESCRIPTION))
    if w.NO_HAZARD.match(said):
        return "none"
    others = [cell_text(v) for p, v in enumerate(row) if layout.columns[p] not in (w.SERIAL, w.UNIT, w.FOUND)]
    return "line" if not said and not any(others) else ""


def _entries(head: Head, layout: Layout, number: int, row: Sequence[Value]) -> list[Entry]:
    """One entry, or one for each problem of the cell; other numbered cells are divided alike."""
    cells = tuple(cell_text(value) for value in row)
    whole = "\n".join(cells[place] for place in layout.of(w.DESCRIPTION) if cells[place])
    parts = split(whole, layout.split)
    entries = []
    for part, text in enumerate(parts, start=1):
        values = [_part(value, part, len(parts), layout) for value in row]
        entry = Entry(number, part if len(parts) > 1 else 0, cells)
        entry.description = text
        _fill(entry, head, layout, values)
        if part > 1 and all(values[place] == row[place] for place in layout.of(w.MONEY)):
            entry.yuan = ""
        if says_plan(entry) and plan_of(entry, layout) is None:
            entry.told.append(Finding("register-plan-kept"))
        entries.append(entry)
    return entries


def _part(value: Value, part: int, count: int, layout: Layout) -> Value:
    if count == 1 or not isinstance(value, str):
        return value
    found = split(value, layout.split)
    return found[part - 1] if len(found) == count else value


def _fill(entry: Entry, head: Head, layout: Layout, row: Sequence[Value]) -> None:
    def text(name: str, joint: str = " ") -> str:
        return joint.join(said for place in layout.of(name) if (said := cell_text(row[place])))

    entry.unit = text(w.UNIT).replace("\n", "")
    entry.place, entry.basis = text(w.PLACE)[:200], text(w.BASIS)[:500]
    entry.measures, entry.yuan = text(w.MEASURES, "\n")[:4000], yuan_of(text(w.MONEY), layout.wan)
    entry.grade_word = text(w.GRADE)
    entry.grade = layout.grades.get(entry.grade_word, w.grade_of(entry.grade_word)) or "general"
    _days(entry, layout, row)
    _state(entry, head, layout, row)
    _ends(entry, layout)
    for place, value in enumerate(row):
        if error := error_of(value):
            entry.wrong.append(Wrong(place, Finding("table-error", {"value": error})))


def _state(entry: Entry, head: Head, layout: Layout, row: Sequence[Value]) -> None:
    places = layout.of(w.STATE)
    entry.state_word = state_word(head, places, [row[place] for place in places])
    meaning = layout.states.get(entry.state_word)
    entry.state = w.state_of(entry.state_word) if meaning is None else meaning
    if not places:
        entry.state = w.CLOSED if entry.done_day else w.RECTIFYING
    if not entry.state:
        column = places[0] if places else -1
        entry.wrong.append(Wrong(column, Finding("HZ-065", {"word": entry.state_word})))


def _ends(entry: Entry, layout: Layout) -> None:
    """Days a register does not give row by row: the register's own, and the day a state names."""
    if entry.found_day is None and not layout.of(w.FOUND):
        known = [day for day in (layout.day, entry.done_day, _day_within(entry.state_word, layout)) if day]
        entry.found_day = min(known, default=None)
    if entry.state == w.CLOSED and entry.done_day is None:
        entry.done_day = _day_within(entry.state_word, layout)
        if entry.done_day is None and layout.day is not None:
            entry.done_day = layout.day
            entry.told.append(Finding("register-day-of-register", {"day": layout.day.isoformat()}))


def _day_within(text: str, layout: Layout) -> date | None:
    """The day a state names: 已于2024年3月8日整改完成."""
    return day_of(text, _style(layout))


def _style(layout: Layout) -> DayStyle:
    return DayStyle(layout.day_order, layout.year)


def _days(entry: Entry, layout: Layout, row: Sequence[Value]) -> None:
    found: dict[str, date] = {}
    for name in (w.FOUND, w.LIMIT, w.DONE):
        for place in layout.of(name):
            text = cell_text(row[place])
            day = day_of(row[place], _style(layout))
            if day is not None:
                found[name] = day
            elif name == w.LIMIT and AT_ONCE.search(text) and w.FOUND in found:
                found[name] = found[w.FOUND]
            elif text and text not in _DASHES:
                _unread(entry, name, place, text)
    entry.found_day = found.get(w.FOUND)
    entry.limit_day, entry.done_day = found.get(w.LIMIT), found.get(w.DONE)


def _unread(entry: Entry, name: str, place: int, text: str) -> None:
    """A limit may be words (长期坚持); any other day that cannot be read is wrong."""
    finding = Finding("register-no-day", {"text": text[:60]})
    if name == w.LIMIT or w.state_of(text):
        entry.told.append(finding)
    else:
        entry.wrong.append(Wrong(place, Finding("HZ-062", {"text": text[:60]})))


def _keys(entries: Sequence[Entry]) -> None:
    """What knows an entry again: unit, words and day, and which of several alike it is."""
    seen: Counter[str] = Counter()
    for entry in entries:
        parts = (entry.unit, entry.description, entry.place, str(entry.found_day or ""))
        text = "|".join(w.plain(part) for part in parts)
        seen[text] += 1
        entry.key = hashlib.sha256(f"{text}|{seen[text]}".encode()).hexdigest()[:40]


def as_dict(layout: Layout) -> dict[str, object]:
    """A layout as JSON."""
    return {
        "sheet": layout.sheet,
        "top": layout.top,
        "bottom": layout.bottom,
        "columns": list(layout.columns),
        "states": dict(layout.states),
        "grades": dict(layout.grades),
        "split": layout.split,
        "day_order": layout.day_order,
        "carry": layout.carry,
        "year": layout.year,
        "day": layout.day.isoformat() if layout.day else None,
        "wan": layout.wan,
    }


def from_dict(data: Mapping[str, object]) -> Layout:
    """A layout from JSON."""
    day = data.get("day")
    values = {**data, "columns": tuple(data["columns"])}  # type: ignore[arg-type]  # a list in JSON
    return Layout(**{**values, "day": date.fromisoformat(str(day)) if day else None})  # type: ignore[arg-type]


def remembered(proposal: Layout, known: Layout) -> Layout:
    """A proposal for a new file under what was settled for the same head before."""
    return replace(
        proposal,
        columns=known.columns if len(known.columns) == len(proposal.columns) else proposal.columns,
        states={**proposal.states, **{k: v for k, v in known.states.items() if v}},
        grades={**proposal.grades, **{k: v for k, v in known.grades.items() if v}},
        split=known.split,
        day_order=known.day_order,
        carry=known.carry,
        wan=known.wan,
    )
