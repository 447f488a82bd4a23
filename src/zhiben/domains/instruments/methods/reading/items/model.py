"""What the reader proposes from a clause."""

from dataclasses import dataclass
from typing import Literal

from zhiben.domains.instruments.methods.packs.items import Period as Per

Kind = Literal["duty", "task", "target", "report", "phase", "limit"]


@dataclass(frozen=True)
class Item:
    """One proposal, pointing at the clauses and the sentence it was read from."""

    kind: Kind
    part: int
    cite: list[str]
    text: str
    title: str
    times: int | None = None
    per: Per | None = None
    event: str | None = None
    within: int | None = None
    op: str | None = None
    value: float | int | None = None
    unit: str | None = None
    by: str | None = None
    phase: dict[str, str] | None = None
    report: dict[str, object] | None = None
    indicator: str | None = None
    lead: list[str] | None = None
    support: list[str] | None = None
    hours: float | int | None = None
