"""The tree while it grows: clauses before they have an address."""

import re
from dataclasses import dataclass, field
from typing import Optional

from zhiben.domains.instruments.methods.reading.marks import Rank
from zhiben.domains.instruments.methods.reading.model import ClauseKind

_SENTENCES = re.compile(r"[。；！？]")
_HEADING_LENGTH = 45


def is_headlike(text: str) -> bool:
    """Whether a numbered line is a heading and no running text."""
    text = text.rstrip("。：: ")
    return len(text) <= _HEADING_LENGTH and not _SENTENCES.search(text)


@dataclass(slots=True, eq=False)
class Node:
    """A clause to be; `label` is its own level of the address."""

    rank: Rank
    value: int
    label: str
    kind: ClauseKind = ClauseKind.NUMBERED
    depth: int = 0
    parent: Optional["Node"] = None
    body: list[str] = field(default_factory=list)
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    last_paragraph: Optional["Node"] = None
    inner: set[Rank] = field(default_factory=set)
    id: str = ""

    def add(self, text: str) -> None:
        """Appends a paragraph."""
        if text:
            self.body.append(text)

    @property
    def is_heading(self) -> bool:
        """Whether what follows unnumbered is a paragraph of its own below it."""
        return self.rank is not Rank.WORD and len(self.body) <= 1 and is_headlike("".join(self.body))
