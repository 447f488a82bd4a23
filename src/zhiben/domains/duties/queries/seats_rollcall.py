"""Roll-calls: who was called, who answered in time, late or not yet, who has no account."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q

from zhiben.core.actors import Actor, Range
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.duties.methods.seats import held
from zhiben.domains.duties.models import RollCall, RollCallLine, SeatHolder
from zhiben.domains.duties.queries.seats import soon_of
from zhiben.domains.duties.queries.seats_lines import HolderLine, holders_where, seat_lines
from zhiben.domains.duties.queries.seats_reach import SchemeLine, meant, reach, scheme_lines
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.people import queries as people


def holders_of(actor: Actor, line: SchemeLine, on: date, area: Range) -> list[HolderLine]:
    """Everybody who holds a seat of a scheme at subjects within reach in a stretch of areas."""
    table, values = reach(actor, line.column, area)
    wanted, of_wanted = meant(line, on)
    now, of_now = held(on)
    where = (
        f"h.scheme_id = %s AND {now} AND h.{line.column}_id IN (SELECT s.id FROM ({table}) s WHERE {wanted})"
    )
    return holders_where(where, [line.id, *of_now, *values, *of_wanted], on, soon_of(on))


def places_of_holders(ids: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Area and sector of seats that were found within reach."""
    rows = SeatHolder.objects.unscoped(reason="of seats that were found within reach").filter(
        pk__in=list(ids)
    )
    return {key: (area, sector) for key, area, sector in rows.values_list("id", "area", "sector")}


@dataclass(frozen=True, slots=True)
class RollCallHead:
    """A roll-call: called = in time + late + open; of the open `without` have no account."""

    id: int
    scheme: SchemeLine
    body: str
    reason: str
    called_at: datetime
    ends_at: datetime
    called: int
    in_time: int
    late: int
    open: int
    without: int


@dataclass(frozen=True, slots=True)
class RollCallSeat:
    """One seat in a roll-call."""

    id: int
    person_id: int
    name: str
    office: str
    seat: str
    subject: str
    has_account: bool
    how: str
    answered_at: datetime | None
    is_late: bool
    note: str


_COUNTS = {
    "called": Count("pk"),
    "in_time": Count("pk", filter=Q(answered_at__lte=F("roll_call__ends_at"))),
    "late": Count("pk", filter=Q(answered_at__gt=F("roll_call__ends_at"))),
    "open": Count("pk", filter=Q(how="")),
    "without": Count("pk", filter=Q(how="", has_account=False)),
}


def roll_calls(actor: Actor, scheme_id: int, limit: int = 20) -> list[RollCallHead]:
    """The latest roll-calls of a scheme within reach."""
    rows: Any = RollCall.objects.visible_to(actor).filter(scheme_id=scheme_id).order_by("-pk")
    return _heads(list(rows.values("id", "scheme_id", "body_id", "reason", "called_at", "ends_at")[:limit]))


def _heads(found: list[dict[str, Any]]) -> list[RollCallHead]:
    schemes = scheme_lines(row["scheme_id"] for row in found)
    bodies = organisations.body_names(row["body_id"] for row in found)
    lines: Any = RollCallLine.objects.unscoped(reason="counts of calls that were found within reach")
    lines = lines.filter(roll_call_id__in=[row["id"] for row in found])
    counts = {
        row.pop("roll_call_id"): row for row in lines.values("roll_call_id").annotate(**_COUNTS).order_by()
    }
    return [
        RollCallHead(
            scheme=schemes[row.pop("scheme_id")],
            body=bodies.get(row.pop("body_id"), ""),
            **row,
            **counts[row["id"]],
        )
        for row in found
    ]


def get_roll_call(actor: Actor, roll_call_id: int) -> tuple[RollCallHead, bool]:
    """One roll-call, and whether the actor is of those who call; for who is called, too. NotFound for others."""
    rows: Any = RollCall.objects.unscoped(reason="whether one may see it is asked next").filter(
        pk=roll_call_id
    )
    found = list(rows.values("id", "scheme_id", "body_id", "reason", "called_at", "ends_at"))
    calls = RollCall.objects.visible_to(actor).filter(pk=roll_call_id).exists()
    calls = calls and actor.may("duties.read_seats")
    mine = RollCallLine.objects.unscoped(reason="one's own seats in a call")
    is_called = mine.filter(roll_call_id=roll_call_id, person_id=actor.person_id).exists()
    if not found or not (calls or is_called):
        raise NotFound(Finding("not-found"))
    return _heads(found)[0], calls


def roll_call_seats(
    actor: Actor, roll_call_id: int, *, open_only: bool = False, after: int = 0, limit: int = 100
) -> list[RollCallSeat]:
    """The seats in a roll-call, one's own alone for who is only called; the next page: after the last id."""
    head, calls = get_roll_call(actor, roll_call_id)
    rows = RollCallLine.objects.unscoped(reason="of a call that was found for the actor")
    rows = rows.filter(roll_call_id=roll_call_id, pk__gt=after)
    if not calls:
        rows = rows.filter(person_id=actor.person_id)
    if open_only:
        rows = rows.filter(how="")
    columns = ("id", "person_id", "unit_id", "body_id", "has_account", "how", "answered_at", "note")
    found = list(rows.order_by("pk").values(*columns, "holder__office", "holder__seat")[:limit])
    names = people.names(row["person_id"] for row in found)
    units = organisations.unit_names({row["unit_id"] for row in found if row["unit_id"]})
    bodies = organisations.body_names({row["body_id"] for row in found if row["body_id"]})
    titles = {seat.key: seat.title for seat in seat_lines(head.scheme, [])}
    return [
        RollCallSeat(
            id=row["id"],
            person_id=row["person_id"],
            name=names.get(row["person_id"], ""),
            office=row["holder__office"],
            seat=titles.get(row["holder__seat"], row["holder__seat"]),
            subject=units.get(row["unit_id"], "") or bodies.get(row["body_id"], ""),
            has_account=row["has_account"],
            how=row["how"],
            answered_at=row["answered_at"],
            is_late=row["answered_at"] is not None and row["answered_at"] > head.ends_at,
            note=row["note"],
        )
        for row in found
    ]
