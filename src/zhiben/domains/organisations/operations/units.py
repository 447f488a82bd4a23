"""Registering, amending and closing units."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypedDict

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.events import announce
from zhiben.core.findings import check
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.organisations.events import SubjectsChanged, UnitClosed, UnitMoved
from zhiben.domains.organisations.methods.credit_code import normalised
from zhiben.domains.organisations.models import Mandate, Tag, Unit
from zhiben.domains.organisations.operations.guard import (
    demand,
    demand_place,
    demand_rules,
    demand_valid,
    demand_version,
    demand_words,
    visible_unit,
)
from zhiben.domains.organisations.rules import (
    CREDIT_CODE,
    AmendFacts,
    DayFacts,
    or005_own_fields,
    or012_not_in_future,
    or013_not_twice,
)

_SELECTED = {"kind", "sector", "headcount", "high_hazard", "opened"}
"""Columns of a unit that selectors read."""


class UnitChanges(TypedDict, total=False):
    """Facts of a unit that may be amended; what is left out stays."""

    name: str
    credit_code: str | None
    kind: str
    sector: str
    area: int
    address: str
    headcount: int | None
    high_hazard: bool
    opened: date | None


def _demand_credit_code(code: str | None, except_unit: int | None = None) -> str | None:
    if not code:
        return None
    code = normalised(code)
    demand_valid(check(CREDIT_CODE, code))
    known = Unit.objects.unscoped(reason="a credit code is unique everywhere").filter(credit_code=code)
    others = known if except_unit is None else known.exclude(pk=except_unit)
    demand_rules(or013_not_twice(others.exists()))
    return code


def register_unit(
    *,
    actor: Actor,
    at: datetime,
    name: str,
    kind: str,
    sector: str,
    area: int,
    address: str,
    credit_code: str | None = None,
    headcount: int | None = None,
    high_hazard: bool = False,
    opened: date | None = None,
    tags: Sequence[str] = (),
) -> int:
    """Put a unit on the books; returns its id."""
    demand(actor, "organisations.register_unit")
    demand_words(kind=kind, sector=sector)
    demand_place(actor, area, sector)
    with act(actor=actor, at=at, operation="organisations.register_unit") as a:
        unit = a.create(
            Unit,
            name=name.strip(),
            credit_code=_demand_credit_code(credit_code),
            kind=kind,
            sector=sector,
            area=area,
            area_at=area,
            address=address.strip(),
            headcount=headcount,
            high_hazard=high_hazard,
            opened=opened,
        )
        _hang_tags(a, unit.pk, tags)
        announce(SubjectsChanged((unit.pk,), (), opened or clock.day_of(at)), a)
        return unit.pk


def amend_unit(*, actor: Actor, at: datetime, unit_id: int, seen_version: int, changes: UnitChanges) -> int:
    """Change facts of a unit; returns its new version."""
    demand(actor, "organisations.amend_unit")
    demand_words(kind=changes.get("kind"), sector=changes.get("sector"))
    with act(actor=actor, at=at, operation="organisations.amend_unit") as a:
        unit = visible_unit(actor, unit_id)
        demand_version(unit, seen_version)
        own = AmendFacts(actor.unit_id is not None, frozenset(changes))
        demand_rules(or005_own_fields(own))
        if "area" in changes or "sector" in changes:
            demand_place(actor, changes.get("area", unit.area), changes.get("sector", unit.sector))
        if "credit_code" in changes:
            changes = {**changes, "credit_code": _demand_credit_code(changes["credit_code"], unit_id)}
        before = unit.area
        a.change(unit, **changes, version=unit.version + 1)
        if _SELECTED & set(changes):
            announce(SubjectsChanged((unit.pk,), (), clock.day_of(at)), a)
        if unit.area != before:
            _move_mandates(a, unit)
            announce(UnitMoved(unit.pk, before, unit.area), a)
        return unit.version


def _move_mandates(a: OpenAct, unit: Unit) -> None:
    """Mandates over the unit itself lie where it lies; those over its sites stay."""
    rows = Mandate.objects.unscoped(reason="the unit moved, whoever holds a power over it")
    keys = list(rows.filter(unit=unit, site__isnull=True).values_list("pk", flat=True))
    a.change_many(Mandate, keys, area=unit.area)


def close_unit(*, actor: Actor, at: datetime, unit_id: int, seen_version: int, day: date) -> int:
    """Close a unit on a day; returns its new version. Its history stays."""
    demand(actor, "organisations.close_unit")
    with act(actor=actor, at=at, operation="organisations.close_unit") as a:
        unit = visible_unit(actor, unit_id)
        demand_version(unit, seen_version)
        demand_rules(or012_not_in_future(DayFacts(unit.opened or day, day, clock.day_of(at))))
        a.change(unit, closed=day, version=unit.version + 1)
        announce(UnitClosed(unit.pk, day), a)
        announce(SubjectsChanged((unit.pk,), (), day), a)
        return unit.version


def tag_unit(*, actor: Actor, at: datetime, unit_id: int, names: Sequence[str]) -> None:
    """Give a unit exactly these tags."""
    demand(actor, "organisations.amend_unit")
    with act(actor=actor, at=at, operation="organisations.tag_unit") as a:
        visible_unit(actor, unit_id)
        wanted = set(_clean(names))
        for tag in Tag.objects.visible_to(actor).filter(unit_id=unit_id):
            if tag.name in wanted:
                wanted.discard(tag.name)
            else:
                a.remove(tag)
        _hang_tags(a, unit_id, sorted(wanted))


def _clean(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name.strip()[:30] for name in names if name.strip()))


def _hang_tags(a: OpenAct, unit_id: int, names: Iterable[str]) -> None:
    a.create_many(Tag, [Tag(unit_id=unit_id, name=name) for name in _clean(names)])
