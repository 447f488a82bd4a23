"""A row of a table of units: the text of its cells made into values, or what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.organisations.methods.credit_code import normalised

sentence("unit-table-kind", N_("“%(value)s” is not a kind of unit."))
sentence("unit-table-sector", N_("“%(value)s” is not a sector."))
sentence("unit-table-number", N_("“%(value)s” is not a whole number."))
sentence("unit-table-yes-no", N_("“%(value)s” is neither yes nor no."))
sentence("unit-table-day", N_("“%(value)s” is not a day."))
sentence(
    "unit-table-area", N_("No area, or more than one, is called “%(value)s”. Give its code of twelve digits.")
)
sentence("unit-table-twice", N_("The same unit stands in row %(row)s already."))

_YES = frozenset({"是", "√", "✓", "y", "yes", "1", "true", "有"})
_NO = frozenset({"", "否", "×", "x", "n", "no", "0", "false", "无", "/", "-"})
MOST_PEOPLE = 10_000_000


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as a row of a table names it; `number` is the row in the sheet."""

    number: int
    name: str
    credit_code: str | None
    kind: str
    sector: str
    area: int
    address: str
    headcount: int | None
    high_hazard: bool
    opened: date | None
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """How the cells' words are read: kind and sector by word, area code by name or number as text."""

    kinds: Mapping[str, str]
    sectors: Mapping[str, str]
    areas: Mapping[str, int]


Problems = list[tuple[str, Finding]]
"""Column key and what is wrong."""


def _plain(text: str) -> str:
    return text.strip().lower()


def _word(words: Mapping[str, str], text: str, code: str, key: str, wrong: Problems) -> str:
    found = words.get(_plain(text))
    if found is None and text:
        wrong.append((key, Finding(code, {"value": text[:40]})))
    return found or ""


def _headcount(text: str, wrong: Problems) -> int | None:
    digits = text.strip().removesuffix("人").removesuffix(".0")
    if not digits:
        return None
    if digits.isascii() and digits.isdigit() and len(digits) < 12 and int(digits) <= MOST_PEOPLE:
        return int(digits)
    wrong.append(("headcount", Finding("unit-table-number", {"value": text[:40]})))
    return None


def _yes(text: str, wrong: Problems) -> bool:
    if _plain(text) not in _YES | _NO:
        wrong.append(("high_hazard", Finding("unit-table-yes-no", {"value": text[:40]})))
    return _plain(text) in _YES


def _area(words: Words, text: str, wrong: Problems) -> int:
    code = words.areas.get(text.strip())
    if code is None and text:
        wrong.append(("area", Finding("unit-table-area", {"value": text[:40]})))
    return code or 0


def tags_of(text: str) -> tuple[str, ...]:
    """Tags between commas, enumeration commas, semicolons or blanks."""
    for mark in "，、;；\n\t":
        text = text.replace(mark, ",")
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def read_row(number: int, cells: Mapping[str, str], words: Words, day: Any) -> tuple[UnitRow, Problems]:
    """The row's values and what is wrong with them; `day` reads a day from a text, or gives None."""
    wrong: Problems = []
    opened_text = cells.get("opened", "")
    opened = day(opened_text) if opened_text else None
    if opened_text and opened is None:
        wrong.append(("opened", Finding("unit-table-day", {"value": opened_text[:40]})))
    row = UnitRow(
        number=number,
        name=cells.get("name", "").strip(),
        credit_code=normalised(cells.get("credit_code", "")) or None,
        kind=_word(words.kinds, cells.get("kind", ""), "unit-table-kind", "kind", wrong),
        sector=_word(words.sectors, cells.get("sector", ""), "unit-table-sector", "sector", wrong),
        area=_area(words, cells.get("area", ""), wrong),
        address=cells.get("address", "").strip(),
        headcount=_headcount(cells.get("headcount", ""), wrong),
        high_hazard=_yes(cells.get("high_hazard", ""), wrong),
        opened=opened,
        tags=tags_of(cells.get("tags", "")),
    )
    return row, wrong


def repeated(rows: list[UnitRow]) -> list[tuple[int, str, Finding]]:
    """Rows that name a unit of an earlier row: by credit code, or without one by area, name and address."""
    seen: dict[tuple, int] = {}
    found = []
    for row in rows:
        key = (row.credit_code,) if row.credit_code else (row.area, row.name, row.address)
        if key in seen:
            column = "credit_code" if row.credit_code else "name"
            found.append((row.number, column, Finding("unit-table-twice", {"row": seen[key]})))
        seen.setdefault(key, row.number)
    return found
