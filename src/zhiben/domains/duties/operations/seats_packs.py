"""Schemes follow the items of the rules in force; who holds a seat stays, whatever the edition."""

from datetime import datetime, timedelta
from typing import Any

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.ledger.book import act
from zhiben.domains.duties.models import Scheme
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.places import queries as places


def follow_schemes(*, actor: Actor, at: datetime) -> int:
    """Take up new editions of items of kind scheme, end those that are gone; returns how many changed.

    An edition changes its scheme in place: a seat with the same key keeps its holders. Items that name no subject
    or no seats (read from a document, not completed) are not taken up.
    """
    current = {
        (item.slug, item.name): item
        for item in instruments.items_of_kind("scheme")
        if item.is_current and item.data.get("who") and item.data.get("seats")
    }
    known = {(row.slug, row.name): row for row in Scheme.objects.all()}
    with act(actor=actor, at=at, operation="duties.follow_schemes") as a:
        fresh = [
            Scheme(slug=slug, name=name, **_values(current[slug, name]))
            for slug, name in current
            if (slug, name) not in known
        ]
        a.create_many(Scheme, fresh)
        changed = 0
        for key, row in known.items():
            item = current.get(key)
            if item is not None and item.id != row.item_id:
                a.change(row, **_values(item))
                changed += 1
        last = clock.day_of(at) - timedelta(days=1)
        gone = [row.pk for key, row in known.items() if key not in current and row.until is None]
        a.change_many(Scheme, gone, until=last)
    return len(fresh) + changed + len(gone)


def _values(item: instruments.ItemLine) -> dict[str, Any]:
    low, high = places.range_of(item.area) if item.area is not None else (None, None)
    data = item.data
    return {
        "item_id": item.id,
        "part": item.part,
        "cite": item.cite,
        "title_zh": item.title_zh,
        "title_en": item.title_en,
        "subject": data["who"]["subject"],
        "who": data["who"],
        "seats": data["seats"],
        "public": bool(data.get("public")),
        "roll_call": bool(data.get("roll_call")),
        "mark": item.mark,
        "superseded_by": item.superseded_by,
        "valid_from": item.valid_from,
        "valid_to": item.valid_to,
        "until": None,
        "low": low,
        "high": high,
    }
