from datetime import timedelta

import pytest
from django.test import Client

from zhiben.core import clock, files
from zhiben.domains.organisations.models import Unit
from zhiben.domains.organisations.tests import world
from zhiben.domains.organisations.tests.test_import import GOOD, book
from zhiben.domains.organisations.tests.world import COUNTY, GOOD_CODE, OTHER_TOWN, TOWN, body, unit
from zhiben.domains.people import operations as people_operations
from zhiben.domains.people.tests import world as people

pytestmark = pytest.mark.django_db

ROOT = "/api/v1/organisations"


class Caller:
    """Calls the API with a token of a new member."""

    def __init__(self, role, **place):
        self.membership = people.member(role, **place)
        now = clock.now()
        secret = people_operations.issue_token(
            actor=world.SYSTEM,
            at=now,
            membership_id=self.membership,
            name="t",
            scope="write",
            expires_at=now + timedelta(days=3),
        )
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})

    def get(self, path):
        return self.client.get(f"{ROOT}{path}")

    def send(self, path, method="post", **body):
        return getattr(self.client, method)(f"{ROOT}{path}", body, content_type="application/json")


@pytest.fixture
def village():
    return world.area(world.VILLAGE, "新村")


@pytest.fixture
def office(village):
    return Caller("office", body_id=body("Office", kind="committee_office", ranges=[COUNTY]))


UNIT = {
    "name": "Green Bakery",
    "kind": "sole_trader",
    "sector": "commerce",
    "area": world.VILLAGE,
    "address": "3 Lane",
}


def test_a_unit_from_registration_to_closing(office):
    made = office.send("/units", **UNIT, credit_code=GOOD_CODE, tags=["gas"])
    assert made.status_code == 201
    path = f"/units/{made.json()['id']}"
    assert office.send(path, "patch", version=1, headcount=4).json()["version"] == 2
    assert office.send(path, "patch", version=1, headcount=4).status_code == 409
    assert office.send(path, "patch", version=2, name=None).status_code == 422
    assert office.send(f"{path}/tags", "put", names=["gas", "street"]).status_code == 204
    assert office.send(f"{path}/sites", name="Store", address="x").status_code == 201
    found = office.get(path).json()
    assert (found["headcount"], found["tags"], found["sites"][0]["name"]) == (4, ["gas", "street"], "Store")
    assert office.send(f"{path}/close", version=2, last_day="2026-05-06").status_code == 200
    assert office.get("/units").json()["items"] == []
    assert len(office.get("/units?closed=true").json()["items"]) == 1


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"credit_code": "91410100MA3X123456"}, 422),
        ({"kind": "castle"}, 422),
        ({"area": 419901101999}, 404),
        ({"area": 2**63}, 422),
        ({"name": "nul\x00"}, 422),
        ({"name": " "}, 422),
        ({"headcount": -1}, 422),
        ({"colour": "red"}, 422),
    ],
)
def test_bad_input_is_refused_and_nothing_written(office, change, status):
    assert office.send("/units", **{**UNIT, **change}).status_code == status
    assert not Unit.objects.unscoped(reason="test").exists()


def test_the_wrong_check_digit_names_the_right_one(office):
    refused = office.send("/units", **UNIT, credit_code="91410100MA3X123456").json()
    last = {finding["code"]: finding for finding in refused["findings"]}["OR-003"]
    assert (last["params"]["expected"], last["field"]) == ("3", "credit_code")


def test_a_foreign_unit_is_not_found(village):
    town = Caller("town_officer", body_id=body("Town", area=TOWN[0], ranges=[TOWN]))
    foreign = unit("Foreign", area=OTHER_TOWN[0] + 1)
    path = f"/units/{foreign}"
    assert town.get(path).status_code == 404
    assert town.get(f"{path}/holders").status_code == 404
    assert town.send(path, "patch", version=1, headcount=1).status_code == 404
    assert town.send(f"{path}/tags", "put", names=[]).status_code == 404
    assert town.send(f"{path}/sites", name="x", address="x").status_code == 404
    assert town.send(f"{path}/occupancies", building_id=1, since="2026-01-01").status_code == 404
    assert town.get("/units").json()["items"] == []


def test_lists_go_on_by_cursor(office):
    keys = [unit(f"U{number}") for number in range(3)]
    first = office.get("/units?limit=2").json()
    assert [row["id"] for row in first["items"]] == keys[:0:-1]
    second = office.get(f"/units?limit=2&after={first['next']}").json()
    assert ([row["id"] for row in second["items"]], second["next"]) == (keys[:1], None)
    assert office.get("/units?after=x").status_code == 422
    assert len(office.get(f"/units?area={TOWN[0]}&q=U1&kind=enterprise").json()["items"]) == 1


def test_bodies_mandates_and_gaps(office):
    made = office.send(
        "/bodies", name="Bureau", short_name="B", kind="department", level="county", area=COUNTY[0]
    )
    key = made.json()["id"]
    assert office.get(f"/bodies/{key}").json()["name"] == "Bureau"
    assert office.get("/bodies/999999").status_code == 404
    assert len(office.get("/bodies?q=Bur").json()["items"]) == 1
    stretch = office.send(f"/bodies/{key}/territories", low=TOWN[0], high=TOWN[1], since="2024-01-01")
    assert len(office.get(f"/bodies/{key}/territories").json()) == 1
    assert office.send(f"/territories/{stretch.json()['id']}/end", last_day="2026-01-01").status_code == 204
    one = unit("One")
    assert len(office.get("/units/unsupervised").json()) == 2
    mandate = {"body_id": key, "matter": "fire", "power": "supervise", "since": "2024-01-01"}
    assert office.send("/mandates", **mandate).status_code == 422
    granted = office.send("/mandates", **mandate, unit_id=one).json()["id"]
    assert [row["matter"] for row in office.get("/units/unsupervised").json()] == ["general"]
    assert office.get(f"/units/{one}/holders").json()[0]["body_id"] == key
    assert office.get("/mandates?matter=fire").json()["items"][0]["id"] == granted
    assert office.send(f"/mandates/{granted}/end", last_day="2026-01-01").status_code == 204
    assert office.send(f"/mandates/{granted}/end", last_day="2026-01-01").status_code == 404


def test_buildings_and_facts(office):
    key = unit("One")
    tower = office.send("/buildings", name="Tower", address="x", area=world.VILLAGE, owner_id=key).json()[
        "id"
    ]
    entry = office.send(f"/units/{key}/occupancies", building_id=tower, since="2026-01-01").json()["id"]
    assert office.send(f"/occupancies/{entry}/end", last_day="2026-02-01").status_code == 204
    fact = {"subject_kind": "unit", "subject_id": key, "key": "k", "value": "v", "since": "2026-01-01"}
    assert office.send("/facts", **fact).status_code == 201
    assert office.send("/facts", **{**fact, "subject_id": 999_999}).status_code == 404
    assert office.send("/facts", **{**fact, "subject_kind": "moon"}).status_code == 404


def test_a_table_is_checked_then_imported(office):
    who = people.actor(office.membership)
    bad = book((*GOOD[:1], "91410100MA3X123456", *GOOD[2:]))
    key = files.store(actor=who, at=world.AT, data=bad, name="u.xlsx", purpose="table")
    found = office.send("/units/check-table", file=key).json()
    assert [(p["row"], p["code"]) for p in found["problems"]] == [(2, "OR-003")]
    assert office.send("/units/import", file=key).status_code == 422
    key = files.store(actor=who, at=world.AT, data=book(GOOD), name="u.xlsx", purpose="table")
    assert office.send("/units/import", file=key).json() == {"count": 1}
    assert Unit.objects.unscoped(reason="test").count() == 1


def test_workers_read_their_unit_and_no_more():
    key = unit("One")
    worker = Caller("worker", unit_id=key)
    assert worker.get(f"/units/{key}").status_code == 200
    for path in ("/mandates", "/units/unsupervised"):
        assert worker.get(path).status_code == 403
    assert worker.send("/units", **UNIT).status_code in (403, 404)
    assert worker.send("/units/import", file=1).status_code == 403
