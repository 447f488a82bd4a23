"""Puts lines that the page broke back together, without joining what the author parted."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from zhiben.domains.instruments.methods.reading.clean import (
    is_closed,
    is_date,
    is_label,
    is_page_number,
    is_title,
    width,
    without_bookmarks,
)
from zhiben.domains.instruments.methods.reading.marks import Mark, Rank, chinese, mark_of
from zhiben.domains.instruments.methods.reading.model import Line, LineKind

_CLOSERS = frozenset("，。、；：！？”’）)》】〉%％,;")
# Shorter printed lines than these cannot tell a page's width.
_MIN_WRAP, _MAX_WRAP = 15.0, 70.0
_HEADING_LENGTH, _LONG = 45, 30
_STOPS = re.compile(r"[。；，：]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A whole paragraph with the numeral it begins with."""

    line: Line
    mark: Mark | None
    closed: bool

    @property
    def text(self) -> str:
        """The paragraph as printed."""
        return self.line.text


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the file breaks its lines: `width` 0 means at paragraph ends only.

    `indents`: the classes of numerals whose paragraphs begin indented, empty when indents say nothing.
    """

    width: float
    indents: frozenset[Rank]


def clean_lines(lines: Iterable[Line]) -> list[Line]:
    """Lines without page numbers, bookmarks and empty remains."""
    kept = []
    for line in lines:
        text = without_bookmarks(line.text).strip()
        if text and (line.kind is LineKind.ROW or not is_page_number(text)):
            kept.append(line if text == line.text else replace(line, text=text))
    return kept


def join_lines(lines: list[Line]) -> list[Paragraph]:
    """Paragraphs of the lines, in order."""
    joiner = _Joiner(lines)
    result: list[Line] = []
    for index, line in enumerate(lines):
        if index and joiner.is_continued(index, result[-1]):
            result[-1] = replace(result[-1], text=_joined(result[-1].text, line.text))
        else:
            joiner.accept(index)
            result.append(line)
    return [_paragraph(line) for line in result]


def _paragraph(line: Line) -> Paragraph:
    mark = mark_of(line.text) if line.kind is not LineKind.ROW else None
    return Paragraph(line, mark, is_closed(line.text))


def _joined(first: str, second: str) -> str:
    gap = " " if first[-1].isascii() and first[-1].isalpha() and second[:1].isascii() else ""
    return first + gap + second


def _layout(lines: list[Line], widths: list[float], marks: list[Mark | None]) -> _Layout:
    texts = [i for i, line in enumerate(lines) if line.kind is LineKind.TEXT]
    counts = Counter(round(widths[i]) for i in texts if widths[i] >= _MIN_WRAP)
    full = max(counts, key=lambda size: (_near(counts, size), size), default=0)
    if len(texts) < 8 or full > _MAX_WRAP or _near(counts, full) < 0.35 * len(texts):
        return _Layout(0, frozenset())
    return _Layout(full, _indented_ranks(lines, marks, texts))


def _indented_ranks(lines: list[Line], marks: list[Mark | None], texts: list[int]) -> frozenset[Rank]:
    if sum(lines[i].indented for i in texts) * 2 > len(texts):
        return frozenset()
    seen: Counter[Rank] = Counter()
    indented: Counter[Rank] = Counter()
    for index in texts:
        if mark := marks[index]:
            seen[mark.rank] += 1
            indented[mark.rank] += lines[index].indented
    return frozenset(rank for rank in seen if indented[rank] >= 0.7 * seen[rank])


def _near(counts: Counter[int], size: int) -> int:
    return sum(counts[size + offset] for offset in (-2, -1, 0, 1))


class _Joiner:
    """Decides line by line whether the page or the author broke the text."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.marks = [mark_of(line.text) if line.kind is not LineKind.ROW else None for line in lines]
        self.closed = [is_closed(line.text) for line in lines]
        self.widths = [width(line.text) for line in lines]
        self.layout = _layout(lines, self.widths, self.marks)
        self.last: dict[Rank, int] = {}
        self.shares = _closed_shares(self.marks, self.closed) if not self.layout.width else []

    def accept(self, index: int) -> None:
        """Remembers the numeral of a line that begins a paragraph."""
        if mark := self.marks[index]:
            self.last[mark.rank] = mark.value

    def is_continued(self, index: int, before: Line) -> bool:
        """Whether line `index` goes on with the paragraph before it."""
        line = self.lines[index]
        if before.kind not in (LineKind.TEXT, LineKind.HEADING) or line.kind is not LineKind.TEXT:
            return False
        if line.text[0] in _CLOSERS or self._goes_on_counting(index, before):
            return True
        if before.kind is LineKind.HEADING or line.strong:
            return before.kind is LineKind.HEADING and not line.strong and self._is_tail(index, before)
        if self.closed[index - 1] and _stands_alone(line.text) or is_date(self.lines[index - 1].text):
            return False
        if self.layout.width:
            return self._is_wrapped(index, before) or self._is_mid_sentence(index, before)
        return self._is_torn(index, before)

    def _is_mid_sentence(self, index: int, before: Line) -> bool:
        return not self.closed[index - 1] and self.marks[index] is None and bool(_STOPS.search(before.text))

    def _is_wrapped(self, index: int, before: Line) -> bool:
        """In text broken at the width of the page: only a full line goes on."""
        if self._is_tail(index, before):
            return True
        slack = 3.0 if not self.lines[index - 1].indented else 5.0
        if self.widths[index - 1] < self.layout.width - slack:
            return False
        if self.layout.indents and self.lines[index].indented:
            return False
        if self.marks[index] is not None:
            return self._is_wrapped_numeral(index, before)
        if self.closed[index - 1]:
            is_full = self.widths[index] >= self.layout.width - 3.0
            return (self.closed[index] or is_full) and not is_label(self.lines[index].text)
        return True

    def _is_wrapped_numeral(self, index: int, before: Line) -> bool:
        """A numeral that came to the beginning of a line by chance."""
        mark = self.marks[index]
        if mark is None or mark.rank in self.layout.indents:
            return True
        if self.closed[index - 1] or mark.value == self.last.get(mark.rank, 0) + 1:
            return False
        is_second_line = before.text == self.lines[index - 1].text
        return mark.value != 1 or (mark.rank <= Rank.HAN and not is_second_line)

    def _is_torn(self, index: int, before: Line) -> bool:
        """In text with whole paragraphs: a page end tore this one if it does not end as a sentence."""
        if self.closed[index - 1] or self.marks[index] is not None or before.strong:
            return False
        return not self._is_heading(index - 1, before) or self._is_tail(index, before)

    def _goes_on_counting(self, index: int, before: Line) -> bool:
        """二是 at the beginning of a line belongs to the paragraph that says 一是."""
        mark = self.marks[index]
        if mark is None or mark.rank is not Rank.WORD or mark.value < 2:
            return False
        earlier = mark.label.replace(chinese(mark.value), chinese(mark.value - 1), 1)
        return earlier in before.text

    def _is_heading(self, index: int, before: Line) -> bool:
        size = len(before.text)
        mark = self.marks[index]
        if mark is None or before.text != self.lines[index].text:
            return not _STOPS.search(before.text) and (size < _LONG or _is_whole_title(before.text))
        if size > _HEADING_LENGTH or mark.rank <= Rank.HAN:
            return size <= _HEADING_LENGTH
        return self.shares[index] < 0.5 if self.shares[index] >= 0 else size <= _LONG

    def _is_tail(self, index: int, before: Line) -> bool:
        """A few words between a heading and the next numeral are the heading's own end."""
        text = self.lines[index].text
        follows = index + 1 < len(self.lines) and self.marks[index + 1] is not None
        numbered = not self.closed[index - 1] and mark_of(before.text) is not None
        return follows and numbered and len(text) <= 6 and self.marks[index] is None


def _is_whole_title(text: str) -> bool:
    return len(text) <= 80 and is_title(text) and text.count("《") == text.count("》")


def _stands_alone(text: str) -> bool:
    """Dates and titles never go on with a sentence that has ended."""
    return len(text) <= _HEADING_LENGTH and (is_date(text) or is_title(text))


def _closed_shares(marks: list[Mark | None], closed: list[bool]) -> list[float]:
    """For each numbered line: how many of its siblings end as sentences; -1 without enough of them."""
    groups: dict[Rank, list[int]] = {}
    whole: dict[Rank, list[int]] = {}
    members: list[list[int]] = [[] for _ in marks]
    for index, mark in enumerate(marks):
        if mark is None:
            continue
        for rank in [rank for rank in groups if rank > mark.rank]:
            del groups[rank]
        group = groups.setdefault(mark.rank, [])
        group.append(index)
        members[index] = group
        whole.setdefault(mark.rank, []).append(index)
    shares = {rank: sum(closed[i] for i in all_) / len(all_) for rank, all_ in whole.items()}
    result = []
    for index, mark in enumerate(marks):
        others = [i for i in members[index] if i != index]
        if len(others) >= 2:
            result.append(sum(closed[i] for i in others) / len(others))
        else:
            result.append(shares[mark.rank] if mark and len(whole[mark.rank]) > 2 else -1.0)
    return result
