"""A row of a table of activities, read. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from zhiben.core.findings import N_, Finding, sentence

sentence("activity-kind", N_("“%(value)s” is no kind of activity. The template lists those there are."))
sentence("activity-post", N_("“%(value)s” is no post. The template lists those there are."))
sentence("activity-day", N_("“%(value)s” is no day. Write it as 2026-03-05."))
sentence("activity-number", N_("“%(value)s” is no number."))
sentence("activity-unit", N_("No unit within your reach bears this name or code."))
sentence("activity-units", N_("Several units are called “%(value)s”. Give the unified social credit code."))
DETAILS = ("scenario", "content", "test", "decisions", "findings", "evaluation")
Wrong = list[tuple[str, Finding]]
"""Column and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Words:
    """What may stand in the cells: the words in any language -> key."""

    kinds: Mapping[str, str]
    posts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """A row as far as it could be read."""

    kind: str = ""
    done_day: date | None = None
    led_post: str = ""
    participants: int | None = None
    hours: Decimal | None = None
    place: str = ""
    text: str = ""
    details: dict[str, str] = field(default_factory=dict)


def read_row(cells: Mapping[str, str], words: Words, day: Callable[[str], date | None]) -> tuple[Read, Wrong]:
    """The row, and what is wrong with it by column."""
    wrong: Wrong = []

    def known(column: str, table: Mapping[str, str], code: str) -> str:
        raw = cells.get(column, "")
        found = table.get(raw.lower(), "")
        if raw and not found:
            wrong.append((column, Finding(code, {"value": raw[:80]}, column)))
        return found

    raw_day = cells.get("done_day", "")
    done_day = day(raw_day)
    if raw_day and done_day is None:
        wrong.append(("done_day", Finding("activity-day", {"value": raw_day[:40]}, "done_day")))
    participants, hours = (_number(cells, name, wrong) for name in ("participants", "hours"))
    if participants is not None and participants != int(participants):
        wrong.append(
            ("participants", Finding("activity-number", {"value": str(participants)}, "participants"))
        )
    return (
        Read(
            kind=known("kind", words.kinds, "activity-kind"),
            done_day=done_day,
            led_post=known("led_post", words.posts, "activity-post"),
            participants=None if participants is None else int(participants),
            hours=None if hours is None else hours.quantize(Decimal("0.01")),
            place=cells.get("place", ""),
            text=cells.get("text", ""),
            details={name: cells[name] for name in DETAILS if cells.get(name)},
        ),
        wrong,
    )


def _number(cells: Mapping[str, str], column: str, wrong: Wrong) -> Decimal | None:
    raw = cells.get(column, "").replace(",", "").replace("，", "")
    if not raw:
        return None
    try:
        number = Decimal(raw)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > _BIGGEST:
        wrong.append((column, Finding("activity-number", {"value": raw[:40]}, column)))
        return None
    return number


_BIGGEST = Decimal(10) ** 9
