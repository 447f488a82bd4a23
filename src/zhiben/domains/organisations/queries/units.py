"""Reading units."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from zhiben.core.actors import Actor, Range
from zhiben.core.search import matching
from zhiben.domains.organisations.methods.credit_code import normalised
from zhiben.domains.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class UnitBrief:
    """A unit in a line."""

    id: int
    name: str
    kind: str
    sector: str
    area: int
    address: str
    credit_code: str | None = None
    closed: bool = False


_COLUMNS = ("id", "name", "kind", "sector", "area", "address", "credit_code", "closed")
_NAMED = "name and number of units on rows the reader already sees"


def _brief(row: tuple) -> UnitBrief:
    return UnitBrief(**{**dict(zip(_COLUMNS, row, strict=True)), "closed": row[-1] is not None})


def named(q: str) -> Q:
    """Units whose name or address holds the words, or whose credit code begins so."""
    return matching(q) | Q(credit_code__startswith=normalised(q))


def unit_names(ids: Iterable[int]) -> dict[int, str]:
    """Names by id, for rows that are visible themselves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name FROM organisations_unit WHERE id = ANY(%s)", [list(set(ids))])
        return dict(cursor.fetchall())


def open_units_of(sectors: Iterable[str], area: Range) -> list[tuple[int, int, str]]:
    """(id, area, sector) of every unit of these lines of business in an area that is not closed; for operations."""
    rows = Unit.objects.unscoped(reason="who owes something by what it is")
    found = rows.filter(sector__in=list(sectors), area__range=area, closed=None).order_by("pk")
    return list(found.values_list("pk", "area", "sector"))


def unit_brief(unit_id: int) -> UnitBrief | None:
    """One unit, or None; for operations and rows that are visible themselves."""
    return unit_briefs([unit_id]).get(unit_id)


def unit_briefs(ids: Iterable[int]) -> dict[int, UnitBrief]:
    """Units by id, for operations and rows that are visible themselves."""
    rows = Unit.objects.unscoped(reason=_NAMED).filter(pk__in=set(ids))
    return {row[0]: _brief(row) for row in rows.values_list(*_COLUMNS)}


def units_for_picker(actor: Actor, q: str = "", limit: int = 20) -> list[UnitBrief]:
    """Open units within the actor's reach whose name holds `q` or whose credit code begins with it."""
    rows = Unit.objects.visible_to(actor).filter(closed__isnull=True)
    if q:
        rows = rows.filter(named(q))
    return [_brief(row) for row in rows.order_by("name", "id").values_list(*_COLUMNS)[:limit]]


def units_by_name(actor: Actor, names: Iterable[str]) -> dict[str, list[UnitBrief]]:
    """Open units within the actor's reach by their exact names; several may share one."""
    rows = Unit.objects.visible_to(actor).filter(name__in=set(names), closed__isnull=True).order_by("id")
    found: dict[str, list[UnitBrief]] = {}
    for row in rows.values_list(*_COLUMNS):
        found.setdefault(row[1], []).append(_brief(row))
    return found


def units_within(actor: Actor, ids: Iterable[int]) -> dict[int, int]:
    """Those of the units that the actor reaches, with their present area."""
    rows = Unit.objects.visible_to(actor).filter(pk__in=set(ids), closed__isnull=True)
    return dict(rows.values_list("id", "area"))
