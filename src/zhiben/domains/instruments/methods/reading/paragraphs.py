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
_HEADING_LENGTH, _LONG, _SHORT = 45, 30, 8
# Text that never ends is no paragraph; joining it for ever would take for ever.
_MAX_PARAGRAPH = 20_000
_ATTACHMENT = re.compile(r"附\s*[件录表]\s*(?:[0-9A-Z一二三四五六七八九十]{0,3}\s*(?:[:：]|$))")
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
    if any(lines[i].full for i in texts):
        return _Layout(max(widths, default=0.0), _indented_ranks(lines, marks, texts))
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
        self.full = [self._reaches_edge(index) for index in range(len(lines))]
        self.last: dict[Rank, int] = {}
        self.shares = _closed_shares(self.marks, self.closed) if not self.layout.width else []

    def _reaches_edge(self, index: int) -> bool:
        line = self.lines[index]
        if line.full is not None:
            return line.full
        return self.widths[index] >= self.layout.width - (5.0 if line.indented else 3.0)

    def accept(self, index: int) -> None:
        """Remembers the numeral of a line that begins a paragraph."""
        if mark := self.marks[index]:
            self.last[mark.rank] = mark.value

    def is_continued(self, index: int, before: Line) -> bool:
        """Whether line `index` goes on with the paragraph before it."""
        line = self.lines[index]
        if before.kind not in (LineKind.TEXT, LineKind.HEADING) or line.kind is not LineKind.TEXT:
            return False
        if len(before.text) > _MAX_PARAGRAPH or line.item or _ATTACHMENT.match(line.text):
            return False
        if line.text[:1] in _CLOSERS or self._goes_on_counting(index, before):
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
        if not self.full[index - 1]:
            return False
        if self.layout.indents and self.lines[index].indented:
            return False
        if self.marks[index] is not None:
            return self._is_wrapped_numeral(index, before)
        if self.closed[index - 1]:
            return (self.closed[index] or self.full[index]) and not is_label(self.lines[index].text)
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
        if _ATTACHMENT.match(before.text):
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
        if self.shares[index] < 0:
            return size <= _LONG
        return self.shares[index] < 0.5 or len(mark.rest) <= _SHORT

    def _is_tail(self, index: int, before: Line) -> bool:
        """A few words between a heading and the next numeral are the heading's own end."""
        text = self.lines[index].text
        follows = index + 1 < len(self.lines) and (
            self.marks[index + 1] is not None or self.lines[index + 1].text[:1] == "附"
        )
        numbered = not self.closed[index - 1] and mark_of(before.text) is not None
        return (
            follows and numbered and not self.closed[index] and len(text) <= 6 and self.marks[index] is None
        )


def _is_whole_title(text: str) -> bool:
    return len(text) <= 80 and is_title(text) and text.count("《") == text.count("》")


def _stands_alone(text: str) -> bool:
    """Dates and titles never go on with a sentence that has ended."""
    return len(text) <= _HEADING_LENGTH and (is_date(text) or is_title(text))


@dataclass(slots=True)
class _Group:
    """Numbered lines of one class, and how many of them end as sentences."""

    size: int = 0
    closed: int = 0

    def add(self, closed: bool) -> None:
        self.size += 1
        self.closed += closed

    def share(self) -> float:
        return self.closed / self.size if self.size else -1.0


def _closed_shares(marks: list[Mark | None], closed: list[bool]) -> list[float]:
    """For each numbered line: how many of its siblings end as sentences; -1 without enough of them."""
    open_: dict[Rank, _Group] = {}
    whole: dict[Rank, _Group] = {}
    groups: list[_Group] = []
    for mark, ends in zip(marks, closed, strict=True):
        if mark is None:
            groups.append(_Group())
            continue
        for rank in [rank for rank in open_ if rank > mark.rank]:
            del open_[rank]
        group = open_.setdefault(mark.rank, _Group())
        group.add(ends)
        whole.setdefault(mark.rank, _Group()).add(ends)
        groups.append(group)
    return [
        _share(group, whole[mark.rank], ends) if mark else -1.0
        for mark, group, ends in zip(marks, groups, closed, strict=True)
    ]


def _share(group: _Group, whole: _Group, ends: bool) -> float:
    if group.size > 2:
        return (group.closed - ends) / (group.size - 1)
    return whole.share() if whole.size > 2 else -1.0
