"""A part of a document as pages draw it: the tree of clauses, and the text with sentences marked."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.instruments.methods.marking import Piece, marked
from zhiben.domains.instruments.queries import ClauseLine, DocumentHead


@dataclass(slots=True)
class Shown:
    """A clause as drawn. `anchor` names it in the page; `count`: items that point at it."""

    anchor: str
    clause: ClauseLine
    pieces: list[Piece]
    count: int
    items: list[Any] = field(default_factory=list)
    below: list["Shown"] = field(default_factory=list)


def part_of(head: DocumentHead, part: int | None) -> int:
    """The part asked for, or the first; NotFound when there is none such."""
    known = [one["part"] for one in head.parts] or [0]
    chosen = known[0] if part is None else part
    if chosen not in known:
        raise NotFound(Finding("not-found"))
    return chosen


def shown(clauses: Iterable[ClauseLine], items: Iterable[tuple[str, str, Any]]) -> list[Shown]:
    """Clauses in the order of the text; `items`: (address of the clause, its sentence, the item)."""
    sentences: dict[str, list[str]] = defaultdict(list)
    held: dict[str, list[Any]] = defaultdict(list)
    for address, sentence, item in items:
        sentences[address].append(sentence)
        held[address].append(item)
    counts = Counter({address: len(found) for address, found in held.items()})
    return [
        Shown(
            f"clause-{number}",
            clause,
            marked(clause.text, sentences[clause.address]),
            counts[clause.address],
            held[clause.address],
        )
        for number, clause in enumerate(clauses)
    ]


def tree(lines: list[Shown]) -> list[Shown]:
    """The same, each under its parent; returns those at the top."""
    known = {line.clause.address: line for line in lines}
    tops: list[Shown] = []
    for line in lines:
        parent = known.get(line.clause.parent or "")
        (parent.below if parent is not None else tops).append(line)
    return tops


def anchors(lines: list[Shown]) -> dict[str, str]:
    """Anchor by address."""
    return {line.clause.address: line.anchor for line in lines}
