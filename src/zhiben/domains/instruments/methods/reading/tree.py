"""Builds the clause tree of one part from its paragraphs."""

import re
from dataclasses import replace

from zhiben.domains.instruments.methods.reading.addresses import addressed
from zhiben.domains.instruments.methods.reading.clean import (
    bare,
    document_number,
    is_date,
    is_imprint,
    is_label,
    is_title,
    squeeze,
)
from zhiben.domains.instruments.methods.reading.halves import find_halves
from zhiben.domains.instruments.methods.reading.inline import Segment, split_inline
from zhiben.domains.instruments.methods.reading.marks import Mark, Rank, mark_of
from zhiben.domains.instruments.methods.reading.model import Clause, ClauseKind, LineKind, Warning
from zhiben.domains.instruments.methods.reading.nodes import Node
from zhiben.domains.instruments.methods.reading.paragraphs import Paragraph
from zhiben.domains.instruments.methods.reading.parts import Section
from zhiben.domains.instruments.methods.reading.tables import TableReader

_PUNCTUATION = re.compile(r"[，。；：:,;！？!?、|=]")
_SALUTATION = re.compile(r"[^。；]{1,200}[位门业府会室镇乡道局委司厅院校处所区县市村站组部办][）)]?[：:]")
_BARE_NUMBER = re.compile(r"(\d{1,2})[\s　]+(?=[\u4e00-\u9fff])")
_NAMED_LENGTH, _MAX_NESTING = 16, 3


def build(section: Section, *, front: bool) -> tuple[list[Clause], list[Warning]]:
    """Clauses of a part in the order of the text; `front` says that it begins with a letterhead."""
    builder = _Builder(section, front=front)
    for index in range(len(section.paragraphs)):
        builder.take(index)
    clauses, warnings = addressed(builder.nodes, section.part)
    return clauses, builder.warnings + warnings


class _Builder:
    def __init__(self, section: Section, *, front: bool) -> None:
        self.section = section
        self.paragraphs = _without_signature(section.paragraphs)
        section.paragraphs = self.paragraphs
        self.first_text = next((i for i, p in enumerate(self.paragraphs) if _is_sentence(p)), 0)
        self.front_end = _front_end(self.paragraphs) if front else 0
        self.halves = find_halves(self.paragraphs, section.title)
        self.nodes: list[Node] = []
        self.stack: list[Node] = []
        self.tables = TableReader()
        self.warnings: list[Warning] = []
        self.dotted = any(p.mark and p.mark.rank is Rank.DOTTED for p in self.paragraphs)
        self.han_values = [p.mark.value for p in self.paragraphs if p.mark and p.mark.rank is Rank.HAN]

    def take(self, index: int) -> None:
        """Adds paragraph `index` to the tree."""
        paragraph = self.paragraphs[index]
        if paragraph.line.kind is LineKind.ROW:
            self._row(paragraph)
        elif index in self.halves:
            self._open_half(self.halves[index])
        elif mark := self._mark(index):
            self._numbered(paragraph, mark)
        elif index < self.front_end and not self._is_front_text(index):
            return
        elif self._is_named(index):
            self._open_named(paragraph)
        else:
            self._paragraph(paragraph.text)

    # --- numbered clauses ---

    def _mark(self, index: int) -> Mark | None:
        paragraph = self.paragraphs[index]
        mark = paragraph.mark
        if mark is None and self.dotted and (found := _BARE_NUMBER.match(paragraph.text)):
            rest = paragraph.text[found.end() :]
            if len(rest) <= 30 and not paragraph.closed:
                return Mark(Rank.ARABIC, int(found[1]), found[1], rest)
        if mark is not None and mark.rank is Rank.WORD and not self._is_word_series(index, mark):
            return None
        return mark

    def _is_word_series(self, index: int, mark: Mark) -> bool:
        """一是 counts only where 二是 follows or a series is open."""
        if any(node.rank is Rank.WORD and node.value == mark.value - 1 for node in self.stack):
            return True
        if mark.value != 1:
            return False
        sign = mark.label.replace("一", "二", 1)
        return any(sign in p.text for p in self.paragraphs[index : index + 4])

    def _numbered(self, paragraph: Paragraph, mark: Mark) -> None:
        inner = mark_of(mark.rest) if mark.rank < Rank.ARABIC_BRACKET else None
        if inner and inner.rank in (Rank.ARABIC_BRACKET, Rank.CIRCLED) and inner.value == 1:
            # 3、（1）…: the outer numeral has no words of its own.
            self._place(Node(mark.rank, mark.value, mark.label, depth=paragraph.line.depth))
            line = replace(paragraph.line, text=mark.rest)
            paragraph, mark = replace(paragraph, line=line, mark=inner), inner
        segments = split_inline(paragraph.text)
        first = segments[0].text
        cut = len(first) - (len(paragraph.text) - len(mark.rest)) if len(segments) > 1 else len(mark.rest)
        kind = ClauseKind.INLINE if mark.rank is Rank.WORD else ClauseKind.NUMBERED
        node = Node(mark.rank, mark.value, mark.label, kind=kind, depth=paragraph.line.depth)
        node.add(squeeze(mark.rest[: max(cut, 0)]))
        self._place(node)
        self._inline(segments[1:], node)

    def _place(self, node: Node) -> None:
        """Under the open clause of the next higher class; beside an open one of the same class."""
        while self.stack and self._is_left(self.stack[-1], node):
            self.stack.pop()
        self._push(node)

    def _is_left(self, top: Node, node: Node) -> bool:
        if node.rank is Rank.DOTTED:
            return not (top.rank < Rank.DOTTED or node.label.startswith(f"{top.label}."))
        if any(open_.rank is node.rank for open_ in self.stack):
            return not (top.rank is Rank.NAMED and node.value == 1 and node.rank > Rank.NAMED)
        if top.rank is Rank.NAMED:
            return node.rank < Rank.NAMED
        return top.rank >= node.rank or self._is_misprinted_level(top, node)

    def _is_misprinted_level(self, top: Node, node: Node) -> bool:
        """一、 followed by （二） （三） …: the only 一、 of its part was meant as （一）."""
        return (
            node.rank is Rank.HAN_BRACKET
            and top.rank is Rank.HAN
            and len(self.han_values) == 1
            and node.value == top.value + 1
            and node.rank not in top.inner
        )

    def _push(self, node: Node) -> None:
        node.parent = self.stack[-1] if self.stack else None
        if node.parent is not None:
            node.parent.inner.add(node.rank)
        self.stack.append(node)
        self.nodes.append(node)

    def _inline(self, segments: list[Segment], base: Node, depth: int = 1) -> None:
        """Clauses cut out of a paragraph stand below it whatever their class."""
        if not self.stack or base is not self.stack[-1]:
            self.stack.append(base)
        # 二是 in a paragraph that begins with 一是 stands beside it.
        beside = segments and segments[0].mark and segments[0].mark.rank is base.rank
        floor = len(self.stack) - bool(beside)
        for segment in segments:
            mark = segment.mark
            if mark is None:
                continue
            del self.stack[floor:]
            inner = split_inline(segment.text) if depth < _MAX_NESTING else [segment]
            own = mark.rest if len(inner) == 1 else mark.rest[: len(inner[0].text) - len(segment.text)]
            node = Node(mark.rank, mark.value, mark.label, kind=ClauseKind.INLINE)
            node.add(squeeze(own))
            self._push(node)
            if len(inner) > 1:
                self._inline(inner[1:], node, depth + 1)

    # --- words, paragraphs, rows ---

    def _open_half(self, text: str) -> None:
        self.stack.clear()
        node = Node(Rank.HALF, 0, text, kind=ClauseKind.NAMED)
        node.add(text)
        self._push(node)

    def _open_named(self, paragraph: Paragraph) -> None:
        text = squeeze(paragraph.text)
        node = Node(Rank.NAMED, 0, bare(text), kind=ClauseKind.NAMED, depth=paragraph.line.depth)
        node.add(text)
        open_ = [i for i, other in enumerate(self.stack) if self._is_closed_by(other, node)]
        if open_:
            del self.stack[open_[0] :]
        else:
            while self.stack and not (self.stack[-1].is_heading or self.stack[-1].rank <= Rank.HAN):
                self.stack.pop()
        self._push(node)

    @staticmethod
    def _is_closed_by(other: Node, named: Node) -> bool:
        if other.rank is Rank.HALF:
            return False
        if named.depth and other.depth:
            return other.depth >= named.depth
        return other.rank is Rank.NAMED

    def _is_named(self, index: int) -> bool:
        paragraph = self.paragraphs[index]
        text = paragraph.text
        if paragraph.line.kind is LineKind.HEADING:
            return len(text) <= 60 and not is_date(text) and not self._is_letterhead(index)
        if (
            paragraph.line.item
            or paragraph.closed
            or is_date(text)
            or document_number(text)
            or index + 1 >= len(self.paragraphs)
        ):
            return False
        limit = 30 if paragraph.line.strong else _NAMED_LENGTH
        if not 2 <= len(bare(text)) <= limit or _PUNCTUATION.search(text):
            return False
        before = self.paragraphs[index - 1] if index else None
        if before and not before.closed and not before.mark and len(before.text) > 30:
            return False
        after = self.paragraphs[index + 1]
        if is_title(after.text) or is_date(after.text) or self._is_letterhead(index):
            return False
        return bool(after.mark) or after.closed or after.line.kind is LineKind.ROW

    def _is_letterhead(self, index: int) -> bool:
        """A line with the document's number, date, title or addressees below it."""
        after = self.paragraphs[index + 1 : index + 2]
        return index < self.front_end and any(
            document_number(p.text) or is_date(p.text) or is_title(p.text) or _SALUTATION.fullmatch(p.text)
            for p in after
            if not p.mark
        )

    def _paragraph(self, text: str) -> None:
        text = squeeze(text)
        if not self.stack:
            self._own_paragraph(text, None)
        elif is_label(text):
            self._continue(text, self._numbered_top())
        elif self.stack[-1].rank is Rank.WORD:
            self._go_on(text, self.stack[-1])
        elif (top := self._numbered_top()).is_heading:
            self._own_paragraph(text, top)
        else:
            self._continue(text, top)

    def _numbered_top(self) -> Node:
        """The open clause that was not cut out of a paragraph."""
        while len(self.stack) > 1 and self.stack[-1].kind in (ClauseKind.INLINE, ClauseKind.PARAGRAPH):
            self.stack.pop()
        return self.stack[-1]

    def _go_on(self, text: str, top: Node) -> None:
        """A paragraph after 三是 …: its rest, and perhaps 四是 …"""
        segments = split_inline(text, running=top.value)
        top.add(segments[0].text)
        if len(segments) > 1:
            self._inline(segments[1:], top)

    def _continue(self, text: str, top: Node) -> None:
        owner = top.last_paragraph or top
        segments = split_inline(text)
        owner.add(segments[0].text)
        if len(segments) > 1:
            self._inline(segments[1:], owner)

    def _own_paragraph(self, text: str, parent: Node | None) -> None:
        segments = split_inline(text)
        node = Node(Rank.PARAGRAPH, 0, "¶", kind=ClauseKind.PARAGRAPH, parent=parent)
        node.add(segments[0].text)
        if parent is not None:
            parent.last_paragraph = node
        self.nodes.append(node)
        if len(segments) > 1:
            self.stack.append(node)
            self._inline(segments[1:], node)
            self.stack.remove(node)

    def _row(self, paragraph: Paragraph) -> None:
        node = self.tables.row(paragraph.line)
        if node is not None:
            node.parent = self._numbered_top() if self.stack else None
            self.nodes.append(node)

    # --- letterhead ---

    def _is_front_text(self, index: int) -> bool:
        """Letterhead, title, number, salutation, signature are not clauses."""
        paragraph = self.paragraphs[index]
        text = paragraph.text
        if self._is_named(index):
            return not is_title(text)
        if not paragraph.closed or is_date(text) or is_title(text) or is_imprint(text):
            return False
        return not (index < self.first_text and _SALUTATION.fullmatch(text))


def _is_sentence(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return paragraph.closed and not (is_date(text) or is_title(text) or _SALUTATION.fullmatch(text))


def _front_end(paragraphs: list[Paragraph]) -> int:
    """The letterhead ends at the first numeral; without numerals at the first sentence."""
    first_sentence = next((i for i, p in enumerate(paragraphs) if _is_sentence(p)), len(paragraphs))
    titles = [i for i, p in enumerate(paragraphs) if not p.closed and is_title(p.text)]
    return next((i for i, p in enumerate(paragraphs) if p.mark), max([first_sentence, *titles]) + 1)


def _without_signature(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The text without the body and date it is signed with."""
    end = len(paragraphs)
    while end and is_date(paragraphs[end - 1].text):
        end -= 1
        before = paragraphs[end - 1] if end else None
        if before and before.mark is None and not before.closed and len(before.text) <= 30:
            end -= 1
    return [replace(p) for p in paragraphs[:end]]
