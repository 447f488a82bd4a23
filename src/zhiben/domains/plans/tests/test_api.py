"""The API of plans and documents: the same story by program, and what it refuses."""

import json

import pytest
from django.test import Client

from tests import world as w
from zhiben.core import clock, files
from zhiben.domains.instruments.tests.test_documents import TEXT
from zhiben.domains.people.models import Account
from zhiben.domains.plans.models import Share
from zhiben.domains.plans.tests import edition
from zhiben.domains.plans.tests.edition import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db, monkeypatch) -> Story:
    monkeypatch.setattr(clock, "now", lambda: w.AT)
    return edition.story()


class Caller:
    """Somebody signed in who speaks JSON."""

    def __init__(self, name: str) -> None:
        self.client = Client()
        self.client.force_login(Account.objects.get(username=name))

    def get(self, path: str, status: int = 200) -> dict:
        answer = self.client.get(f"/api/v1{path}")
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    def send(self, path: str, body: dict, status: int = 200, method: str = "post") -> dict:
        call = getattr(self.client, method)
        answer = call(f"/api/v1{path}", json.dumps(body), content_type="application/json")
        assert answer.status_code == status, answer.content.decode()
        return answer.json()


def test_a_document_by_program(story: Story) -> None:
    office = Caller("office")
    actor = story.world.actor("office")
    file = files.store(actor=actor, at=w.AT, data=TEXT.encode(), name="方案.txt", purpose="document")
    made = office.send("/instruments/documents/", {"file_id": file}, 201)
    there = f"/instruments/documents/{made['id']}"
    assert office.get(f"{there}/clauses/")[0]["part"] == 0
    found = office.get(f"{there}/proposals/?decision=open")
    body = {"kind": "task", "title": "更正", "data": {"by": "2026-12-01", "lead": ["区应急管理局"]}}
    fixed = office.send(f"{there}/proposals/{found[0]['id']}/", body, method="put")
    assert (fixed["decision"], fixed["corrected"]) == ("kept", True)
    added = office.send(f"{there}/proposals/", {**body, "clause": "二(一)1"}, 201)
    assert added["origin"] == "hand"
    refused = office.send(f"{there}/proposals/", {**body, "clause": "无"}, 422)
    assert refused["findings"][0]["code"] == "IN-005"
    refused = office.send(f"{there}/proposals/", {**body, "data": {"by": "x"}, "clause": "二(一)1"}, 422)
    assert refused["findings"][0]["field"] == "by"
    ids = [one["id"] for one in found]
    assert office.send(f"{there}/decisions/", {"proposal_ids": ids, "decision": "kept"})["count"] == len(ids)
    sent = {"version": made["version"], "counting_from": "2026-09-01"}
    assert office.send(f"{there}/publish/", sent)["state"] == "published"
    assert office.send(f"{there}/publish/", sent, 409)["code"] == "stale"
    assert office.get(f"{there}/items/")
    assert len(office.get("/instruments/documents/?limit=1")["items"]) == 1
    assert {one["mark"] for one in office.get("/instruments/parameters/")} <= set("SDKP")
    Caller("town1").get(f"{there}/", 404)
    office.send(f"{there}/discard/", {"version": 2}, 409)


def test_a_share_by_program(story: Story) -> None:
    persons, bodies = story.world.persons, story.world.bodies
    officer, head, office = Caller("officer1"), Caller("head"), Caller("office")
    share = story.of("建立统计分析机制")
    there = f"/plans/shares/{share}"
    assert set(officer.get(f"{there}/")["steps"]) == {"sign_for", "object"}
    objected = officer.send(f"{there}/objection/", {"version": 1, "reason": "职责不清"})
    kept = office.send(f"{there}/decision/", {"version": objected["version"], "answer": "维持"})
    named = {"leader_id": persons["head"], "handler_id": persons["officer1"], "deliverable": "报告"}
    signed = officer.send(f"{there}/sign/", {"version": kept["version"], **named})
    assert signed["state"] == "running"
    report = {"month": "2026-11-01", "this_month": "两次", "percent": 40}
    (progress,) = officer.send(f"{there}/progress/", report)["progress"]
    office.send(f"/plans/progress/{progress['id']}/review/", {"version": 1}, 403)
    back = head.send(f"/plans/progress/{progress['id']}/return/", {"version": 1, "remark": "补"})
    assert back["progress"][0]["state"] == "returned"
    officer.send(f"{there}/progress/", report)
    head.send(f"/plans/progress/{progress['id']}/review/", {"version": 3})
    piece = {"body_id": bodies["town1"], "title": "排查", "due_day": "2026-12-01"}
    made = officer.send(f"{there}/pieces/", {"version": signed["version"], "pieces": [piece]}, 201)
    version = story.row(share).version
    done = officer.send(f"{there}/completion/", {"version": version, "result": "完成"}, 409)
    assert done["findings"][0]["code"] == "PL-010"
    Caller("town2").get(f"/plans/shares/{made[0]}/", 404)


def test_the_office_by_program(story: Story) -> None:
    office, bodies = Caller("office"), story.world.bodies
    lead = {"version": 1, "body_id": bodies["emergency"], "also": [bodies["fire"]]}
    assert office.send(f"/plans/shares/{story.of('完善督办制度')}/lead/", lead)["state"] == "assigned"
    old = {"share_ids": [story.of("清除存量隐患")], "done": True}
    assert office.send("/plans/shares/confirmations/", old) == {"count": 1}
    there = f"/plans/{story.plan}"
    assert office.get(f"{there}/")["id"] == story.plan
    assert office.get(f"{there}/wall/")["counts"]["green"] == 1
    assert office.get(f"{there}/months/2026-11-01/")["text"] == ""
    (target,) = office.get(f"{there}/targets/")
    sent = {"day": "2026-11-01", "value": "95", "source": "台账"}
    reading = office.send(f"{there}/targets/{target['id']}/readings/", sent, 201)
    assert reading["reached"]
    assert len(office.get("/plans/shares/?tab=given&limit=2")["items"]) == 2
    assert office.get("/plans/")["items"][0]["id"] == story.plan


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("progress", {"month": "2026-11-01", "percent": 101}),
        ("progress", {"month": "2026-11-01", "percent": 1, "unknown": 1}),
        ("progress", {"month": "2026-11-01", "percent": 1, "this_month": "a\x00b"}),
        ("sign", {"version": 1, "leader_id": 2**70, "handler_id": 1, "deliverable": "x"}),
        ("objection", {"version": 1, "reason": ""}),
        ("lead", {"version": 0, "body_id": 1}),
    ],
)
def test_bad_input_is_422_and_nothing_is_written(story: Story, path: str, body: dict) -> None:
    share = story.of("建立统计分析机制")
    Caller("officer1").send(f"/plans/shares/{share}/{path}/", body, 422)
    assert Share.objects.unscoped(reason="test").get(pk=share).version == 1


def test_a_unit_reads_no_plans(story: Story) -> None:
    principal = Caller("principal")
    for path in ("/plans/", "/plans/shares/", f"/plans/{story.plan}/wall/", "/instruments/documents/"):
        principal.get(path, 403)
