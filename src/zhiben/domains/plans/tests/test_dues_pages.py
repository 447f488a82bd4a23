"""Reports due on pages and by program."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests import world as w
from zhiben.core import clock, files
from zhiben.domains.people.models import Account
from zhiben.domains.plans import operations as do
from zhiben.domains.plans.models import ReportFile, ReportRule
from zhiben.domains.plans.tests.dues_story import Dues, begin

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def dues(db, tmp_path, monkeypatch) -> Dues:
    monkeypatch.setattr(clock, "now", lambda: w.AT)
    return begin(tmp_path)


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=name))
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"plans:{name}", args=args)


def send(name: str, address: str, status: int = 204, **values: object) -> str:
    answer = signed_in(name).post(address, values, **HTMX)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def step(dues: Dues, name: str, due: int, verb: str, status: int = 204, **values: object) -> str:
    sent = {"version": dues.row(due).version, **values}
    return send(name, url("due_step", due, verb), status, **sent)


def test_everybody_opens_what_is_theirs(dues: Dues) -> None:
    rule, due = dues.assign(), dues.of("town1")
    pages = [
        url("dues"),
        url("dues") + f"?tab=received&standing=open&rule={rule}&q=月",
        url("report_rules"),
        url("due", due),
        url("report_rule", rule),
    ]
    for language in ("zh-hans", "en"):
        for name in ("office", "officer1", "leader", "head"):
            client = signed_in(name)
            client.cookies["django_language"] = language
            for page in pages:
                assert client.get(page).status_code == 200, (name, page)
    town = signed_in("town1")
    assert [town.get(page).status_code for page in pages] == [200, 200, 200, 200, 404]
    assert signed_in("town2").get(url("due", due)).status_code == 404
    principal = signed_in("principal")
    assert [principal.get(url(*page)).status_code for page in (("dues",), ("due", due))] == [200, 404]
    assert principal.get(url("report_rules")).status_code == 403
    assert signed_in("officer1").get(url("assign_report")).status_code == 403


def test_the_office_makes_a_report_of_a_pack_due(dues: Dues) -> None:
    office = signed_in("office")
    listed = office.get(url("report_rules")).content.decode()
    assert "各镇街、各部门" in listed
    address = f"{url('assign_report')}?item={dues.item()}"
    form = office.get(address).content.decode()
    assert "报送月度工作总结" in form
    values = {
        "title": "报送月度工作总结",
        "bodies": [dues.world.bodies["town1"], dues.world.bodies["fire"]],
        "per": "month",
        "day": 2,
        "starts": "2026-11-20",
        "steps": 1,
        "cutoff_days": 3,
        "remind_before": 2,
    }
    send("office", address, **values)
    rule = ReportRule.objects.unscoped(reason="test").get()
    assert (rule.item_id, rule.term, rule.steps) == (dues.item(), {"day": 2, "per": "month"}, 1)
    assert len(dues.rows()) == 6
    assert office.get(address).status_code == 404
    shown = office.get(url("report_rule", rule.pk)).content.decode()
    assert "2026-12" in shown
    send("office", url("report_rule_step", rule.pk, "add"), bodies=[dues.world.bodies["town2"]])
    send("office", url("report_rule_step", rule.pk, "remove"), bodies=[dues.world.bodies["fire"]])
    assert {row.state for row in dues.rows() if row.body_id == dues.world.bodies["fire"]} == {"waived"}
    send("office", url("report_rule_step", rule.pk, "end"))
    send("office", url("report_rule_step", rule.pk, "nothing"), 404)
    send("office", url("assign_report"), 409, **{**values, "bodies": []})
    send("office", url("assign_report"), 409, **{**values, "per": ""})


def test_delivered_and_sent_back_on_the_page(dues: Dues) -> None:
    dues.assign()
    due, actor = dues.of("town1"), dues.world.actor("town1")
    file = files.store(actor=actor, at=w.AT, data=b"a,b\n1,2\n", name="表.txt", purpose="any")
    refused = step(dues, "town1", due, "deliver", 422, text="x", figures="没有数值")
    assert "figures" in refused or "数" in refused
    step(dues, "town1", due, "deliver", text="本月总结", figures="隐患: 3\n整改率：98%", files=[file])
    page = signed_in("office").get(url("due", due)).content.decode()
    assert "RR-2026-000001" in page
    assert "整改率" in page
    key = ReportFile.objects.unscoped(reason="test").get().pk
    assert signed_in("office").get(url("due_file", key, "original")).status_code == 200
    assert signed_in("town2").get(url("due_file", key, "original")).status_code == 404
    assert signed_in("office").get(url("due_file", key, "else")).status_code == 404
    step(dues, "office", due, "send_back", reason="数据不符", again_by="2026-12-03")
    assert "数据不符" in signed_in("town1").get(url("due", due)).content.decode()
    step(dues, "town1", due, "nothing", 404)


def test_a_draft_is_the_senders_alone(dues: Dues) -> None:
    dues.assign("emergency", steps=1)
    due, actor = dues.of("emergency"), dues.world.actor("officer1")
    file = files.store(actor=actor, at=w.AT, data=b"draft", name="稿.txt", purpose="any")
    dues.by("officer1", do.deliver_report, due, text="未定稿", file_ids=[file])
    key = ReportFile.objects.unscoped(reason="test").get().pk
    assert "未定稿" in signed_in("head").get(url("due", due)).content.decode()
    assert "未定稿" not in signed_in("office").get(url("due", due)).content.decode()
    assert signed_in("office").get(url("due_file", key, "original")).status_code == 404
    own = signed_in("officer1").get(url("due", due)).content.decode()
    assert "why" in own


class Caller:
    """Somebody signed in who speaks JSON."""

    def __init__(self, name: str) -> None:
        self.client = signed_in(name)

    def get(self, path: str, status: int = 200) -> dict:
        answer = self.client.get(f"/api/v1/plans{path}")
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    def send(self, path: str, body: dict, status: int = 200) -> dict:
        answer = self.client.post(f"/api/v1/plans{path}", json.dumps(body), content_type="application/json")
        assert answer.status_code == status, answer.content.decode()
        return answer.json()


def test_the_same_by_program(dues: Dues) -> None:
    office, town = Caller("office"), Caller("town1")
    bodies = dues.world.bodies
    asked = {
        "item_id": dues.item(),
        "bodies": [bodies["town1"], bodies["emergency"]],
        "term": {"per": "quarter", "month": 3, "day": 25},
        "starts": "2026-11-20",
    }
    rule = office.send("/report-rules/", asked, 201)
    assert [line["period"] for line in rule["periods"]] == ["2026-Q4"]
    assert rule["periods"][0]["expected"] == 2
    assert office.get("/report-rules/")["items"][0]["id"] == rule["id"]
    office.send("/report-rules/", {**asked, "term": {}}, 409)
    office.send("/report-rules/", {**asked, "steps": 3}, 422)
    town.send("/report-rules/", asked, 403)
    due = town.get("/dues/?tab=ours")["items"][0]
    assert (due["period"], due["due_day"], due["standing"]) == ("2026-Q4", "2026-12-25", "open")
    there = f"/dues/{due['id']}"
    assert town.get(f"{there}/")["open_steps"] == {"deliver": []}
    sent = town.send(
        f"{there}/delivery/", {"version": 1, "text": "总结", "figures": {"隐患": 3, "率": "98%"}}
    )
    assert sent["receipt"] == "RR-2026-000001"
    assert sent["deliveries"][0]["figures"] == {"隐患": 3, "率": "98%"}
    town.send(f"{there}/delivery/", {"version": 1, "text": "x"}, 409)
    assert office.send(f"{there}/return/", {"version": 2, "reason": "不符"})["state"] == "returned"
    assert office.send(f"{there}/waiver/", {"version": 3, "reason": "免报"})["standing"] == "waived"
    Caller("town2").get(f"{there}/", 404)
    changed = {"add": [bodies["fire"]], "remove": [bodies["emergency"]]}
    assert len(office.send(f"/report-rules/{rule['id']}/senders/", changed)["senders"]) == 3
    assert office.send(f"/report-rules/{rule['id']}/end/", {})["ends"] == "2026-11-20"


def test_approved_by_program(dues: Dues) -> None:
    dues.assign("emergency", steps=1)
    there = f"/dues/{dues.of('emergency')}"
    officer, head = Caller("officer1"), Caller("head")
    assert officer.send(f"{there}/delivery/", {"version": 1, "text": "初稿"})["state"] == "written"
    assert head.send(f"{there}/rework/", {"version": 2, "reason": "缺数据"})["state"] == "due"
    officer.send(f"{there}/delivery/", {"version": 3, "text": "二稿"})
    officer.send(f"{there}/approval/", {"version": 4}, 409)
    assert head.send(f"{there}/approval/", {"version": 4})["state"] == "delivered"
