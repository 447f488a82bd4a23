"""Which column is what: proposed by the words of the head and by the contents, with how sure and why."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Container, Sequence
from datetime import date
from typing import Any

from zhiben.core.findings import Finding
from zhiben.domains.hazards.methods.register import words as w
from zhiben.domains.hazards.methods.register.cells import DayStyle, cell_text, day_of, is_private, split
from zhiben.domains.hazards.methods.register.head import (
    filled,
    find_head,
    head_of,
    left_out,
    outer_text,
    register_year,
    title_of,
)
from zhiben.domains.hazards.methods.register.shapes import Book, Guess, Head, Layout, Proposal, Sheet, Value

Columns = list[list[Value]]

SAMPLES = 3
_LOOKED_AT, _JUDGED_BY = 2_000, 200
_ENOUGH = 0.45
_ORDER = {name: place for place, name in enumerate(w.FIELDS)}


def choose_sheet(book: Book) -> Sheet:
    """The visible sheet with the most rows under a head; the longest when none has a head."""
    visible = [sheet for sheet in book.sheets if not sheet.hidden] or book.sheets
    with_head = [sheet for sheet in visible if find_head(sheet) is not None]
    return max(with_head or visible, key=lambda sheet: sum(map(bool, sheet.rows)))


def propose(
    book: Book,
    *,
    sheet: str = "",
    head: tuple[int, int] | None = None,
    units: Container[str] = frozenset(),
    today: date | None = None,
) -> Proposal:
    """Propose how a register is read. `units`: names known; `head`: first and last row, when a person says so."""
    chosen = next((one for one in book.sheets if one.name == sheet), None) or choose_sheet(book)
    top, bottom = head or find_head(chosen) or (0, 0)
    found = head_of(chosen, top, min(bottom, max(len(chosen.rows) - 1, 0)))
    style = DayStyle(year=register_year(chosen, top, bottom) or (today.year if today else None))
    columns = _columns(chosen, found)
    guesses = _guess(chosen, found, columns, units, style)
    fields = tuple(guess.field for guess in guesses)
    order = _day_order(columns, fields)
    outer = day_of(_after_day_word(outer_text(chosen, top, bottom)))
    layout = Layout(
        sheet=chosen.name,
        top=top,
        bottom=found.bottom,
        columns=fields,
        states=state_words(found, columns, fields),
        grades=grade_words(columns, fields),
        split=_splitting(columns, fields),
        day_order=order,
        carry=_carries(columns, fields),
        year=style.year,
        day=outer or _latest(columns, fields, DayStyle(order, style.year), today),
        wan=any("万" in found.label(place) for place, name in enumerate(fields) if name == w.MONEY),
    )
    return Proposal(
        layout, guesses, fingerprint(found), title_of(chosen, top), tuple([*book.told, *_told(book, chosen)])
    )


def _latest(columns: Columns, fields: Sequence[str], style: DayStyle, today: date | None) -> date | None:
    """The last day on which something was found or done: the register was kept until then at least."""
    places = [place for place, name in enumerate(fields) if name in (w.FOUND, w.DONE)]
    days = [day for place in places for value in columns[place] if (day := day_of(value, style))]
    return max((day for day in days if today is None or day <= today), default=None)


def _after_day_word(text: str) -> str:
    """The part of title and footer that names the register's day."""
    for word in ("填报日期", "填表日期", "填报时间", "制表日期", "报送时间", "截至", "截止"):
        if word in text:
            return text[text.index(word) + len(word) :][:20]
    return ""


def fingerprint(head: Head) -> str:
    """What tells one layout from another: the words of the head in their order."""
    text = "|".join("/".join(w.plain(word) for word in path) for path in head.paths)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _told(book: Book, sheet: Sheet) -> list[Finding]:
    """What a person should know before trusting the reading."""
    told = []
    others = [one.name for one in book.sheets if one is not sheet and any(one.rows)]
    if others:
        told.append(Finding("register-sheets", {"sheet": sheet.name, "others": "、".join(others)}))
    if hidden := [number + 1 for number in sorted(sheet.hidden_rows) if number < len(sheet.rows)]:
        told.append(Finding("register-hidden-rows", {"rows": ", ".join(map(str, hidden[:20]))}))
    if sheet.hidden_columns & set(range(sheet.width)):
        count = len(sheet.hidden_columns & set(range(sheet.width)))
        told.append(Finding("register-hidden-columns", {"count": count}))
    return told


def _columns(sheet: Sheet, head: Head) -> Columns:
    """The cells below the head by column, without rows that are no data; coloured blanks say their colour."""
    width, rows = len(head.paths), filled(sheet)
    columns: Columns = [[] for _ in range(width)]
    for number in range(head.bottom + 1, len(rows)):
        if left_out(sheet, head, number, sheet.rows[number]):
            continue
        row = rows[number]
        for place in range(width):
            value = row[place] if place < len(row) else None
            colour = sheet.colours.get((number, place))
            columns[place].append(w.COLOURS[colour] if value in (None, "") and colour else value)
        if len(columns[0]) >= _LOOKED_AT:
            break
    return columns


def _guess(
    sheet: Sheet, head: Head, columns: Columns, units: Container[str], style: DayStyle
) -> tuple[Guess, ...]:
    pictures = {picture.column for picture in sheet.pictures if picture.row > head.bottom}
    scored = []
    for place, path in enumerate(head.paths):
        said = [value for value in columns[place] if cell_text(value)][:_JUDGED_BY]
        for name in w.FIELDS[:-1]:
            by_head, by_contents = _by_head(path, name), _by_contents(said, name, units, style)
            if place in pictures and name == w.PHOTO:
                by_contents = 0.6
            total = min(by_head * 0.75 + by_contents, 1.0)
            if total >= _ENOUGH:
                scored.append((total, -_ORDER[name], place, name, by_head, by_contents))
    taken: dict[int, tuple[str, float, str]] = {}
    used: set[str] = set()
    for total, _order, place, name, by_head, by_contents in sorted(scored, reverse=True):
        if place in taken or (name in w.SINGLE and name in used):
            continue
        used.add(name)
        why = "both" if by_head > 0.3 and by_contents > 0.1 else "head" if by_head > 0.3 else "contents"
        taken[place] = (name, round(total, 2), why)
    return tuple(
        Guess(
            place,
            head.label(place),
            *taken.get(place, (w.KEEP, 0.0, "")),
            samples=_samples(columns[place]),
            hidden=place in sheet.hidden_columns,
        )
        for place in range(len(head.paths))
    )


def _samples(column: Sequence[Value]) -> tuple[str, ...]:
    texts = dict.fromkeys(cell_text(value) for value in column)
    return tuple(text[:60] for text in texts if text)[:SAMPLES]


def _by_head(path: tuple[str, ...], name: str) -> float:
    """How well the words of a head say a field, 0 to 1: the last word, alone or with those above it."""
    if not path:
        return 0.0
    leaf, joined = (
        w.plain(path[-1]),
        w.plain("".join([re.sub("情况|落实|结果", "", one) for one in path[:-1]] + [path[-1]])),
    )
    best = 0.0
    for rank, word in enumerate(w.HEADS[name]):
        known = w.plain(word)
        if leaf == known:
            best = max(best, 1.0 - 0.005 * rank)
        elif joined == known:
            best = max(best, 0.98)
        elif len(known) > 1 and joined.endswith(known):
            best = max(best, 0.7 + 0.25 * len(known) / len(joined))
        elif len(known) > 1 and known in leaf:
            best = max(best, 0.5 + 0.4 * len(known) / len(leaf))
    return best


def _share(said: Sequence[Any], test: Callable[[Any], object]) -> float:
    return sum(map(bool, map(test, said))) / len(said) if said else 0.0


def _by_contents(said: Sequence[Value], name: str, units: Container[str], style: DayStyle) -> float:
    """What the contents say for (or against) a field, -1 to 0.7."""
    if not said:
        return 0.0
    days = _share(said, lambda value: day_of(value, style) is not None)
    if name in w.DAYS:
        return _for_day(days, name)
    texts = [cell_text(value) for value in said]
    if name == w.UNIT:
        return 0.5 * _share(texts, lambda text: text in units) + 0.2 * _share(texts, _is_firm)
    if name == w.STATE:
        return _for_state(texts) - (0.6 if days > 0.5 else 0)
    test = _TESTS.get(name)
    return test(texts, sum(map(len, texts)) / len(texts)) if test else 0.0


def _for_state(texts: list[str]) -> float:
    return 0.35 * _share(texts, lambda text: text in w.TICKS or (w.state_of(text) and len(text) <= 12))


def _for_grade(texts: list[str], _length: float) -> float:
    share = _share(texts, w.grade_of)
    return 0.4 * share - 0.5 * (share < 0.3)


_TESTS: dict[str, Callable[[list[str], float], float]] = {
    w.GRADE: _for_grade,
    w.DESCRIPTION: lambda texts, length: 0.15 if length >= 5 else -0.1,
    w.SERIAL: lambda texts, length: 0.2 if _share(texts, str.isdecimal) > 0.7 else -0.1,
    w.PHONE: lambda texts, length: 0.4 * _share(texts, is_private),
    w.PERSON: lambda texts, length: -0.5 if length > 12 else 0.0,
}


def _for_day(share: float, name: str) -> float:
    if share >= 0.5:
        return 0.25
    return -0.2 if name == w.LIMIT else -0.8 + share


def _is_firm(text: str) -> bool:
    ends = (
        "公司",
        "厂",
        "店",
        "场",
        "站",
        "学校",
        "医院",
        "酒店",
        "宾馆",
        "超市",
        "中心",
        "饭店",
        "小区",
        "工地",
        "矿",
        "合作社",
    )
    return len(text) >= 4 and text.endswith(ends)


def state_words(head: Head, columns: Columns, fields: Sequence[str]) -> dict[str, str]:
    """Every state word of the register with what it is taken to mean."""
    places = [place for place, name in enumerate(fields) if name == w.STATE]
    rows = zip(*[columns[place] for place in places], strict=True) if places else []
    found: Counter[str] = Counter()
    for row in rows:
        word = state_word(head, places, row)
        found.update(split_words(word))
    return {word: w.state_of(word) for word, _count in found.most_common(60)}


def state_words_of(sheet: Sheet, layout: Layout, fields: tuple[str, ...]) -> dict[str, str]:
    """The state words of a sheet when its columns are these."""
    head = head_of(sheet, layout.top, layout.bottom)
    return state_words(head, _columns(sheet, head), fields)


def grade_words_of(sheet: Sheet, layout: Layout, fields: tuple[str, ...]) -> dict[str, str]:
    """The grade words of a sheet when its columns are these."""
    head = head_of(sheet, layout.top, layout.bottom)
    return grade_words(_columns(sheet, head), fields)


def split_words(word: str) -> list[str]:
    """The state words of a cell that numbers them as it numbers its problems."""
    return split(word, "numbered")


def state_word(head: Head, places: Sequence[int], row: Sequence[Value]) -> str:
    """The state of a row in its words: a tick under 已整改 says 已整改; several columns are joined."""
    said = []
    for place, value in zip(places, row, strict=True):
        text, leaf = cell_text(value), state_leaf(head, place)
        if leaf and text and set(text) <= w.TICKS:
            said.append(leaf)
        elif text and not (leaf and set(text) <= w.CROSSES):
            said.append(text)
    return "；".join(said)


def state_leaf(head: Head, place: int) -> str:
    """The head of a column that is a state itself, ticked where it holds."""
    leaf = head.paths[place][-1] if head.paths[place] else ""
    return leaf if w.state_of(leaf) and not leaf.startswith("是否") else ""


def grade_words(columns: Columns, fields: Sequence[str]) -> dict[str, str]:
    """Every grade word with what it is taken to mean."""
    found: Counter[str] = Counter()
    for place, name in enumerate(fields):
        if name == w.GRADE:
            found.update(cell_text(value) for value in columns[place])
    return {word: w.grade_of(word) for word, _count in found.most_common(40) if word}


def _splitting(columns: Columns, fields: Sequence[str]) -> str:
    """Numbered, when any cell numbers its problems."""
    for place, name in enumerate(fields):
        if name == w.DESCRIPTION:
            texts = [cell_text(value) for value in columns[place]]
            return "numbered" if any(len(split(text, "numbered")) > 1 for text in texts) else "none"
    return "none"


def _day_order(columns: Columns, fields: Sequence[str]) -> str:
    """Year first; day first or month first only where the figures allow nothing else."""
    texts = [
        cell_text(v)
        for p, name in enumerate(fields)
        if name in w.DAYS
        for v in columns[p]
        if isinstance(v, str)
    ]
    last = {
        order: sum(day_of(text, DayStyle(order)) is None for text in texts) for order in ("ymd", "mdy", "dmy")
    }
    return min(last, key=lambda order: last[order])


def _carries(columns: Columns, fields: Sequence[str]) -> bool:
    """Whether units stand only in the first of their rows."""
    for place, name in enumerate(fields):
        if name == w.UNIT:
            said = [bool(cell_text(value)) for value in columns[place]]
            return bool(said) and said[0] and not all(said)
    return False
