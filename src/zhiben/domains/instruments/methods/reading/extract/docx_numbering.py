"""Automatic list numbering of Word: the numerals that are printed though they are in no text."""

import re
from dataclasses import dataclass

from lxml import etree

from zhiben.domains.instruments.methods.reading.marks import CIRCLED, chinese

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "chineseLegalSimplified",
        "taiwaneseCountingThousand",
        "taiwaneseCounting",
        "japaneseCounting",
        "ideographDigital",
        "ideographTraditional",
    }
)
_CIRCLES = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_ROMANS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and what it prints."""

    format: str
    text: str
    start: int


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMANS:
        count, number = divmod(number, value)
        text += sign * count
    return text


def printed(number: int, form: str) -> str:
    """The numeral in the number format of a list level."""
    if form in _CHINESE:
        return chinese(number)
    if form in _CIRCLES:
        return CIRCLED[number - 1] if 0 < number <= len(CIRCLED) else str(number)
    if form == "decimalEnclosedParen":
        return f"({number})"
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    return str(number)


def _value(element: etree._Element, name: str, default: str = "") -> str:
    found = element.find(f"{W}{name}")
    return (found.get(f"{W}val") or default) if found is not None else default


def _level(element: etree._Element) -> Level:
    start = _value(element, "start", "1")
    return Level(
        _value(element, "numFmt", "decimal"),
        _value(element, "lvlText"),
        int(start) if start.isdigit() else 1,
    )


class Numbering:
    """Counts the lists of one document as its paragraphs go by."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._started: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root)

    def _load(self, root: etree._Element) -> None:
        for abstract in root.findall(f"{W}abstractNum"):
            levels = {int(level.get(f"{W}ilvl") or 0): _level(level) for level in abstract.findall(f"{W}lvl")}
            self._levels[abstract.get(f"{W}abstractNumId") or ""] = levels
        for number in root.findall(f"{W}num"):
            key = number.get(f"{W}numId") or ""
            self._abstract[key] = _value(number, "abstractNumId")
            for override in number.findall(f"{W}lvlOverride"):
                start = _value(override, "startOverride")
                if start.isdigit():
                    self._restarts[key, int(override.get(f"{W}ilvl") or 0)] = int(start)

    def next(self, number: str, level: int) -> str:
        """The numeral printed before the next paragraph of this list and level (empty for bullets)."""
        abstract = self._abstract.get(number, "")
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        counts[level] = self._count(number, level, counts.get(level), levels[level].start)
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if levels[level].format in ("bullet", "none"):
            return ""
        return self._text(levels, counts, level)

    def _count(self, number: str, level: int, current: int | None, start: int) -> int:
        key = (number, level)
        if key in self._restarts and key not in self._started:
            self._started.add(key)
            return self._restarts[key]
        return start if current is None else current + 1

    @staticmethod
    def _text(levels: dict[int, Level], counts: dict[int, int], level: int) -> str:
        def one(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            known = levels.get(place)
            if known is None:
                return ""
            return printed(counts.get(place, known.start), known.format)

        text = _PLACE.sub(one, levels[level].text)
        # A numeral without closing sign (第一条, 1.1) is parted from the text as on paper.
        return text if text.endswith(("、", "．", ".", "）", ")")) else f"{text} "
