"""The seats of subjects with those who hold them, as plain values."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhiben.domains.duties.methods.seats import THERE, choice_of
from zhiben.domains.duties.queries.seats_reach import SchemeLine, asked, in_language
from zhiben.domains.duties.vocabulary import SeatStanding
from zhiben.domains.people import queries as people


@dataclass(frozen=True, slots=True)
class HolderLine:
    """Who has a seat. `left_on`: the last day he was a member where he acts, None while he is.

    `waits`: the number of a hand-over of this seat that is not confirmed yet.
    """

    id: int
    scheme_id: int
    seat: str
    unit_id: int | None
    body_id: int | None
    person_id: int
    name: str
    office: str
    since: date
    until: date | None
    is_there: bool
    left_on: date | None
    waits: int | None
    standing: SeatStanding

    @property
    def is_held(self) -> bool:
        """Whether he holds it on the day that was asked for."""
        return self.standing in (SeatStanding.FILLED, SeatStanding.EXPIRING)


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One seat of a subject. `instead`: the seat whose holder is enough, where one of several is."""

    key: str
    title_zh: str
    title_en: str
    posts: list[str]
    duties: list[Mapping[str, str]]
    either: str
    holders: list[HolderLine]
    standing: SeatStanding
    instead: str

    @property
    def title(self) -> str:
        """Its name in the reader's language."""
        return in_language(self.title_zh, self.title_en)

    @property
    def tasks(self) -> list[str]:
        """What the pack says its holder does, in the reader's language."""
        return [in_language(one.get("zh", ""), one.get("en", "")) for one in self.duties]

    @property
    def is_open(self) -> bool:
        """Whether somebody is wanted here."""
        return not self.instead and self.standing not in (SeatStanding.FILLED, SeatStanding.EXPIRING)


_HOLDERS = f"""SELECT h.id, h.scheme_id, h.seat, h.unit_id, h.body_id, h.person_id, h.office, h.since, h.until,
  {THERE} AS is_there,
  (SELECT max(m.valid_to) FROM people_membership m WHERE m.person_id = h.person_id
    AND (m.unit_id = h.at_unit_id OR m.body_id = h.at_body_id)) AS left_on,
  (SELECT w.id FROM duties_handover w WHERE w.holder_id = h.id
    AND w.confirmed_on IS NULL AND w.withdrawn_on IS NULL) AS waits
FROM duties_seatholder h WHERE (h.vacant_from IS NULL OR h.vacant_from > %s) AND {{where}}
ORDER BY h.since, h.id"""


def holders_where(where: str, values: Sequence[Any], on: date, soon: date) -> list[HolderLine]:
    """Seats that were given and not given up, of rows the reader was found to reach; with names."""
    rows = asked(_HOLDERS.format(where=where), [on, on, on, *values])
    names = people.names(row[5] for row in rows)
    return [_holder(row, names, on, soon) for row in rows]


def _holder(row: Sequence[Any], names: Mapping[int, str], on: date, soon: date) -> HolderLine:
    until, is_there = row[8], row[9]
    standing = SeatStanding.FILLED
    if not is_there:
        standing = SeatStanding.LEFT
    elif until is not None and until < on:
        standing = SeatStanding.EXPIRED
    elif until is not None and until <= soon:
        standing = SeatStanding.EXPIRING
    if row[7] > on:
        standing = SeatStanding.VACANT
    key, scheme, seat, unit, body, person, office, since = row[:8]
    left = None if is_there else row[10]
    return HolderLine(
        *(key, scheme, seat, unit, body, person, names.get(person, ""), office, since),
        *(until, is_there, left, row[11], standing),
    )


def seat_lines(line: SchemeLine, holders: Iterable[HolderLine]) -> list[SeatLine]:
    """The seats of a scheme for one subject, with those who hold or held them."""
    by_seat: dict[str, list[HolderLine]] = defaultdict(list)
    for holder in holders:
        by_seat[holder.seat].append(holder)
    held = {
        choice_of(seat): in_language(seat["title"]["zh"], seat["title"]["en"])
        for seat in line.seats
        if any(one.is_held for one in by_seat[seat["key"]])
    }
    return [_seat(seat, by_seat[seat["key"]], held) for seat in line.seats]


_ORDER = (
    SeatStanding.FILLED,
    SeatStanding.EXPIRING,
    SeatStanding.EXPIRED,
    SeatStanding.LEFT,
    SeatStanding.VACANT,
)


def _seat(seat: Mapping[str, Any], holders: list[HolderLine], held: Mapping[str, str]) -> SeatLine:
    standings = {one.standing for one in holders}
    standing = next((one for one in _ORDER if one in standings), SeatStanding.VACANT)
    own = any(one.is_held for one in holders)
    return SeatLine(
        key=seat["key"],
        title_zh=seat["title"]["zh"],
        title_en=seat["title"]["en"],
        posts=list(seat.get("posts") or []),
        duties=list(seat.get("duties") or []),
        either=seat.get("either") or "",
        holders=holders,
        standing=standing,
        instead="" if own else held.get(choice_of(seat), ""),
    )
