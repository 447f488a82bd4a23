"""Pages of what is due and of activities cost few queries, and no more with more rows."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import world as w
from zhiben.core import clock
from zhiben.domains.duties import operations
from zhiben.domains.duties.tests.scene import catch_up, duty, load
from zhiben.domains.people.models import Account

pytestmark = pytest.mark.django_db
MOST = 20


@pytest.fixture
def world(db, tmp_path: Path, monkeypatch) -> w.World:
    monkeypatch.setattr(clock, "now", lambda: w.AT)
    cache.clear()
    world = w.build()
    _more(world, tmp_path, 2)
    return world


def _more(world: w.World, folder: Path, count: int) -> None:
    """So many duties of one kind of activity, and so many activities of it."""
    load(folder, *[duty(f"drill-{n}", per="month" if n % 2 else "quarter") for n in range(count)])
    catch_up(w.TODAY - timedelta(days=60), w.TODAY)
    for n in range(count):
        operations.record_activity(
            actor=world.actor("safety"),
            at=w.AT,
            activity=operations.NewActivity(
                kind="drill.evacuation",
                done_day=w.TODAY - timedelta(days=n),
                unit_id=world.units["mill"],
                led_person=world.persons["principal"],
            ),
        )


def _costs(world: w.World, key: int) -> dict[str, int]:
    mill = world.units["mill"]
    pages = {
        "safety": (
            *("/", reverse("duties:due"), reverse("duties:activities"), reverse("duties:record")),
            reverse("duties:record") + "?kind=drill.evacuation",
            *(reverse("duties:activity", args=[key]), "/api/v1/duties/due/", "/api/v1/duties/activities/"),
        ),
        "office": (
            *("/", reverse("duties:due") + f"?unit={mill}", reverse("duties:activities") + "?q=机械"),
            *(reverse("duties:activity", args=[key]), f"/api/v1/duties/activities/{key}/"),
        ),
    }
    found = {}
    for name, addresses in pages.items():
        client = Client()
        client.force_login(Account.objects.get(username=name))
        for address in addresses:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200, address
            asked = [one["sql"] for one in captured.captured_queries if "SAVEPOINT" not in one["sql"]]
            found[f"{name} {address}"] = len(asked)
    return found


def test_pages_cost_few_queries_and_no_more_with_more_rows(world: w.World, tmp_path: Path) -> None:
    key = operations.record_activity(
        actor=world.actor("safety"),
        at=w.AT,
        activity=operations.NewActivity(
            kind="drill.evacuation", done_day=w.TODAY, unit_id=world.units["mill"]
        ),
    )
    _costs(world, key)
    few = _costs(world, key)
    _more(world, tmp_path, 20)
    many = _costs(world, key)
    assert {page: (few[page], cost) for page, cost in many.items() if cost > few[page]} == {}
    assert {page: cost for page, cost in many.items() if cost > MOST} == {}
