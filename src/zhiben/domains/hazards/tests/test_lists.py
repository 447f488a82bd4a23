"""Lists find the same whatever way the database is led: from the newest, or by the words."""

import pytest
from django.db import connection

from tests import world as w
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.queries import lists
from zhiben.domains.hazards.tests.people import report


@pytest.fixture
def far_apart(db) -> tuple[w.World, int, int]:
    """A lift reported long ago, and a hundred thousand ids later something else."""
    world = w.build()
    lift = report(world, title="电梯超期未检", description="货梯检验到期")
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('hazards_hazard', 'id'), %s)", [lift + 100_000])
    return world, lift, report(world)


def found(world: w.World, name: str, tab: str | None, **filters) -> list[int]:
    rows = queries.hazards(world.actor(name), tab=tab, today=w.TODAY, **filters)
    return [row["id"] for row in rows.order_by("-id")]


@pytest.mark.parametrize("tab", ["territory", "granted", None])
def test_rare_words_are_found_far_down(far_apart, tab) -> None:
    world, lift, other = far_apart
    assert other - lift > 10 * lists.NEWEST
    assert found(world, "officer1", tab, q="电梯") == [lift]
    assert found(world, "officer1", tab, q="配电箱") == [other]
    assert found(world, "officer1", tab, q="锅炉") == []


@pytest.mark.parametrize("tab", ["territory", "granted", None])
def test_each_tab_lists_and_counts_the_same(far_apart, tab) -> None:
    world, lift, other = far_apart
    assert found(world, "officer1", tab) == [other, lift]
    if tab:
        assert queries.tab_counts(world.actor("officer1"))[tab] == 2


def test_narrowing_to_an_area_leaves_out_the_others(far_apart) -> None:
    world, lift, other = far_apart
    assert found(world, "officer1", "territory", area=w.DISTRICT) == [other, lift]
    assert found(world, "officer1", "territory", area=w.DISTRICT + 1_000_000) == []
    assert found(world, "officer1", "territory", state="reported") == [other, lift]
    assert found(world, "officer1", "territory", state="closed") == []
