"""Duties follow the items of the rules in force: one row for each edition."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.duties.models import Duty
from zhiben.domains.duties.operations.statements import forget_outside
from zhiben.domains.duties.vocabulary import Subject
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.organisations.vocabulary import BodyKind
from zhiben.domains.places import queries as places


def follow_packs(*, actor: Actor, at: datetime) -> int:
    """Take up new editions of items of kind duty, and end those that were replaced; returns how many changed.

    A new edition owns the periods that end on this day or later; what ended before stays with the old one. Items
    that name no subject or no activity (read from a document, not completed) are not taken up.
    """
    today = clock.day_of(at)
    known = {duty.item_id: duty for duty in Duty.objects.all()}
    editions: dict[tuple[str, str], list[instruments.ItemLine]] = defaultdict(list)
    for item in instruments.items_of_kind("duty"):
        if item.data.get("who") and item.data.get("activity") and _has_cadence(item.data):
            editions[item.slug, item.name].append(item)
    with act(actor=actor, at=at, operation="duties.follow_packs") as a:
        fresh: list[Duty] = []
        ended = 0
        for items in editions.values():
            new, gone = _edition(items, known, today)
            fresh += new
            ended += _end(a, gone, today)
        a.create_many(Duty, fresh)
        moved = _move(a, (item for items in editions.values() for item in items), known)
    return len(fresh) + ended + moved


def _move(a: OpenAct, items: Iterable[instruments.ItemLine], known: dict[int, Duty]) -> int:
    """An instrument that says anew where it binds takes its duties there; returns how many went."""
    moved = 0
    for item in items:
        duty, (low, high) = known.get(item.id), _bounds(item.area)
        if duty is not None and (duty.low, duty.high) != (low, high):
            a.change(duty, low=low, high=high)
            moved += 1
    return moved


def _bounds(area: int | None) -> tuple[int | None, int | None]:
    return (None, None) if area is None else places.range_of(area)


def _edition(
    items: list[instruments.ItemLine], known: dict[int, Duty], today: date
) -> tuple[list[Duty], list[Duty]]:
    """The new row of an item, if any; the rows of editions that are no longer current."""
    current = [item for item in items if item.is_current]
    stale = [known[i.id] for i in items if not i.is_current and i.id in known and known[i.id].until is None]
    fresh = [item for item in current if item.id not in known]
    taken_up = any(item.id in known for item in items)
    return [_duty(item, today if taken_up else None) for item in fresh], stale


def _end(a: OpenAct, duties: list[Duty], today: date) -> int:
    last = today - timedelta(days=1)
    a.change_many(Duty, [duty.pk for duty in duties], until=last)
    for duty in duties:
        forget_outside(duty.pk, duty.since, last)
    return len(duties)


def _duty(item: instruments.ItemLine, since: date | None) -> Duty:
    data = item.data
    who = _owing(data["who"])
    season = data.get("season") or {}
    low, high = _bounds(item.area)
    return Duty(
        item_id=item.id,
        slug=item.slug,
        name=item.name,
        part=item.part,
        cite=item.cite,
        title_zh=item.title_zh,
        title_en=item.title_en,
        subject=who["subject"],
        who=who,
        season_from=season.get("from"),
        season_to=season.get("to"),
        leaders=data.get("led_by") or who.get("posts") or [],
        first_day=_day(data.get("first")),
        mark=item.mark,
        superseded_by=item.superseded_by,
        valid_from=item.valid_from,
        valid_to=item.valid_to,
        since=since,
        low=low,
        high=high,
        **_given(data),
    )


def _owing(who: dict[str, Any]) -> dict[str, Any]:
    """The selector of those who owe it: for a post in a body, the body."""
    of_body = who.get("levels") or set(who.get("kinds") or ()) & _BODY_KINDS
    return {**who, "subject": Subject.BODY.value} if who["subject"] == Subject.POST and of_body else who


_BODY_KINDS = frozenset(BodyKind)
_PLAIN: dict[str, Any] = {
    "activity": "",
    "times": None,
    "per": "",
    "event": "",
    "within": None,
    "covers": None,
    "hours": None,
    "evidence": [],
    "variants": [],
    "fixed": "",
    "paused": "excused",
    "report_to": [],
}
"""Fields taken as they are, and what stands where they are left out."""


def _has_cadence(data: dict[str, Any]) -> bool:
    return bool(data.get("event") or (data.get("times") and data.get("per")))


def _given(data: dict[str, Any]) -> dict[str, Any]:
    """What a duty is opened by: its period where it has one, else its event."""
    found = {name: data.get(name) or default for name, default in _PLAIN.items()}
    if found["times"] and found["per"]:
        return {**found, "event": "", "within": None}
    return {**found, "times": None, "per": "", "event": found["event"][:80], "within": data.get("within")}


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
