"""How items of documents stand as duties: the running period, and the one that ended last; for the coverage page."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy

from zhiben.core import periods
from zhiben.core.actors import Actor
from zhiben.core.scoped import OWN, TERRITORY
from zhiben.domains.duties.models import Duty, DutyPeriod
from zhiben.domains.duties.vocabulary import DAILY
from zhiben.domains.instruments.queries import Live, LiveKind

LIVE = {
    "duties_ended": LiveKind(
        gettext_lazy("Duties, last period"),
        gettext_lazy("%(done)s of %(expected)s times expected, %(overdue)s missing"),
    ),
    "duties_running": LiveKind(
        gettext_lazy("Duties, this period"),
        gettext_lazy("%(done)s of %(expected)s times so far"),
    ),
}
AFTER_EVENTS = timedelta(days=365)
"""Of duties that follow from events, all that ended in so many days counts as ended last."""


@dataclass(frozen=True, slots=True)
class _Edition:
    """A duty whose periods count for an item: its present edition, or one before it. `pers`: by number of class."""

    id: int
    item: int
    pers: tuple[str, ...]


def live(actor: Actor, items: Collection[int], day: date) -> Mapping[int, list[Live]]:
    """How these items stand within reach. Two statements; a period belongs to the day on which it ends."""
    editions = _editions(items) if actor.may("duties.read") else {}
    if not editions:
        return {}
    tab = None if actor.system else OWN if actor.unit_id is not None else TERRITORY
    asked = (_asked(per, of, day) for per, of in _by_period(editions.values()).items())
    rows: Any = DutyPeriod.objects.visible_to(actor, tab).filter(reduce(or_, asked))
    counted = rows.filter(first_day__lte=day, expected__gt=0).values(
        "duty_id", "variant", "first_day", "last_day"
    )
    counted = counted.annotate(n=Sum("expected"), did=Sum("done"), off=Sum("excused")).order_by()
    held: dict[tuple[int, bool], list[dict[str, Any]]] = defaultdict(list)
    for row in _last(list(counted), editions, day):
        held[editions[row["duty_id"]].item, row["last_day"] < day].append(row)
    found: dict[int, list[Live]] = defaultdict(list)
    for (item, is_ended), some in sorted(held.items(), key=lambda one: not one[0][1]):
        found[item].append(_line(some, is_ended))
    return found


def _editions(items: Collection[int]) -> dict[int, _Edition]:
    """The duties of these items, with their earlier editions, whose ended periods still count."""
    slugs = Duty.objects.filter(item_id__in=items).values("slug")
    rows = list(
        Duty.objects.filter(slug__in=slugs).values("id", "item_id", "slug", "name", "per", "variants")
    )
    wanted = frozenset(items)
    item_of = {(row["slug"], row["name"]): row["item_id"] for row in rows if row["item_id"] in wanted}
    return {
        row["id"]: _Edition(row["id"], item, (row["per"], *(one["per"] for one in row["variants"])))
        for row in rows
        if (item := item_of.get((row["slug"], row["name"]))) is not None
    }


def _by_period(editions: Iterable[_Edition]) -> dict[str, dict[int, list[int]]]:
    """By length of the period and number of the class, the duties."""
    found: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for edition in editions:
        for number, per in enumerate(edition.pers):
            found[per][number].append(edition.id)
    return found


def _asked(per: str, of: Mapping[int, list[int]], day: date) -> Q:
    """The periods of this length that run on the day, and those before them."""
    kind = "month" if per == DAILY else per
    since = periods.period_of(day, kind).previous().start if per else day - AFTER_EVENTS
    classes = (Q(duty_id__in=ids, variant=number) for number, ids in of.items())
    return reduce(or_, classes) & Q(last_day__gte=since)


def _last(
    rows: list[dict[str, Any]], editions: Mapping[int, _Edition], day: date
) -> Iterable[dict[str, Any]]:
    """What runs; of what ended, the latest of each class, or all that followed from events."""
    latest: dict[tuple[int, int], date] = {}
    for row in rows:
        if row["last_day"] < day:
            key = (editions[row["duty_id"]].item, row["variant"])
            latest[key] = max(latest.get(key, row["last_day"]), row["last_day"])
    for row in rows:
        edition = editions[row["duty_id"]]
        follows = not edition.pers[0]
        if follows or row["last_day"] >= day or row["last_day"] == latest[edition.item, row["variant"]]:
            yield row


def _line(rows: list[dict[str, Any]], is_ended: bool) -> Live:
    expected, done, excused = (sum(row[name] for row in rows) for name in ("n", "did", "off"))
    return Live(
        kind="duties_ended" if is_ended else "duties_running",
        expected=expected,
        done=done,
        overdue=expected - done - excused if is_ended else 0,
        excused=excused,
        first=min(row["first_day"] for row in rows),
        last=max(row["last_day"] for row in rows),
    )
