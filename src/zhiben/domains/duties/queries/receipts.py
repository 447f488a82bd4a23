"""Records delivered to whom they are owed: what a body received, and the receipts of an activity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound
from zhiben.core.findings import Finding
from zhiben.domains.duties.models import ActivityFile, DutyDelivery
from zhiben.domains.duties.queries.due import Evidence
from zhiben.domains.duties.queries.duties import DutyLine, duty_lines, reader
from zhiben.domains.organisations import queries as organisations


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """A record delivered to a body: who did what when. `receiver` is empty where nobody here bears the name."""

    id: int
    activity_id: int
    duty_id: int
    named: str
    receiver_id: int | None
    receiver: str
    receipt: str
    unit_id: int | None
    body_id: int | None
    name: str
    area: int
    sector: str
    kind: str
    done_day: date
    entered_day: date
    withdrawn: date | None
    delivered_at: datetime
    confirmed_at: datetime | None
    confirmed_by: int | None


@dataclass(frozen=True, slots=True)
class ReceivedCase:
    """One delivery with what was recorded."""

    line: ReceivedLine
    duty: DutyLine
    led_post: str
    participants: int | None
    hours: Any
    place: str
    text: str
    details: dict[str, str]
    files: tuple[Evidence, ...]
    may_confirm: bool


_OF = ("kind", "done_day", "entered_day", "withdrawn", "body_id")
_FIELDS = (
    *("id", "activity_id", "duty_id", "named", "receiver_id", "receipt", "unit_id", "area", "sector"),
    *("delivered_at", "confirmed_at", "confirmed_by"),
    *(f"activity__{name}" for name in _OF),
)
_COLUMNS = {
    "kind": "activity__kind",
    "sector": "sector",
    "unit": "unit_id",
    "done_from": "activity__done_day__gte",
    "done_to": "activity__done_day__lte",
}


def received_rows(actor: Actor, **filters: Any) -> QuerySet[DutyDelivery, dict[str, Any]]:
    """What was delivered to the reader's own body, for a list; `standing`: waiting or confirmed."""
    if not actor.may("duties.receive"):
        raise Forbidden(Finding("no-permission", {"permission": "duties.receive"}), code="no-permission")
    wanted = {name: filters[key] for key, name in _COLUMNS.items() if filters.get(key) not in (None, "")}
    rows = DutyDelivery.objects.visible_to(actor).filter(
        receiver_id=actor.body_id, receiver__isnull=False, **wanted
    )
    if filters.get("standing"):
        rows = rows.filter(confirmed_at__isnull=filters["standing"] == "waiting")
    return rows.values(*_FIELDS)


def received(
    actor: Actor, *, waiting: bool = False, before: int | None = None, limit: int = 50
) -> list[ReceivedLine]:
    """The same as plain values, the newest first; the next page lies `before` the last id."""
    rows = received_rows(actor, standing="waiting" if waiting else "")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return received_lines(list(rows.order_by("-pk")[:limit]))


def received_lines(found: Sequence[Mapping[str, Any]]) -> list[ReceivedLine]:
    """Such rows with names, in two statements."""
    if not found:
        return []
    units = organisations.unit_names({row["unit_id"] for row in found if row["unit_id"]})
    wanted = {row[key] for row in found for key in ("receiver_id", "activity__body_id") if row[key]}
    bodies = organisations.body_names(wanted)
    return [_line(dict(row), units, bodies) for row in found]


def receipts_of(actor: Actor, activity_id: int) -> list[ReceivedLine]:
    """To whom an activity within reach was delivered, with receipts; also who is named and not on this platform."""
    reader(actor)
    rows = DutyDelivery.objects.visible_to(actor).filter(activity_id=activity_id).order_by("pk")
    return received_lines(list(rows.values(*_FIELDS)))


def get_received(actor: Actor, delivery_id: int) -> ReceivedCase:
    """One delivery within reach with everything that was recorded: the receiver may lie far from where it was done."""
    reader(actor)
    details = ("led_post", "participants", "hours", "place", "text", "details")
    rows = DutyDelivery.objects.visible_to(actor).filter(pk=delivery_id)
    row = rows.values(*_FIELDS, *(f"activity__{name}" for name in details)).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    said = {name: row.pop(f"activity__{name}") for name in details}
    [line] = received_lines([row])
    files = ActivityFile.objects.unscoped(reason="evidence of a record that was delivered to the reader")
    own = line.receiver_id is not None and line.receiver_id == actor.body_id
    return ReceivedCase(
        line=line,
        duty=duty_lines([line.duty_id])[line.duty_id],
        files=tuple(
            Evidence(*one)
            for one in files.filter(activity_id=line.activity_id)
            .order_by("pk")
            .values_list("file_id", "name")
        ),
        may_confirm=own and line.confirmed_at is None and actor.may("duties.receive"),
        **said,
    )


def _line(row: dict[str, Any], units: dict[int, str], bodies: dict[int, str]) -> ReceivedLine:
    of = {name: row.pop(f"activity__{name}") for name in _OF}
    body = of["body_id"]
    name = units.get(row["unit_id"], "") if row["unit_id"] is not None else bodies.get(body, "")
    receiver = bodies.get(row["receiver_id"], "") if row["receiver_id"] is not None else ""
    return ReceivedLine(name=name, receiver=receiver, **row, **of)
