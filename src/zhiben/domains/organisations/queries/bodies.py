"""Reading bodies and what they reach. Bodies are public: everybody signed in may know them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q

from zhiben.core.actors import Range, Territory
from zhiben.domains.organisations.methods.territories import joined
from zhiben.domains.organisations.models import Body, BodyTerritory


@dataclass(frozen=True, slots=True)
class BodyBrief:
    """A body in a line."""

    id: int
    name: str
    short_name: str
    kind: str
    level: str
    area: int
    parent_id: int | None = None


_COLUMNS = ("id", "name", "short_name", "kind", "level", "area", "parent_id")


def on_day(day: date, prefix: str = "") -> Q:
    """Rows valid on that day, both ends included."""
    ends = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day})
    return Q(**{f"{prefix}valid_from__lte": day}) & ends


def body_names(ids: Iterable[int]) -> dict[int, str]:
    """Short names by id."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, short_name FROM organisations_body WHERE id = ANY(%s)", [list(set(ids))])
        return dict(cursor.fetchall())


def body_brief(body_id: int) -> BodyBrief | None:
    """One body, or None."""
    row = Body.objects.filter(pk=body_id).values_list(*_COLUMNS).first()
    return BodyBrief(*row) if row else None


def find_body(name: str, ranges: Sequence[Range] | None = None) -> BodyBrief | None:
    """The body of that full or short name; the one at the highest area when several bear it."""
    return next(iter(_bodies(Q(name=name) | Q(short_name=name), ranges)), None)


def bodies_under(
    ranges: Sequence[Range] | None = None, kinds: Iterable[str] | None = None, q: str = ""
) -> list[BodyBrief]:
    """Open bodies whose seat lies in the ranges (None: everywhere), of these kinds, with `q` in their name."""
    condition = Q(name__icontains=q) | Q(short_name__icontains=q) if q else Q()
    if kinds is not None:
        condition &= Q(kind__in=list(kinds))
    return _bodies(condition, ranges)


def _bodies(condition: Q, ranges: Sequence[Range] | None) -> list[BodyBrief]:
    if ranges is not None:
        within = Q(pk__in=[])
        for low, high in ranges:
            within |= Q(area__range=(low, high))
        condition &= within
    rows = Body.objects.filter(condition, closed__isnull=True).order_by("area", "id")
    return [BodyBrief(*row) for row in rows.values_list(*_COLUMNS)]


_STRETCHES = """SELECT low, high, sector, matter FROM organisations_bodyterritory
WHERE body_id = %(body)s AND valid_from <= %(day)s AND (valid_to IS NULL OR valid_to >= %(day)s)"""
"""A plain statement: every request of a body's member asks it."""


def territories_of_body(body_id: int, day: date) -> tuple[Territory, ...]:
    """What the body reaches on that day."""
    with connection.cursor() as cursor:
        cursor.execute(_STRETCHES, {"body": body_id, "day": day})
        return joined(cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of areas a body reaches."""

    id: int
    low: int
    high: int
    sector: str | None
    matter: str | None
    valid_from: date
    valid_to: date | None


def stretches_of_body(body_id: int) -> list[Stretch]:
    """All stretches of a body, past ones too, the oldest first."""
    columns = ("id", "low", "high", "sector", "matter", "valid_from", "valid_to")
    rows = BodyTerritory.objects.filter(body_id=body_id).order_by("valid_from", "id")
    return [Stretch(*row) for row in rows.values_list(*columns)]
