"""How items of documents stand as duties: the running period, and the one that ended last; for the coverage page."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.db.models import Min, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy

from zhiben.core import periods
from zhiben.core.actors import Actor
from zhiben.core.scoped import OWN, TERRITORY
from zhiben.domains.duties.models import Duty, DutyPeriod, Scheme
from zhiben.domains.duties.queries.seats import seat_figures
from zhiben.domains.duties.queries.seats_reach import schemes_in_force
from zhiben.domains.duties.vocabulary import DAILY
from zhiben.domains.instruments.queries import Live, LiveKind

LIVE = {
    "duties_ended": LiveKind(
        gettext_lazy("Duties, last period"),
        gettext_lazy("%(done)s of %(expected)s times expected, %(overdue)s missing"),
    ),
    "duties_running": LiveKind(
        gettext_lazy("Duties, this period"),
        gettext_lazy("%(done)s of %(expected)s times so far, %(overdue)s overdue"),
    ),
}
SEATS = {
    "seats": LiveKind(
        gettext_lazy("Seats of responsibility"),
        gettext_lazy("%(done)s of %(expected)s seats filled, %(overdue)s vacant"),
    )
}
_KINDS = {DAILY: "month", "": "quarter"}
"""The stretch by which a duty is shown, where it is not its own period: of daily ones, and after events."""


@dataclass(frozen=True, slots=True)
class _Edition:
    """A duty whose periods count for an item: its present edition, or one before it."""

    id: int
    item: int
    kind: str


def live(actor: Actor, items: Collection[int], day: date) -> Mapping[int, list[Live]]:
    """How these items stand within reach. Two statements; a period belongs to the stretch in which it ends.

    A duty that some classes owe oftener is shown by its own period, with all that they owe in it.
    """
    editions = _editions(items) if actor.may("duties.read") else {}
    if not editions:
        return {}
    running = {kind: periods.period_of(day, kind) for kind in {one.kind for one in editions.values()}}
    by_kind: dict[str, list[int]] = defaultdict(list)
    for one in editions.values():
        by_kind[one.kind].append(one.id)
    asked = (
        Q(duty_id__in=ids, last_day__gte=running[kind].previous().start) for kind, ids in by_kind.items()
    )
    tab = None if actor.system else OWN if actor.unit_id is not None else TERRITORY
    rows: Any = DutyPeriod.objects.visible_to(actor, tab).filter(reduce(or_, asked), first_day__lte=day)
    counted = rows.filter(expected__gt=0).values("duty_id", "last_day").order_by("last_day")
    held: dict[tuple[int, bool], list[dict[str, Any]]] = defaultdict(list)
    sums = {"n": Sum("expected"), "did": Sum("done"), "off": Sum("excused"), "begins": Min("first_day")}
    for row in counted.annotate(**sums):
        edition = editions[row["duty_id"]]
        held[edition.item, row["last_day"] < running[edition.kind].start].append(row)
    found: dict[int, list[Live]] = defaultdict(list)
    for (item, is_ended), some in sorted(held.items(), key=lambda one: not one[0][1]):
        kind = editions[some[-1]["duty_id"]].kind
        found[item].append(_line(some, "duties_ended" if is_ended else "duties_running", kind, day))
    return found


def _editions(items: Collection[int]) -> dict[int, _Edition]:
    """The duties of these items, with their earlier editions, whose ended periods still count."""
    slugs = Duty.objects.filter(item_id__in=items).values("slug")
    rows = list(Duty.objects.filter(slug__in=slugs).values("id", "item_id", "slug", "name", "per"))
    wanted = frozenset(items)
    item_of = {(row["slug"], row["name"]): row["item_id"] for row in rows if row["item_id"] in wanted}
    return {
        row["id"]: _Edition(row["id"], item, _KINDS.get(row["per"], row["per"]))
        for row in rows
        if (item := item_of.get((row["slug"], row["name"]))) is not None
    }


def _line(rows: list[dict[str, Any]], figure: str, kind: str, day: date) -> Live:
    """The figure of these rows, and the list of who did and who did not."""
    last = rows[-1]["last_day"]
    asked = {"duty": rows[-1]["duty_id"], "stretch": periods.period_of(last, kind).key}
    return Live(
        kind=figure,
        expected=sum(row["n"] for row in rows),
        done=sum(row["did"] for row in rows),
        overdue=sum(row["n"] - row["did"] - row["off"] for row in rows if row["last_day"] < day),
        excused=sum(row["off"] for row in rows),
        first=min(row["begins"] for row in rows),
        last=last,
        url=f"{reverse('duties:who')}?{urlencode(asked)}",
    )


def live_seats(actor: Actor, items: Collection[int], day: date) -> Mapping[int, list[Live]]:
    """How the seats stand that these items demand within reach; where no subject is meant nothing. Four statements."""
    ids = dict(Scheme.objects.filter(item_id__in=items).values_list("pk", "item_id"))
    if not ids or not actor.may("duties.read_seats"):
        return {}
    figures = seat_figures(actor, day, schemes_in_force(day, ids=ids))
    return {
        ids[one.scheme.id]: [
            Live(
                "seats",
                one.seats,
                one.filled,
                one.vacant,
                url=reverse("duties:seat_scheme", args=[one.scheme.id]),
            )
        ]
        for one in figures
        if one.seats
    }
