"""Where the head of a register is, and which rows below it are no data."""

import re
from collections.abc import Sequence

from zhiben.domains.hazards.methods.register.cells import cell_text, day_of, year_of
from zhiben.domains.hazards.methods.register.shapes import Head, Sheet, Span, Value
from zhiben.domains.hazards.methods.register.words import FOOT, HEADS, TICKS, TOTAL, plain, state_of

WITHIN = 30
_LONGEST = 20
_KNOWN = {plain(word) for words in HEADS.values() for word in words}


def filled(sheet: Sheet) -> list[list[Value]]:
    """The rows with merged cells written out downwards; across, only the first column has the value."""
    rows = [list(row) for row in sheet.rows]
    for span in sheet.merged:
        if span.top >= len(rows) or span.left >= len(rows[span.top]):
            continue
        value = rows[span.top][span.left]
        for number in range(span.top + 1, min(span.bottom + 1, len(rows))):
            row = rows[number]
            row += [None] * (span.left + 1 - len(row))
            row[span.left] = value
    return rows


def _texts(row: Sequence[Value]) -> list[str]:
    return [cell_text(value) for value in row]


def _score(row: Sequence[Value]) -> float:
    """How much a row looks like a head: known words count, part of one counts half, data count against."""
    total = 0.0
    for text in {plain(text) for text in _texts(row) if text}:
        if text in _KNOWN:
            total += 1
        elif len(text) <= _LONGEST and any(len(word) > 1 and word in text for word in _KNOWN):
            total += 0.5
        elif len(text) > _LONGEST:
            total -= 0.7
    return total - 0.7 * sum(day_of(value) is not None for value in row)


def find_head(sheet: Sheet) -> tuple[int, int] | None:
    """First and last row of the head; None when no row has two words of a head."""
    rows = sheet.rows[:WITHIN]
    scores = [_score(row) for row in rows]
    if not scores or max(scores) < 1.5:
        return None
    top = bottom = scores.index(max(scores))
    wide = _wide(sheet)
    grown = True
    while grown:
        grown = False
        for span in sheet.merged:
            if span in wide or span.bottom - span.top > 3 or span.top > bottom or span.bottom < top:
                continue
            if span.top < top or span.bottom > bottom:
                top, bottom, grown = min(top, span.top), max(bottom, span.bottom), True
        if _is_below(sheet, bottom):
            bottom, grown = bottom + 1, True
        elif _is_above(sheet, top):
            top, grown = top - 1, True
    return top, bottom


def _wide(sheet: Sheet) -> list[Span]:
    """Merges over most of the width: titles and lines between."""
    return [span for span in sheet.merged if span.right - span.left + 1 > sheet.width * 0.7]


def _words_only(row: Sequence[Value]) -> bool:
    """Whether a row holds nothing but short words that no row of data begins with."""
    texts = [text for text in _texts(row) if text]
    return bool(texts) and all(
        len(text) <= _LONGEST and not text.isdecimal() and day_of(text) is None and not set(text) & TICKS
        for text in texts
    )


def _is_below(sheet: Sheet, bottom: int) -> bool:
    """Whether the next row divides cells of the last row of the head."""
    if bottom + 1 >= len(sheet.rows):
        return False
    last, row = sheet.rows[bottom], sheet.rows[bottom + 1]
    over = {
        c for s in sheet.merged if s.bottom == bottom and s.right > s.left for c in range(s.left, s.right + 1)
    }
    places = [place for place, text in enumerate(_texts(row)) if text]
    if not places or not _words_only(row):
        return False
    if over and set(places) <= over:
        return True
    blank = {place for place in places if place >= len(last) or not cell_text(last[place])}
    return (
        bool(blank)
        and _score(row) >= 1
        and len(places) < len([text for text in _texts(last) if text]) + len(blank)
    )


def _is_above(sheet: Sheet, top: int) -> bool:
    """Whether the row above stands over several cells of the first row of the head, and is no title."""
    if top == 0:
        return False
    row = sheet.rows[top - 1]
    texts = [text for text in _texts(row) if text]
    return len(texts) >= 2 and _words_only(row) and _score(row) >= 1 and not FOOT.match(texts[0])


def head_of(sheet: Sheet, top: int, bottom: int) -> Head:
    """The words of each column of the head, from top to bottom, each once."""
    width = max(sheet.width, 1)
    grid = [(_texts(row) + [""] * width)[:width] for row in sheet.rows[top : bottom + 1]]
    for span in sheet.merged:
        if top <= span.top <= bottom and span.left < width:
            text = grid[span.top - top][span.left]
            for row in range(span.top - top, min(span.bottom, bottom) - top + 1):
                for column in range(span.left, min(span.right + 1, width)):
                    grid[row][column] = text
    _spread(grid)
    paths = []
    for column in range(width):
        path = [re.sub(r"\s+", "", row[column]) for row in grid if row[column]]
        paths.append(tuple(word for place, word in enumerate(path) if word not in path[:place]))
    return Head(top, bottom, tuple(paths))


def _spread(grid: list[list[str]]) -> None:
    """Without merges (text tables): a word stands over the cells right of it that are divided below."""
    for upper, lower in zip(grid, grid[1:], strict=False):
        for column in range(1, len(upper)):
            if not upper[column] and lower[column] and upper[column - 1]:
                upper[column] = upper[column - 1]


def title_of(sheet: Sheet, top: int) -> str:
    """The lines above the head."""
    return " ".join(text for row in sheet.rows[:top] for text in _texts(row) if text)


def outer_text(sheet: Sheet, top: int, bottom: int) -> str:
    """Title and footer together, where a register names its year and its day."""
    foot = [text for row in sheet.rows[max(bottom + 1, len(sheet.rows) - 8) :] for text in _texts(row)]
    feet = [text for text in foot if FOOT.match(text)]
    return " ".join([sheet.name, title_of(sheet, top), *feet])


def register_year(sheet: Sheet, top: int, bottom: int) -> int | None:
    """The year of days written without one: the title's."""
    return year_of(outer_text(sheet, top, bottom))


def left_out(sheet: Sheet, head: Head, number: int, row: Sequence[Value]) -> str:
    """Why a row below the head is no data: blank, head, total, foot, line; empty when it is data."""
    texts = _texts(row)
    said = [text for text in texts if text]
    if not said:
        return "blank"
    if _repeats(head, texts):
        return "head"
    if any(TOTAL.match(text) for text in said[:2]):
        return "total"
    if FOOT.match(said[0]) and len(said) <= max(4, len(texts) // 2):
        return "foot"
    spans = [span for span in _wide(sheet) if span.top <= number <= span.bottom]
    return "line" if spans or _only_serial(said, head) else ""


def _only_serial(said: list[str], head: Head) -> bool:
    """A number alone (an empty line of the form), or a single word that heads a section."""
    if len(said) > 1 or len(head.paths) < 4:
        return False
    text = said[0]
    return text.isdecimal() or bool(
        re.match(r"^([一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）])", text)
    )


def _repeats(head: Head, texts: Sequence[str]) -> bool:
    """Whether most cells say a word of their column's head: the head again, on a later page."""
    said = [(place, re.sub(r"\s+", "", text)) for place, text in enumerate(texts) if text]
    same = sum(place < len(head.paths) and text in head.paths[place] for place, text in said)
    return (
        len(said) >= 2
        and same >= len(said) * 0.6
        and not any(state_of(text) == "closed" for _, text in said[:1])
    )
