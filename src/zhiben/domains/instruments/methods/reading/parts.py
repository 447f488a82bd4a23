"""Divides the paragraphs of a file into the main text and its sub-plans and attachments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from zhiben.domains.instruments.methods.reading.clean import bare, is_date, is_imprint, is_title, squeeze
from zhiben.domains.instruments.methods.reading.contents import Entry, entry_of, key_of, pairs_of
from zhiben.domains.instruments.methods.reading.marks import Rank, number_of
from zhiben.domains.instruments.methods.reading.model import LineKind, Warning
from zhiben.domains.instruments.methods.reading.paragraphs import Paragraph

_HAN = "一二三四五六七八九十"
_ATTACHMENT = re.compile(
    rf"附\s*(?:件|录|表)\s*(?P<number>\d{{1,2}}|[{_HAN}]{{1,3}})?(?P<letter>[A-Z])?(?:[-—－]\d+)?\s*(?P<sign>[:：.．、]?)(?P<gap>\s*)(?P<rest>.*)"
)
_ALIKE = 0.6
_TITLE_LINES, _TITLE_LENGTH, _FAR = 3, 80, 10


@dataclass(slots=True)
class Section:
    """One part with its paragraphs."""

    part: int
    title: str
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Start:
    number: int | None
    title: str
    after: int


def without_colophon(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The text without the imprint below it."""
    for index in range(max(1, len(paragraphs) - 8), len(paragraphs)):
        if is_imprint(paragraphs[index].text):
            return paragraphs[:index]
    return paragraphs


def divide(paragraphs: list[Paragraph], entries: list[Entry]) -> tuple[list[Section], list[Warning]]:
    """Sections in the order of the text; the first is the main text (part 0)."""
    divider = _Divider(without_colophon(paragraphs), entries)
    return divider.run(), divider.warnings


class _Divider:
    def __init__(self, paragraphs: list[Paragraph], entries: list[Entry]) -> None:
        self.paragraphs = paragraphs
        self.announced = entries
        self.entries: list[Entry] = []
        self.sections = [Section(0, "")]
        self.used, self.highest = {0}, 0
        self.warnings: list[Warning] = []
        self.begun = False
        self.top = Rank.PARAGRAPH

    def run(self) -> list[Section]:
        """Walks the paragraphs once."""
        index = 0
        while index < len(self.paragraphs):
            paragraph = self.paragraphs[index]
            if paragraph.line.kind is LineKind.CONTENTS:
                self.entries, self.announced = self.entries + self.announced, []
                index += 1
            elif (after := self._list(index)) > index:
                index = after
            elif start := self._start(index):
                self._open(start)
                index = start.after
            else:
                self.sections[-1].paragraphs.append(paragraph)
                self._note(paragraph)
                index += 1
        self._report_missing()
        return self.sections

    def _open(self, start: _Start) -> None:
        number = start.number
        if number is None or number in self.used:
            if number is not None:
                self._warn("part_repeats", f"附件{number} 出现不止一次", number)
            number = self.highest + 1
        self.used.add(number)
        self.highest = max(self.highest, number)
        self.sections.append(Section(number, start.title))
        self.begun, self.top = False, Rank.PARAGRAPH

    def _note(self, paragraph: Paragraph) -> None:
        if paragraph.mark is not None:
            self.begun, self.top = True, min(self.top, paragraph.mark.rank)

    def _warn(self, code: str, message: str, part: int) -> None:
        self.warnings.append(Warning(code, message, part))

    def _report_missing(self) -> None:
        for entry in self.entries + self.announced:
            number = entry.number or 0
            is_part = entry.attached or is_title(entry.title)
            if is_part and number and number not in self.used:
                self._warn("part_missing", f"目录列有“{entry.title}”，正文中未找到", number)

    def _start(self, index: int) -> _Start | None:
        paragraph = self.paragraphs[index]
        if paragraph.line.kind is LineKind.ROW:
            return None
        if paragraph.text[:1] == "附":
            return self._attachment(index)
        if paragraph.mark is not None or paragraph.closed and not paragraph.text.endswith(("）", ")")):
            return None
        return self._listed(index) or self._restarted(index)

    # --- 附件 ---

    def _attachment(self, index: int) -> _Start | None:
        found = _ATTACHMENT.fullmatch(self.paragraphs[index].text)
        if found is None or found["rest"] and not (found["sign"] or found["gap"] or found["number"]):
            return None
        number = number_of(found["number"]) if found["number"] else None
        rest = found["rest"].strip()
        if not rest:
            title, after = self._title_at(index + 1)
            return _Start(number if number is not None else self._number_listed(title), title, after)
        if (
            (number is None and not found["letter"])
            or len(rest) > _TITLE_LENGTH
            or rest[-1] in "。；，"
            or rest[0] in "，。所和的中"
        ):
            return None
        return _Start(number, squeeze(rest), index + 1)

    def _number_listed(self, title: str) -> int | None:
        found = self._best(title)
        return found.number if found else None

    def _title_at(self, index: int) -> tuple[str, int]:
        """The title in the lines below 附件N and the index after it."""
        title = ""
        for after in range(index, min(index + _TITLE_LINES, len(self.paragraphs))):
            if not self._is_title_line(after) or (title and is_title(title)):
                return title, after
            title += squeeze(self.paragraphs[after].text)
        return title, min(index + _TITLE_LINES, len(self.paragraphs))

    def _is_title_line(self, index: int) -> bool:
        paragraph = self.paragraphs[index]
        text = paragraph.text
        if paragraph.mark is not None or paragraph.line.kind is LineKind.ROW or not text:
            return False
        if text[0] == "附" and _ATTACHMENT.fullmatch(text):
            return False
        return len(text) <= _TITLE_LENGTH and (not paragraph.closed or is_title(text)) and not is_date(text)

    def _list(self, index: int) -> int:
        """The index after a list of attachments that begins here (the same index if none does)."""
        text = self.paragraphs[index].text
        found = _ATTACHMENT.fullmatch(text) if text[:1] == "附" else None
        if (
            found is None
            or found["sign"] not in (":", "：", "")
            or self.paragraphs[index].closed
            and found["rest"]
        ):
            return index
        rest, after = found["rest"].strip(), index + 1
        if found["number"]:
            return self._numbered_list(index)
        if rest and not found["sign"]:
            return index
        if rest:
            self._announce(rest)
        return self._listed_below(after, expected=2 if rest else 1) or (after if rest else index)

    def _listed_below(self, index: int, expected: int) -> int:
        """Index after the entries 1., 2., … below 附件：; 0 when there are none."""
        first, after = expected, index
        while after < len(self.paragraphs):
            paragraph = self.paragraphs[after]
            mark = paragraph.mark
            is_next = mark is not None and mark.rank >= Rank.ARABIC and mark.value == expected
            if not is_next or paragraph.text.endswith("。") or len(paragraph.text) > _TITLE_LENGTH:
                break
            self._announce(paragraph.text)
            expected, after = expected + 1, after + 1
        return after if expected > first else 0

    def _numbered_list(self, index: int) -> int:
        """附件1：… 附件2：… one below the other announce; one alone begins its part."""
        after = index
        while after < len(self.paragraphs):
            found = _ATTACHMENT.fullmatch(self.paragraphs[after].text)
            if found is None or not found["number"] or not found["rest"]:
                break
            after += 1
        if after - index < 2:
            return index
        for place in range(index, after):
            self._announce(self.paragraphs[place].text)
        return after

    def _announce(self, text: str) -> None:
        if entry := entry_of(text, attached=True):
            self.entries.append(entry)

    # --- titles without 附件 ---

    def _titles(self, index: int) -> Iterator[tuple[str, int]]:
        title = ""
        for after in range(index, min(index + _TITLE_LINES, len(self.paragraphs))):
            if not self._is_title_line(after):
                return
            title += squeeze(self.paragraphs[after].text)
            if 6 <= len(title) <= _TITLE_LENGTH:
                yield title, after + 1

    def _listed(self, index: int) -> _Start | None:
        if not self.entries:
            return None
        best: tuple[float, _Start] | None = None
        for title, after in self._titles(index):
            entry = self._best(title)
            if entry and (best is None or _likeness(title, entry) > best[0]):
                best = (_likeness(title, entry), _Start(entry.number, title, after))
        return best[1] if best else None

    def _best(self, title: str) -> Entry | None:
        """The announced part with this title that has not come yet."""
        free = [entry for entry in self.entries if entry.number not in self.used]
        best = max(free, key=lambda entry: _likeness(title, entry), default=None)
        if best is None or _likeness(title, best) < _ALIKE:
            return None
        is_same = best.attached and best.key == key_of(bare(title))
        return best if is_same or is_title(title) else None

    def _restarted(self, index: int) -> _Start | None:
        """A title after which the numbering begins anew."""
        if not self.begun or not self._restarts_after(index):
            return None
        for title, after in self._titles(index):
            if is_title(title):
                return _Start(None, title, after)
        return None

    def _restarts_after(self, index: int) -> bool:
        for paragraph in self.paragraphs[index + 1 : index + _FAR]:
            if paragraph.mark:
                return paragraph.mark.value == 1 and paragraph.mark.rank <= min(self.top, Rank.HAN_BRACKET)
        return False


def _likeness(title: str, entry: Entry) -> float:
    key = key_of(bare(title))
    if key == entry.key:
        return 2.0
    pairs = pairs_of(key)
    both = len(pairs | entry.pairs)
    return len(pairs & entry.pairs) / both if both else 0.0
