"""Responsibility seats by person: all of one person's with what falls due, who has too many, hand-overs, the board."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from zhiben.core.actors import Actor, Range, system_actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.duties.methods.seats import held
from zhiben.domains.duties.models import DutyPeriod, HandOver, SeatHolder
from zhiben.domains.duties.queries.duties import DutyLine, duty_lines
from zhiben.domains.duties.queries.seats import SchemeSeats, soon_of, with_seats
from zhiben.domains.duties.queries.seats_lines import HolderLine, SeatLine, holders_where, seat_lines
from zhiben.domains.duties.queries.seats_reach import (
    SchemeLine,
    SeatSubject,
    asked,
    find_subject,
    reach,
    scheme_lines,
    schemes_for,
    schemes_in_force,
    seat_reader,
)
from zhiben.domains.duties.queries.standing import PeriodLine, lines
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.people import queries as people

_HIS = "what is due where one holds a seat"


def most_subjects(on: date) -> int:
    """How many subjects one person may answer for before he is listed."""
    return int(instruments.parameter("duties.seats.most", on=on).value)


@dataclass(frozen=True, slots=True)
class Overload:
    """A person who answers for more subjects than he should."""

    person_id: int
    name: str
    subjects: int


def overloaded(actor: Actor, on: date, *, area: Range | None = None, limit: int = 200) -> list[Overload]:
    """Persons with seats at more subjects within reach than the parameter allows, the most first."""
    seat_reader(actor)
    rows = SeatHolder.objects.visible_to(actor)
    if area is not None:
        rows = rows.filter(area__range=area)
    table, of_table = rows.order_by().values(*_HELD).statement()
    text, values = held(on)
    found = asked(
        f"""SELECT person_id, count(*) FROM
          (SELECT DISTINCT h.person_id, h.unit_id, h.body_id FROM ({table}) h WHERE {text}) p
        GROUP BY 1 HAVING count(*) > %s ORDER BY 2 DESC, 1 LIMIT %s""",
        [*of_table, *values, most_subjects(on), limit],
    )
    names = people.names(row[0] for row in found)
    return [Overload(person, names.get(person, ""), count) for person, count in found]


_HELD = ("person_id", "unit_id", "body_id", "at_unit_id", "at_body_id", "since", "until", "vacant_from")


@dataclass(frozen=True, slots=True)
class SeatDue:
    """What the subject of a seat owes now and somebody in such a seat leads."""

    duty: DutyLine
    period: PeriodLine


@dataclass(frozen=True, slots=True)
class PersonSeat:
    """One seat of a person: scheme, seat, subject, and what falls due there. `seat.holders` is himself alone."""

    scheme: SchemeLine
    seat: SeatLine
    holder: HolderLine
    subject_name: str
    dues: list[SeatDue]


def my_seats(actor: Actor, on: date) -> list[PersonSeat]:
    """All seats the actor himself was given, whatever his reach, with what falls due there."""
    seat_reader(actor, "duties.own_seats")
    if actor.system:
        return []
    found = holders_where("h.person_id = %s", [actor.person_id], on, soon_of(on))
    return _person_seats(found, on)


def seats_of_person(actor: Actor, person_id: int, on: date, limit: int = 200) -> list[PersonSeat]:
    """The seats a person was given at subjects within reach; NotFound where there is none."""
    seat_reader(actor)
    parts: list[str] = []
    values: list[Any] = []
    for kind in ("unit", "body"):
        table, own = reach(actor, kind)
        parts.append(f"h.{kind}_id IN (SELECT s.id FROM ({table}) s)")
        values += own
    where = f"h.person_id = %s AND ({' OR '.join(parts)})"
    found = holders_where(where, [person_id, *values], on, soon_of(on))[:limit]
    if not found:
        raise NotFound(Finding("not-found"))
    return _person_seats(found, on)


def _person_seats(found: Sequence[HolderLine], on: date) -> list[PersonSeat]:
    schemes = scheme_lines(one.scheme_id for one in found)
    names = _subject_names((one.unit_id, one.body_id) for one in found)
    dues = _dues(found, on)
    made = []
    for one in found:
        line = schemes[one.scheme_id]
        seat = next((seat for seat in seat_lines(line, [one]) if seat.key == one.seat), None)
        if seat is None:
            continue
        due = [
            each
            for each in dues.get((one.unit_id, one.body_id), [])
            if set(each.duty.leaders) & set(seat.posts)
        ]
        made.append(PersonSeat(line, seat, one, names.get((one.unit_id, one.body_id), ""), due))
    return made


def _subject_names(keys: Iterable[tuple[int | None, int | None]]) -> dict[tuple[int | None, int | None], str]:
    wanted = set(keys)
    units = organisations.unit_names({unit for unit, _ in wanted if unit is not None})
    bodies = organisations.body_names({body for _, body in wanted if body is not None})
    return {key: units.get(key[0] or 0, "") or bodies.get(key[1] or 0, "") for key in wanted}


def _dues(found: Sequence[HolderLine], on: date) -> dict[tuple[int | None, int | None], list[SeatDue]]:
    """What is open in the running periods of all these subjects, in three statements."""
    units = {one.unit_id for one in found if one.unit_id is not None}
    bodies = {one.body_id for one in found if one.body_id is not None}
    if not found:
        return {}
    rows = DutyPeriod.objects.unscoped(reason=_HIS).filter(
        Q(unit__in=units) | Q(unit__isnull=True, body__in=bodies),
        first_day__lte=on,
        last_day__gte=on,
        expected__gt=F("done") + F("excused"),
    )
    periods = lines(rows.exclude(duty__leaders=[]).order_by("last_day", "pk")[:500])
    duties = duty_lines(period.duty_id for period in periods)
    made: dict[tuple[int | None, int | None], list[SeatDue]] = {}
    for period in periods:
        made.setdefault((period.unit_id, period.body_id), []).append(SeatDue(duties[period.duty_id], period))
    return made


@dataclass(frozen=True, slots=True)
class HandOverLine:
    """A hand-over: from whom to whom, from which day, with what was open. `has_account`: the successor can sign in."""

    id: int
    holder_id: int
    scheme: SchemeLine
    seat: str
    unit_id: int | None
    body_id: int | None
    subject_name: str
    outgoing: str
    outgoing_id: int
    successor: str
    successor_id: int
    office: str
    day: date
    until: date | None
    note: str
    open_matters: dict[str, int]
    confirmed_on: date | None
    withdrawn_on: date | None

    @property
    def seat_title(self) -> str:
        """The seat's name in the reader's language."""
        return next((one.title for one in seat_lines(self.scheme, []) if one.key == self.seat), self.seat)

    @property
    def waits(self) -> bool:
        """Neither confirmed nor withdrawn."""
        return self.confirmed_on is None and self.withdrawn_on is None


def hand_overs_to(actor: Actor) -> list[HandOverLine]:
    """Hand-overs that wait for the actor himself."""
    rows = HandOver.objects.unscoped(reason="what is handed over to oneself")
    return _hand_overs(rows.filter(successor_id=actor.person_id, confirmed_on=None, withdrawn_on=None))


def get_hand_over(actor: Actor, hand_over_id: int) -> HandOverLine:
    """One hand-over: for who hands over, who takes over, and who reaches the subject."""
    rows = HandOver.objects.unscoped(reason="whether one may see it is asked next").filter(pk=hand_over_id)
    found = _hand_overs(rows)
    if not found:
        raise NotFound(Finding("not-found"))
    if actor.person_id not in (found[0].outgoing_id, found[0].successor_id):
        seat_reader(actor)
        find_subject(actor, unit_id=found[0].unit_id, body_id=found[0].body_id)
    return found[0]


_HAND_OVER = (
    *("id", "holder_id", "holder__scheme_id", "holder__seat", "unit_id", "body_id", "holder__person_id"),
    *("successor_id", "office", "day", "until", "note", "open_matters", "confirmed_on", "withdrawn_on"),
)


def _hand_overs(rows: Any) -> list[HandOverLine]:
    found = list(rows.order_by("pk").values(*_HAND_OVER))
    schemes = scheme_lines(row["holder__scheme_id"] for row in found)
    names = people.names(key for row in found for key in (row["holder__person_id"], row["successor_id"]))
    subjects = _subject_names((row["unit_id"], row["body_id"]) for row in found)
    return [
        HandOverLine(
            scheme=schemes[row.pop("holder__scheme_id")],
            seat=row.pop("holder__seat"),
            subject_name=subjects[row["unit_id"], row["body_id"]],
            outgoing_id=row["holder__person_id"],
            outgoing=names.get(row.pop("holder__person_id"), ""),
            successor=names.get(row["successor_id"], ""),
            **row,
        )
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class HolderCase:
    """One who has a seat, with scheme, seat and subject."""

    holder: HolderLine
    scheme: SchemeLine
    seat: str
    subject: SeatSubject


def get_holder(actor: Actor, holder_id: int, on: date) -> HolderCase:
    """One seat that was given: for who has it, and who reaches its subject; NotFound when it was given up."""
    found = holders_where("h.id = %s", [holder_id], on, soon_of(on))
    if not found:
        raise NotFound(Finding("not-found"))
    holder = found[0]
    seeing = system_actor("one's own seat") if holder.person_id == actor.person_id else actor
    if seeing is actor:
        seat_reader(actor)
    subject = find_subject(seeing, unit_id=holder.unit_id, body_id=holder.body_id)
    line = scheme_lines([holder.scheme_id])[holder.scheme_id]
    title = next((one.title for one in seat_lines(line, []) if one.key == holder.seat), holder.seat)
    return HolderCase(holder, line, title, subject)


@dataclass(frozen=True, slots=True)
class PastHolder:
    """Somebody who had a seat, or has it; `ended`: why no longer."""

    id: int
    seat: str
    person_id: int
    name: str
    office: str
    since: date
    until: date | None
    vacant_from: date | None
    ended: str
    ended_note: str


def seat_history(
    actor: Actor, scheme_id: int, *, unit_id: int | None = None, body_id: int | None = None
) -> list[PastHolder]:
    """Everybody a subject's seats under a scheme were given to, the latest first."""
    seat_reader(actor)
    subject = find_subject(actor, unit_id=unit_id, body_id=body_id)
    rows = SeatHolder.objects.unscoped(reason="of a subject that was found within reach")
    rows = rows.filter(scheme_id=scheme_id, **{f"{subject.kind}_id": subject.id}).order_by("-since", "-pk")
    columns = [name for name in PastHolder.__dataclass_fields__ if name != "name"]
    found = list(rows.values(*columns)[:200])
    names = people.names(row["person_id"] for row in found)
    return [PastHolder(name=names.get(row["person_id"], ""), **row) for row in found]


def notice_board(kind: str, subject_id: int, on: date) -> tuple[SeatSubject, list[SchemeSeats]]:
    """What is public of a subject: the schemes whose clause says so, with name and office; NotFound without any."""
    key = {"unit": "unit_id", "body": "body_id"}.get(kind)
    if key is None:
        raise NotFound(Finding("not-found"))
    subject = find_subject(system_actor("notice board"), **{key: subject_id})
    public = schemes_for(subject, schemes_in_force(on, public=True), on)
    if not public:
        raise NotFound(Finding("not-found"))
    return subject, with_seats(subject, public, on)
