"""The papers of the domains above, as the page of a one-time link shows them: named parts, declared at start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from zhiben.core.registry import Registry


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A paper to read: its title, who sends it, and the template of the article alone with its plain values."""

    title: str
    sender: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


Reader = Callable[[int], PaperShown]
papers = Registry("paper")
"""Kind of paper -> how it is read by whoever holds a link to it."""


def declare_paper(kind: str, reader: Reader) -> None:
    """The domain that writes papers of this kind says how one is shown; called in its `ready()`."""
    papers.declare(kind, reader)


def paper_shown(kind: str, paper_id: int) -> PaperShown | None:
    """The paper, or None when nobody declared how papers of its kind are shown."""
    reader: Reader | None = papers.find(kind)
    return reader(paper_id) if reader is not None else None
