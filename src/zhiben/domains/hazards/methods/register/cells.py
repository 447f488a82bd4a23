"""From one cell to a text, a day, a sum of money, several problems."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from zhiben.core.imports.cells import text_of
from zhiben.domains.hazards.methods.register.shapes import Value

FIRST_SERIAL, LAST_SERIAL = 36_526, 54_789
"""Day numbers of Excel from 2000 to 2049."""
_EPOCH = date(1899, 12, 30)
_FULL = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*[-/.．。年,,]\s*(\d{1,2})\s*(?:[-/.．。月,,]\s*(\d{1,2})?\s*[日号]?)?"
)
_SHORT = re.compile(r"(?<!\d)(\d{1,2})\s*([-/.．])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{1,2})(?!\d)")
_SOLID = re.compile(r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)")
_MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*(?:月|[-/.．])\s*(\d{1,2})\s*[日号]?(?!\d)")
_YEAR = re.compile(r"(20\d{2})\s*年?")
_MONEY = re.compile(r"(\d[\d,,]*(?:\.\d+)?)\s*(亿|万|千)?")
_TIMES = {"亿": 100_000_000, "万": 10_000, "千": 1_000, None: 1, "": 1}
_NUMBER = re.compile(
    r"[(（]\s*(?P<a>\d{1,2})\s*[)）]|(?P<c>[①-⑳])"
    r"|(?:^|(?<=[\s；;。，,、!！]))(?:(?P<b>\d{1,2})\s*(?:[、．)）]|[.](?!\d))|(?P<d>[一二三四五六七八九十]{1,3})是)"
)
_CHINESE = "零一二三四五六七八九十"
AT_ONCE = re.compile(r"立即|立行立改|当场|现场整改|马上|即时")
_PRIVATE = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx]|0\d{2,3}-\d{7,8})(?!\d)")


@dataclass(frozen=True, slots=True)
class DayStyle:
    """How days without an order or a year are read."""

    order: str = "ymd"
    year: int | None = None


def cell_text(value: Value) -> str:
    """A cell as text, as the export and the page show it."""
    return _cleaned(value) if isinstance(value, str) else text_of(value)


@lru_cache(maxsize=100_000)
def _cleaned(text: str) -> str:
    return unicodedata.normalize("NFC", text_of(text))


def day_of(value: Value, style: DayStyle = DayStyle()) -> date | None:
    """The day a cell names; None when it names none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _serial(float(value))
    return _written(unicodedata.normalize("NFKC", value).strip(), style)


def _serial(number: float) -> date | None:
    if FIRST_SERIAL <= number <= LAST_SERIAL:
        return _EPOCH + timedelta(days=int(number))
    text = str(int(number))
    return _written(text, DayStyle()) if len(text) == 8 else None


@lru_cache(maxsize=50_000)
def _written(text: str, style: DayStyle) -> date | None:
    if text.isdecimal() and len(text) == 5:
        return _serial(float(text))
    if found := _FULL.search(text):
        return _made(int(found[1]), int(found[2]), int(found[3] or 1))
    if found := _SOLID.search(text):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _SHORT.search(text):
        return _ordered(int(found[1]), int(found[3]), found[4], style.order)
    if style.year and (found := _MONTH_DAY.fullmatch(text.rstrip("前底止 "))):
        return _made(style.year, int(found[1]), int(found[2]))
    return None


def _ordered(first: int, second: int, third: str, order: str) -> date | None:
    """24/3/5, 3/5/2024 or 5/3/2024: the year where it has four figures, else by the order."""
    if len(third) == 4:
        return _made(int(third), second, first) if order == "dmy" else _made(int(third), first, second)
    if order == "mdy":
        return _made(2000 + int(third), first, second)
    if order == "dmy":
        return _made(2000 + int(third), second, first)
    return _made(2000 + first, second, int(third))


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year_of(text: str) -> int | None:
    """The year a title names."""
    found = _YEAR.search(unicodedata.normalize("NFKC", text))
    return int(found[1]) if found else None


def yuan_of(text: str, wan: bool = False) -> str:
    """A sum in yuan with two places; empty when none is named. `wan`: a bare number is in ten thousands."""
    found = _MONEY.search(unicodedata.normalize("NFKC", text))
    if found is None:
        return ""
    number = float(found[1].replace(",", "").replace(",", ""))
    times = _TIMES[found[2]] if found[2] or "元" in text else (10_000 if wan else 1)
    return f"{number * times:.2f}" if number * times < 1e12 else ""


def _ordinal(found: re.Match[str]) -> int:
    if found["a"] or found["b"]:
        return int(found["a"] or found["b"])
    if found["c"]:
        return ord(found["c"]) - ord("①") + 1
    word = found["d"]
    if word.startswith("十"):
        return 10 + (_CHINESE.index(word[1]) if len(word) > 1 else 0)
    return _CHINESE.index(word[0])


def split(text: str, rule: str) -> list[str]:
    """The problems one cell holds: by their numbers (1. 2. / （1） / ① / 一是), by lines, or as one."""
    if rule == "lines":
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        return [part for line in lines for part in _numbered(line)] if lines else [text]
    return _numbered(text) if rule == "numbered" else [text]


def _numbered(text: str) -> list[str]:
    marks: list[re.Match[str]] = []
    for found in _NUMBER.finditer(text):
        if _ordinal(found) == len(marks) + 1:
            marks.append(found)
    if len(marks) < 2 or text[: marks[0].start()].strip() and len(text[: marks[0].start()].strip()) > 30:
        return [_unnumbered(text, marks)]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [text[mark.end() : end].strip(" \n；;，,、") for mark, end in zip(marks, ends, strict=True)]


def _unnumbered(text: str, marks: list[re.Match[str]]) -> str:
    """A single problem without the number before it."""
    if len(marks) == 1 and not text[: marks[0].start()].strip():
        return text[marks[0].end() :].strip()
    return text.strip()


def is_private(text: str) -> bool:
    """Whether a cell holds a telephone or identity number."""
    return _PRIVATE.search(text) is not None


def masked(text: str) -> str:
    """The text with telephone and identity numbers blotted out."""
    return _PRIVATE.sub(lambda found: f"{found[0][:3]}****{found[0][-2:]}", text)
