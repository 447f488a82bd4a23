"""Responsibility seats by scheme and by subject: how many are filled, who wants one, who holds them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zhiben.core.actors import Actor, Range
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.duties.methods.seats import STANDS, choices, grouped
from zhiben.domains.duties.methods.selectors import Condition, joined
from zhiben.domains.duties.queries.seats_lines import (
    HolderLine,
    SeatLine,
    holders_where,
    seat_lines,
)
from zhiben.domains.duties.queries.seats_reach import (
    SchemeLine,
    SeatSubject,
    asked,
    find_subject,
    get_scheme,
    meant,
    reach,
    schemes_before,
    schemes_for,
    schemes_in_force,
    seat_reader,
)
from zhiben.domains.instruments import queries as instruments


def soon_of(on: date) -> date:
    """The last day of the terms that count as ending soon."""
    return on + timedelta(days=int(instruments.parameter("duties.seats.expiring", on=on).value))


@dataclass(frozen=True, slots=True)
class SeatFigure:
    """A scheme within reach: `subjects` it means, `seats` they must fill; of these `filled`, the rest `vacant`.

    Of the filled `expiring` end soon; of the vacant `expired` are over and of `left` the holder has left.
    """

    scheme: SchemeLine
    subjects: int
    seats: int
    filled: int
    expiring: int
    expired: int
    left: int

    @property
    def vacant(self) -> int:
        """Seats that nobody holds."""
        return self.seats - self.filled


def seat_figures(
    actor: Actor, on: date, lines: Sequence[SchemeLine], *, area: Range | None = None
) -> list[SeatFigure]:
    """How the seats of these schemes stand within reach, in one statement."""
    seat_reader(actor)
    if not lines:
        return []
    soon, parts, values = soon_of(on), [], []
    for line in lines:
        text, own = _figure(actor, line, on, soon, area)
        parts.append(text)
        values += own
    found = {row[0]: row[1:] for row in asked(" UNION ALL ".join(parts), values)}
    return [
        SeatFigure(line, found[line.id][0], found[line.id][0] * len(choices(line.seats)), *found[line.id][1:])
        for line in lines
    ]


def _figure(
    actor: Actor, line: SchemeLine, on: date, soon: date, area: Range | None
) -> tuple[str, list[Any]]:
    table, of_table = reach(actor, line.column, area)
    wanted, of_wanted = meant(line, on)
    among = f"h.{line.column}_id IN (SELECT s.id FROM ({table}) s WHERE {wanted})"
    groups, of_groups = grouped(line.id, line.seats, on, soon, (among, [*of_table, *of_wanted]), line.column)
    counts = ", ".join(f"count(*) FILTER (WHERE {text})" for text in STANDS.values())
    return (
        f"""SELECT {int(line.id)}, n.subjects, f.* FROM
          (SELECT count(*) AS subjects FROM ({table}) s WHERE {wanted}) n,
          (SELECT {counts} FROM ({groups}) g) f""",
        [*of_table, *of_wanted, *of_groups],
    )


@dataclass(frozen=True, slots=True)
class SubjectSeats:
    """A subject with its seats under one scheme."""

    subject: SeatSubject
    seats: list[SeatLine]

    @property
    def vacant(self) -> int:
        """How many choices nobody fills."""
        open_ones = [f"|{seat.either}" if seat.either else seat.key for seat in self.seats if seat.is_open]
        return len(set(open_ones))


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """A page of subjects, and where the next one begins."""

    rows: list[SubjectSeats]
    after: int | None


def seat_subjects(
    actor: Actor,
    scheme_id: int,
    on: date,
    *,
    standing: str | None = None,
    area: Range | None = None,
    after: int = 0,
    limit: int = 50,
) -> SubjectPage:
    """The subjects of a scheme within reach with their seats; `standing`: those with at least one seat that stands so.

    The same conditions as seat_figures() counts by.
    """
    line = get_scheme(actor, scheme_id)
    soon = soon_of(on)
    table, values = reach(actor, line.column, area)
    text, own = joined([meant(line, on), ("s.id > %s", [after]), _standing(line, on, soon, standing)])
    found = asked(
        f"SELECT s.id, s.name, s.area, s.sector FROM ({table}) s WHERE {text} ORDER BY s.id LIMIT %s",
        [*values, *own, limit + 1],
    )
    shown = [SeatSubject(line.column, *row) for row in found[:limit]]
    where = f"h.scheme_id = %s AND h.{line.column}_id = ANY(%s)"
    by_subject: dict[int, list[HolderLine]] = defaultdict(list)
    for holder in holders_where(where, [line.id, [one.id for one in shown]], on, soon):
        by_subject[holder.unit_id or holder.body_id or 0].append(holder)
    return SubjectPage(
        rows=[SubjectSeats(one, seat_lines(line, by_subject[one.id])) for one in shown],
        after=shown[-1].id if len(found) > limit else None,
    )


def _standing(line: SchemeLine, on: date, soon: date, standing: str | None) -> tuple[str, list[Any]]:
    if standing is None:
        return "true", []
    of_it: Condition = (f"h.{line.column}_id = s.id", [])
    text, values = grouped(line.id, line.seats, on, soon, of_it, line.column)
    if standing == "vacant":
        return f"(SELECT count(*) FROM ({text}) g WHERE now) < %s", [*values, len(choices(line.seats))]
    if standing == "filled":
        return f"(SELECT count(*) FROM ({text}) g WHERE now) = %s", [*values, len(choices(line.seats))]
    if standing not in STANDS:
        raise NotFound(Finding("not-found", field="standing"))
    return f"EXISTS (SELECT 1 FROM ({text}) g WHERE {STANDS[standing]})", values


@dataclass(frozen=True, slots=True)
class SchemeSeats:
    """One scheme of a subject, with its seats."""

    scheme: SchemeLine
    seats: list[SeatLine]

    @property
    def is_open(self) -> bool:
        """Whether a seat is vacant."""
        return any(seat.is_open for seat in self.seats)


def seats_of(
    actor: Actor, on: date, *, unit_id: int | None = None, body_id: int | None = None
) -> tuple[SeatSubject, list[SchemeSeats]]:
    """One subject within reach: every scheme that means it, with its seats."""
    seat_reader(actor)
    subject = find_subject(actor, unit_id=unit_id, body_id=body_id)
    lines = schemes_for(subject, schemes_in_force(on), on)
    return subject, with_seats(subject, lines, on)


def with_seats(subject: SeatSubject, lines: Sequence[SchemeLine], on: date) -> list[SchemeSeats]:
    """These schemes of a subject the reader was found to reach, with their seats."""
    where = f"h.{subject.kind}_id = %s AND h.scheme_id = ANY(%s)"
    by_scheme: dict[int, list[HolderLine]] = defaultdict(list)
    for holder in holders_where(where, [subject.id, [line.id for line in lines]], on, soon_of(on)):
        by_scheme[holder.scheme_id].append(holder)
    return [SchemeSeats(line, seat_lines(line, by_scheme[line.id])) for line in lines]


def seats_before(subject: SeatSubject, found: Sequence[SchemeSeats], on: date) -> list[SchemeSeats]:
    """The seats of a subject under schemes that those found took the place of."""
    return with_seats(subject, schemes_before([one.scheme for one in found]), on)


def empty_seats(line: SchemeLine) -> list[SeatLine]:
    """The seats of a scheme as such, held by nobody."""
    return seat_lines(line, [])
