"""Keyset cursors: where a page ends, signed so that only what we handed out comes back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core import signing
from django.db.models import Q

from zhiben.core.errors import Invalid
from zhiben.core.findings import N_, Finding, sentence

sentence("cursor", N_("This link to a page of the list is not valid any more. Start from the first page."))

FORWARD, BACK = "f", "b"


def _pack(value: Any) -> Any:
    if isinstance(value, datetime):
        return ["t", value.isoformat()]
    if isinstance(value, date):
        return ["d", value.isoformat()]
    if isinstance(value, Decimal):
        return ["n", str(value)]
    return value


_UNPACK: dict[str, Callable[[str], Any]] = {
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "n": Decimal,
}


def _unpack(value: Any) -> Any:
    return _UNPACK[value[0]](value[1]) if isinstance(value, list) else value


def encode(salt: str, direction: str, values: Sequence[Any]) -> str:
    """A cursor for these values of the order's columns."""
    return signing.Signer(salt=salt).sign_object([direction, *map(_pack, values)])


def decode(salt: str, text: str, length: int) -> tuple[str, list[Any]]:
    """Direction and values of a cursor; Invalid when it is not one of ours for this order."""
    try:
        direction, *values = signing.Signer(salt=salt).unsign_object(text)
    except (signing.BadSignature, ValueError):
        raise Invalid(Finding("cursor", {}, "cursor")) from None
    if len(values) != length:
        raise Invalid(Finding("cursor", {}, "cursor"))
    return direction, [_unpack(value) for value in values]


def turned(order: Sequence[str]) -> tuple[str, ...]:
    """The same order backwards."""
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


def _beyond(name: str, descending: bool, value: Any, is_nullable: bool) -> Q:
    """Rows whose column lies beyond the value; NULL is PostgreSQL's biggest."""
    if value is None:
        return Q(**{f"{name}__isnull": False}) if descending else Q(pk__in=[])
    if descending:
        return Q(**{f"{name}__lt": value})
    after = Q(**{f"{name}__gt": value})
    return after | Q(**{f"{name}__isnull": True}) if is_nullable else after


def after(order: Sequence[str], values: Sequence[Any], nullable: frozenset[str] = frozenset()) -> Q:
    """The condition for rows that come after these values in this order."""
    result = Q(pk__in=[])
    same = Q()
    for column, value in zip(order, values, strict=True):
        name = column.removeprefix("-")
        descending = column.startswith("-")
        result |= same & _beyond(name, descending, value, name in nullable)
        same &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    return _bounded(order, values, nullable) & result


def _bounded(order: Sequence[str], values: Sequence[Any], nullable: frozenset[str]) -> Q:
    """A plain bound on the first column, so that an index on the order is entered at the right place."""
    name = order[0].removeprefix("-")
    if len(order) == 1 or name in nullable or values[0] is None:
        return Q()
    return Q(**{f"{name}__{'lte' if order[0].startswith('-') else 'gte'}": values[0]})


def values_of(row: Mapping[str, Any], order: Sequence[str]) -> list[Any]:
    """The values of the order's columns in a row."""
    return [row[name.removeprefix("-")] for name in order]
