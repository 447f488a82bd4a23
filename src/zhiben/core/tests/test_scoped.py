"""The one door of visibility: every way of evaluating a queryset without it is barred."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Exists, OuterRef, Subquery

from tests import world as w
from zhiben.core.scoped import Unscoped
from zhiben.domains.organisations.models import Mandate, Site, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db) -> w.World:
    return w.build()


WAYS: dict[str, Callable[[Any], Any]] = {
    "list": list,
    "len": len,
    "bool": bool,
    "get": lambda rows: rows.get(pk=1),
    "first": lambda rows: rows.first(),
    "slice": lambda rows: rows[0],
    "values": lambda rows: list(rows.values("id")),
    "values_list": lambda rows: list(rows.values_list("id", flat=True)),
    "iterator": lambda rows: list(rows.iterator()),
    "aiterator": lambda rows: rows.aiterator(),
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "aggregate": lambda rows: rows.aggregate(n=Subquery(rows.values("id")[:1])),
    "update": lambda rows: rows.update(name="x"),
    "delete": lambda rows: rows.delete(),
    "in_bulk": lambda rows: rows.in_bulk([1]),
    "contains": lambda rows: rows.contains(Unit(pk=1)),
    "explain": lambda rows: rows.explain(),
    "get_or_create": lambda rows: rows.get_or_create(pk=1),
    "in": lambda rows: Site.objects.filter(unit__in=rows),
    "Exists": lambda rows: list(
        Site.objects.unscoped(reason="test").filter(Exists(rows.filter(pk=OuterRef("unit"))))
    ),
    "Subquery": lambda rows: list(
        Site.objects.unscoped(reason="test").annotate(n=Subquery(rows.values("name")[:1]))
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_round_the_door(way: str) -> None:
    with pytest.raises(Unscoped):
        WAYS[way](Unit.objects.filter(kind="enterprise"))


def test_what_is_joined_with_a_closed_part_is_closed(world: w.World) -> None:
    seen = Unit.objects.visible_to(world.actor("town1"))
    assert [unit.pk for unit in seen] == [world.units["mill"]]
    for joined in (seen | Unit.objects.all(), Unit.objects.all() | seen, seen.union(Unit.objects.all())):
        with pytest.raises(Unscoped):
            list(joined)
    assert (seen | Unit.objects.visible_to(world.actor("town2"))).count() == 2


def test_open_parts_go_through_as_subqueries(world: w.World) -> None:
    seen = Unit.objects.visible_to(world.actor("town1"))
    rows = Mandate.objects.unscoped(reason="test")
    assert list(rows.filter(Exists(seen.filter(pk=OuterRef("unit"))))) == []
    assert not rows.filter(unit__in=seen).exists()
    assert Unit.objects.none().count() == 0
    assert seen.exclude(pk=world.units["shop"]).count() == 1
