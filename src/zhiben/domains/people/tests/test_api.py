from datetime import timedelta

import pytest
from django.test import Client

from zhiben.core import clock
from zhiben.domains.organisations.tests.world import COUNTY, OTHER_TOWN, body, unit
from zhiben.domains.people import operations
from zhiben.domains.people.models import Account, Membership
from zhiben.domains.people.tests import world
from zhiben.domains.people.tests.world import PASSWORD

pytestmark = pytest.mark.django_db

ROOT = "/api/v1/people"


class Caller:
    """Calls the API with a token."""

    def __init__(self, membership, scope="write"):
        now = clock.now()
        secret = operations.issue_token(
            actor=world.SYSTEM,
            at=now,
            membership_id=membership,
            name="t",
            scope=scope,
            expires_at=now + timedelta(days=3),
        )
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})

    def get(self, path):
        return self.client.get(f"{ROOT}{path}")

    def post(self, path, **body):
        return self.client.post(f"{ROOT}{path}", body, content_type="application/json")


@pytest.fixture
def office():
    return world.member("office", body_id=body("Office", kind="committee_office", ranges=[COUNTY]))


def test_who_acts(office):
    found = Caller(office).get("/me").json()
    assert (found["role"], found["membership_id"]) == ("office", office)
    assert "people.invite" in found["permissions"]
    assert [one["id"] for one in found["memberships"]] == [office]
    assert Client().get(f"{ROOT}/me").status_code == 401


def test_from_invitation_to_a_new_password(office):
    caller = Caller(office)
    own = Membership.objects.unscoped(reason="test").get(pk=office).body_id
    made = caller.post("/invitations", name="New", role="officer", body_id=own)
    assert made.status_code == 201
    anyone = Client()
    sent = {"secret": made.json()["secret"], "username": "new.comer", "password": "short"}
    url = f"{ROOT}/invitations/accept"
    refused = anyone.post(url, sent, content_type="application/json")
    assert refused.status_code == 422
    assert refused.json()["findings"][0]["field"] == "password"
    accepted = anyone.post(url, {**sent, "password": PASSWORD}, content_type="application/json")
    assert accepted.status_code == 201
    key = Membership.objects.unscoped(reason="test").latest("id").pk
    assert caller.post(f"/memberships/{key}/invite").status_code == 409
    secret = caller.post(f"/memberships/{key}/password").json()["secret"]
    new = {"secret": secret, "password": "Other-Harbour-43"}
    assert anyone.post(f"{ROOT}/passwords", new, content_type="application/json").status_code == 204
    assert anyone.post(f"{ROOT}/passwords", new, content_type="application/json").status_code == 409
    assert Account.objects.get().check_password("Other-Harbour-43")
    for act in ("block", "unblock"):
        assert caller.post(f"/memberships/{key}/{act}").status_code == 204


def test_memberships(office):
    caller = Caller(office)
    firm = unit("Firm")
    person = caller.post("/persons", name="Somebody").json()["id"]
    sent = {"person_id": person, "role": "worker", "since": "2026-01-01", "unit_id": firm}
    made = caller.post("/memberships", **sent)
    assert made.status_code == 201
    assert caller.post("/memberships", **sent).status_code == 409
    assert caller.post("/memberships", **{**sent, "role": "king"}).status_code == 422
    assert caller.post("/memberships", **{**sent, "more": 1}).status_code == 422
    assert caller.post("/memberships", **{**sent, "unit_id": 2**63}).status_code == 422
    first = caller.get("/memberships?limit=1").json()
    assert [row["person_id"] for row in first["items"]] == [person]
    assert len(caller.get(f"/memberships?after={first['next']}").json()["items"]) == 1
    assert caller.get("/memberships?after=nonsense").status_code == 422
    assert caller.post(f"/memberships/{made.json()['id']}/end", last_day="2026-05-06").status_code == 204
    far = world.member("worker", unit_id=unit("Far", area=419902101201))
    for path in (f"/memberships/{far}/end", "/memberships/999999/end"):
        assert caller.post(path, last_day="2026-05-06").status_code == 404
    assert caller.post(f"/memberships/{far}/password").status_code == 404


def test_reach_beyond_ones_own_is_refused(office):
    own = Membership.objects.unscoped(reason="test").get(pk=office).body_id
    caller = Caller(office)
    person = caller.post("/persons", name="Somebody").json()["id"]
    sent = {"person_id": person, "role": "officer", "since": "2026-01-01", "body_id": own}
    beyond = caller.post("/memberships", **sent, reach=[{"ranges": [[1, 999999999999]]}])
    assert beyond.status_code == 422
    inside = caller.post("/memberships", **sent, reach=[{"ranges": [list(OTHER_TOWN)], "sectors": ["coal"]}])
    assert inside.status_code == 201


def test_tokens(office):
    caller = Caller(office)
    sent = {"membership_id": office, "name": "phone", "scope": "read"}
    assert caller.post("/tokens", **sent, expires_at="2026-12-31T00:00:00").status_code == 422
    assert caller.post("/tokens", **sent, expires_at="2099-12-31T00:00:00+08:00").status_code == 422
    ends = (clock.now() + timedelta(days=2)).isoformat()
    secret = caller.post("/tokens", **sent, expires_at=ends).json()["secret"]
    reader = Client(headers={"Authorization": f"Bearer {secret}"})
    assert reader.get(f"{ROOT}/me").status_code == 200
    assert reader.post(f"{ROOT}/persons", {"name": "x"}, content_type="application/json").status_code == 403
    [newest, _] = caller.get("/tokens").json()
    assert caller.post(f"/tokens/{newest['id']}/revoke").status_code == 204
    assert reader.get(f"{ROOT}/me").status_code == 401
    assert caller.post(f"/tokens/{newest['id']}/revoke").status_code == 404


def test_permissions_are_read_by_few(office):
    found = {row["permission"]: row["roles"] for row in Caller(office).get("/permissions").json()}
    assert "office" in found["people.invite"]
    worker = Caller(world.member("worker", unit_id=unit("Firm")))
    assert worker.get("/permissions").status_code == 403
    assert worker.get("/memberships").status_code == 403
    assert worker.post("/persons", name="x").status_code == 403
