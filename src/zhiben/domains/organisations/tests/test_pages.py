import pytest
from django.core.cache import cache
from django.urls import reverse

from zhiben.core import clock
from zhiben.domains.organisations import operations, queries
from zhiben.domains.organisations.models import Building, Mandate, Site, Unit
from zhiben.domains.organisations.tests import world
from zhiben.domains.organisations.tests.world import COUNTY, GOOD_CODE, OTHER_TOWN, TOWN, body, unit
from zhiben.domains.people.models import Account
from zhiben.domains.people.tests import world as people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clean():
    cache.clear()


def sign_in(client, membership, name):
    client.force_login(Account.objects.get(pk=people.account(membership, name)))


@pytest.fixture
def office(client):
    """The county's office, signed in."""
    key = body("Office", kind="committee_office", ranges=[COUNTY])
    sign_in(client, people.member("office", body_id=key), "office.one")
    return key


@pytest.fixture
def town(client):
    """A town's officer, signed in."""
    key = body("Town", area=TOWN[0], kind="town", level="town", ranges=[TOWN])
    sign_in(client, people.member("town_officer", body_id=key), "town.one")
    return key


def url(name, *args):
    return reverse(f"organisations:{name}", args=args)


def fields(**values):
    return {
        "name": "Green Bakery",
        "kind": "sole_trader",
        "sector": "commerce",
        "area": world.VILLAGE,
        "address": "3 Lane",
        **values,
    }


def test_the_list_shows_units_within_reach_by_filter(client, town):
    mine, theirs = unit("Mine", tags=["gas"]), unit("Theirs", area=OTHER_TOWN[0] + 1)
    page = client.get(url("list"))
    assert page.status_code == 200
    assert [row["id"] for row in page.context["rows"]] == [mine]
    assert client.get(url("list") + "?sector=industry_trade&kind=enterprise&tag=gas&q=mine").context["rows"]
    assert not client.get(url("list") + "?sector=coal").context["rows"]
    assert not client.get(url("list") + "?tab=closed").context["rows"]
    assert client.get(url("list") + "?sector=magic").status_code == 422
    assert client.get(url("list") + "?cursor=nonsense").status_code == 422
    assert client.get(url("list") + f"?area={TOWN[0]}").context["rows"]
    assert client.get(url("list") + "?export=xlsx")["Content-Type"].endswith("sheet")
    assert client.get(url("unit", mine)).status_code == 200
    assert client.get(url("unit", theirs)).status_code == 404
    assert [r["value"] for r in client.get(url("pick") + "?q=mine").json()["results"]] == [mine]


def test_people_of_a_unit_see_their_own_unit(client):
    mine = unit("Mine")
    unit("Theirs")
    sign_in(client, people.member("safety_officer", unit_id=mine), "safety.one")
    assert [row["id"] for row in client.get(url("list")).context["rows"]] == [mine]
    page = client.get(url("unit", mine))
    assert page.status_code == 200
    sent = {"address": "New Street 1", "version": 1}
    assert client.post(url("amend", mine), sent).status_code == 302
    assert client.post(url("amend", mine), sent).status_code == 409
    for name in ("bodies", "mandates", "unsupervised", "import"):
        assert client.get(url(name)).status_code == 403


def test_registering_amending_tagging_and_closing(client, office, area):
    assert client.get(url("new")).status_code == 200
    wrong = client.post(url("new"), fields(credit_code="91410100MA3X123456"))
    assert wrong.status_code == 422
    assert client.post(url("new"), fields(area=419901999999)).status_code == 404
    response = client.post(url("new"), fields(credit_code=GOOD_CODE, tags="gas，shop", headcount="3"))
    row = Unit.objects.unscoped(reason="test").get()
    assert (response.status_code, response.url) == (302, url("unit", row.pk))
    sent = fields(name="Red Bakery", version="1", high_hazard="on")
    assert client.post(url("amend", row.pk), sent).status_code == 302
    assert client.post(url("tag", row.pk), {"tags": "gas"}).status_code == 302
    assert client.post(url("add_site", row.pk), {"name": "Store", "address": "x"}).status_code == 302
    page = client.get(url("unit", row.pk)).content.decode()
    assert "Red Bakery" in page
    assert "Store" in page
    assert client.post(url("close", row.pk), {"last_day": clock.today(), "version": "1"}).status_code == 409
    assert client.post(url("close", row.pk), {"last_day": clock.today(), "version": "2"}).status_code == 302
    assert client.get(url("unit", row.pk)).status_code == 200


@pytest.fixture
def area():
    """The village exists."""
    return world.area(world.VILLAGE, "Invented Village")


def test_steps_on_a_foreign_unit_are_not_found(client, town):
    foreign = unit("Foreign", area=OTHER_TOWN[0] + 1)
    sent = {
        "amend": fields(version=1),
        "tag": {"tags": "x"},
        "add_site": {"name": "x", "address": "x"},
        "occupy": {"building_id": 1, "since": "2026-01-01"},
    }
    for name, values in sent.items():
        assert client.post(url(name, foreign), values).status_code == 404, name
    assert client.post(url("close", foreign), {"last_day": "2026-01-01", "version": 1}).status_code == 403
    assert not Site.objects.unscoped(reason="test").exists()


def test_buildings(client, town):
    key = unit("Mine")
    assert client.get(url("building_new")).status_code == 200
    sent = {"name": "Tower", "address": "1 Square", "area": world.VILLAGE, "owner_id": key}
    assert client.post(url("building_new"), sent).status_code == 302
    tower = Building.objects.unscoped(reason="test").get()
    assert client.get(url("building_pick") + "?q=Tow").json()["results"][0]["value"] == tower.pk
    sent = {"building_id": tower.pk, "since": "2026-01-01", "floor": "2"}
    assert client.post(url("occupy", key), sent).status_code == 302
    [item] = queries.get_unit(world.SYSTEM, key).buildings
    end = url("vacate", key, item.occupancy_id)
    assert client.post(end, {"last_day": "2026-02-01"}).status_code == 302
    assert client.post(end, {"last_day": "2026-02-01"}).status_code == 404


def test_bodies_and_their_reach(client, office):
    assert client.get(url("bodies")).status_code == 200
    assert client.get(url("body_new")).status_code == 200
    sent = {"name": "Bureau", "short_name": "B", "kind": "department", "level": "county", "area": COUNTY[0]}
    response = client.post(url("body_new"), sent)
    assert response.status_code == 302
    key = queries.find_body("Bureau").id
    assert response.url == url("body", key)
    add = {"area": TOWN[0], "sector": "coal", "since": "2026-01-01"}
    assert client.post(url("territory_add", key), add).status_code == 302
    page = client.get(url("body", key))
    [stretch] = page.context["stretches"]
    assert (stretch.low, stretch.high, stretch.sector) == (*TOWN, "coal")
    end = url("territory_end", key, stretch.id)
    assert client.post(end, {"last_day": "2026-02-01"}).status_code == 302
    assert client.post(url("territory_add", key), {**add, "area": 419902101000}).status_code == 403
    assert client.get(url("body", 999_999)).status_code == 404
    assert client.get(url("body_pick") + "?q=Bur").json()["results"][0]["value"] == key


def test_mandates_and_what_nobody_supervises(client, office):
    key = unit("Alone")
    page = client.get(url("unsupervised"))
    assert [row["id"] for row in page.context["rows"]] == [key]
    assert page.context["counts"] == {"general": 1, "fire": 1}
    assert client.get(url("mandate_new")).status_code == 200
    sent = {"body_id": office, "matter": "general", "power": "supervise", "since": "2026-01-01"}
    assert client.post(url("mandate_new"), sent).status_code == 422
    assert client.post(url("mandate_new"), {**sent, "area": COUNTY[0]}).status_code == 302
    assert client.post(url("mandate_new"), {**sent, "matter": "fire", "unit_id": key}).status_code == 302
    assert client.post(url("mandate_new"), {**sent, "matter": "fire", "unit_id": key}).status_code == 409
    assert client.get(url("unsupervised")).context["counts"] == {"general": 0, "fire": 0}
    page = client.get(url("mandates"))
    assert len(page.context["rows"]) == 2
    mandate = Mandate.objects.unscoped(reason="test").first()
    assert client.get(url("mandate", mandate.pk)).status_code == 200
    assert client.post(url("mandate_end", mandate.pk), {"last_day": "2026-02-01"}).status_code == 302
    assert client.get(url("mandate", mandate.pk)).status_code == 200
    assert client.get(url("mandate", 999_999)).status_code == 404
    assert len(client.get(url("mandates") + "?ended=1").context["rows"]) == 1
    assert "Office" in client.get(url("unit", key)).content.decode()


def test_unsupervised_is_about_units_within_reach():
    mine = unit("Mine")
    unit("Theirs", area=OTHER_TOWN[0] + 1)
    gone = unit("Gone")
    operations.close_unit(actor=world.SYSTEM, at=world.AT, unit_id=gone, seen_version=1, day=world.DAY)
    town = world.actor("office", TOWN)
    assert {(gap.unit_id, gap.matter) for gap in queries.unsupervised(town, world.DAY)} == {
        (mine, "general"),
        (mine, "fire"),
    }
    world.mandate(body("Bureau"), sector="coal")
    assert queries.unsupervised_counts(town, world.DAY) == {"general": 1, "fire": 1}
    world.mandate(body("Fire"), sector="industry_trade", matter="fire")
    assert queries.unsupervised_counts(town, world.DAY) == {"general": 1, "fire": 0}


def test_a_page_of_units_costs_the_same_however_many(client, town, django_assert_max_num_queries):
    for number in range(12):
        unit(f"Unit {number}")
    with django_assert_max_num_queries(12):
        assert len(client.get(url("list")).context["rows"]) == 12
