"""Which earlier hazards of a unit a new one repeats."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Earlier:
    """A grave hazard of the same unit, found before: its id, day, place, criterion, and whether it was producing."""

    id: int
    found_day: date
    place: str
    criterion: str
    producing: bool


def repeated(
    now: Earlier, before: Iterable[Earlier], *, flag_months_ago: date, closing_months_ago: date | None
) -> list[tuple[int, str]]:
    """Which earlier hazards this one repeats, and why: (id, place | criterion | producing).

    `flag_months_ago`: the first day that still counts for place and criterion; `closing_months_ago`: for production
    going on, None where the sector knows no such rule. Source: packs, hazards.repeat.* (P; coal S D).
    """
    found: list[tuple[int, str]] = []
    for one in before:
        if one.found_day >= flag_months_ago:
            if now.place.strip() and one.place.strip() == now.place.strip():
                found.append((one.id, "place"))
            if now.criterion.strip() and one.criterion.strip() == now.criterion.strip():
                found.append((one.id, "criterion"))
        is_near = closing_months_ago is not None and one.found_day >= closing_months_ago
        if is_near and now.producing and one.producing:
            found.append((one.id, "producing"))
    return found
