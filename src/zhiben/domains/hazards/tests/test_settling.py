"""Hazards follow their unit when it moves, and find a supervisor when one is named."""

import pytest

from tests import world as w
from zhiben.core.ledger.verify import verify
from zhiben.core.models import Flow
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.notices import queries as notices
from zhiben.domains.organisations import operations as organisations

pytestmark = pytest.mark.django_db


def report(world: w.World, matter: str) -> int:
    return do.report_hazard(
        actor=world.actor("safety"),
        at=w.AT,
        unit_id=world.units["mill"],
        matter=matter,
        title="t",
        description="d",
        place="p",
        found_day=w.TODAY,
    )


def row(key: int) -> Hazard:
    return Hazard.objects.unscoped(reason="test").get(pk=key)


def test_a_hazard_nobody_supervised_goes_to_whoever_does_now() -> None:
    world = w.build()
    key = report(world, "gas")
    assert row(key).body_id is None
    assert [todo.kind for todo in notices.todos(world.actor("office"))] == ["todo.settle"]
    organisations.grant_mandate(
        actor=w.SYSTEM,
        at=w.AT,
        body_id=world.bodies["emergency"],
        matter="gas",
        power="supervise",
        since=w.SINCE,
        low=w.DISTRICT,
        high=w.DISTRICT + 999_999,
    )
    assert row(key).body_id == world.bodies["emergency"]
    assert notices.todos(world.actor("office")) == []
    assert [todo.kind for todo in notices.todos(world.actor("officer1"))] == ["todo.confirm"]
    assert verify().problems == []


def test_open_hazards_follow_their_unit_and_the_figures_with_them() -> None:
    world = w.build()
    key = report(world, "general")
    assert do.follow_unit(actor=w.SYSTEM, at=w.AT, unit_id=world.units["mill"], area=w.TOWNS[1]) == 1
    moved = row(key)
    assert (moved.area, moved.area_at) == (w.TOWNS[1], w.TOWNS[0])
    signs = Flow.objects.unscoped(reason="test").filter(case=key, movement="moved")
    assert list(signs.order_by("id").values_list("sign", "area")) == [(-1, w.TOWNS[0]), (1, w.TOWNS[1])]
    assert verify().problems == []
