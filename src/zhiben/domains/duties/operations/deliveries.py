"""A record is delivered to all who are owed it, each with a receipt, within the act that records it."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound, RuleBroken
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import OpenAct, act
from zhiben.core.numbering import next_numbers
from zhiben.domains.duties.methods.receivers import How, Receiver, receiver_of
from zhiben.domains.duties.models import DutyDelivery
from zhiben.domains.duties.operations.guard import demand
from zhiben.domains.duties.operations.statements import COUNTS
from zhiben.domains.duties.rules import du054_own_receipt, du055_not_confirmed
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.places import queries as places

SERIES = "duties.receipt"
_OWED = """SELECT DISTINCT a.id, d.id, d.report_to, a.unit_id, a.body_id, a.area, a.sector
  FROM duties_activity a
  JOIN duties_duty d ON d.activity = a.kind AND d.report_to <> '[]'::jsonb
  JOIN duties_dutyperiod p ON p.duty_id = d.id AND a.done_day BETWEEN p.first_day AND p.last_day
    AND p.unit IS NOT DISTINCT FROM a.unit_id AND p.body IS NOT DISTINCT FROM a.body_id
  WHERE a.id = ANY(%s) AND {counts}
  ORDER BY a.id, d.id"""


@dataclass(frozen=True, slots=True)
class _Owed:
    """An activity that counts for a duty whose record others are owed."""

    activity: int
    duty: int
    named: list[str]
    unit: int | None
    body: int | None
    area: int
    sector: str


def deliver(a: OpenAct, activity_ids: Sequence[int]) -> int:
    """Deliver these activities to whom their duties name; returns how many deliveries were written.

    One receiver has one delivery of an activity, however many duties name it.
    """
    owed = _owed(activity_ids)
    if not owed:
        return 0
    find = _finder(owed, clock.day_of(a.at))
    rows: dict[tuple[int, int | str], DutyDelivery] = {}
    for one in owed:
        for named in one.named:
            receiver = find(receiver_of(named), one)
            if receiver is None or receiver != one.body:
                rows.setdefault((one.activity, receiver or named), _row(a, one, named, receiver))
    made = list(rows.values())
    received = [row for row in made if row.receiver_id is not None]
    numbers = next_numbers(SERIES, clock.day_of(a.at).year, len(received))
    for row, number in zip(received, numbers, strict=True):
        row.receipt = number
    return len(a.create_many(DutyDelivery, made))


def confirm_receipt(*, actor: Actor, at: datetime, delivery_id: int) -> None:
    """The receiving body says that it has the record."""
    demand(actor, "duties.receive")
    row = DutyDelivery.objects.visible_to(actor).filter(pk=delivery_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    findings = [
        *du054_own_receipt(row.receiver_id is not None and row.receiver_id == actor.body_id),
        *du055_not_confirmed(row.confirmed_at is not None),
    ]
    if findings:
        raise RuleBroken(*findings)
    with act(actor=actor, at=at, operation="duties.confirm_receipt") as a:
        a.change(row, confirmed_at=at, confirmed_by=actor.person_id)


def _owed(activity_ids: Sequence[int]) -> list[_Owed]:
    with connection.cursor() as cursor:
        cursor.execute(_OWED.format(counts=COUNTS), [list(activity_ids)])
        rows = cursor.fetchall()
    return [_Owed(one, duty, json.loads(named), *of) for one, duty, named, *of in rows]


def _row(a: OpenAct, one: _Owed, named: str, receiver: int | None) -> DutyDelivery:
    return DutyDelivery(
        activity_id=one.activity,
        duty_id=one.duty,
        named=named[:120],
        receiver_id=receiver,
        unit_id=one.unit,
        area=one.area,
        sector=one.sector,
        delivered_at=a.recorded_at,
    )


def _finder(owed: list[_Owed], day: date) -> Callable[[Receiver, _Owed], int | None]:
    """Who a receiver is for an activity; each relation and each name is looked up once for all of them."""
    wanted = {receiver_of(named) for one in owed for named in one.named}
    units = organisations.unit_briefs(one.unit for one in owed if one.unit is not None)
    held = {
        (one.power, one.matter): organisations.holders_by_unit(units.values(), one.matter, one.power, day)
        for one in wanted
        if one.how == How.POWER
    }
    named = {
        one.named: _bearing(one.named, organisations.bodies_under(None, q=one.named))
        for one in wanted
        if one.how == How.NAME
    }
    towns = organisations.bodies_under(None, ["town"]) if any(w.how == How.TOWN for w in wanted) else []

    def find(receiver: Receiver, one: _Owed) -> int | None:
        if receiver.how == How.POWER:
            return held[receiver.power, receiver.matter].get(one.unit or 0)
        if receiver.how == How.TOWN:
            return _over(towns, one.area)
        bodies = named.get(receiver.named, [])
        return _over(bodies, one.area) or (bodies[0].id if len(bodies) == 1 else None)

    return find


def _bearing(name: str, bodies: Iterable[organisations.BodyBrief]) -> list[organisations.BodyBrief]:
    """Bodies of exactly that name, else those whose name ends so: a document leaves out the place."""
    known = list(bodies)
    exact = [body for body in known if name in (body.name, body.short_name)]
    return exact or [body for body in known if body.name.endswith(name)]


def _over(bodies: Iterable[organisations.BodyBrief], area: int) -> int | None:
    """The body of the narrowest place that holds an area."""
    found = []
    for body in bodies:
        low, high = places.range_of(body.area)
        if low <= area <= high:
            found.append((high - low, body.id))
    return min(found)[1] if found else None
