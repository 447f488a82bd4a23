"""The pages of plans as people open them."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import world as w
from zhiben.core import clock, files
from zhiben.domains.people.models import Account
from zhiben.domains.plans import operations as do
from zhiben.domains.plans.models import Share, Target
from zhiben.domains.plans.tests import edition
from zhiben.domains.plans.tests.edition import Story, item

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def story(db, monkeypatch) -> Story:
    monkeypatch.setattr(clock, "now", lambda: w.AT)
    return edition.story()


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=name))
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"plans:{name}", args=args)


def send(story: Story, name: str, share: int, step: str, status: int = 204, **values: object) -> str:
    """Let somebody send a step's form; returns the answer's text."""
    sent = {"version": story.row(share).version, **values}
    answer = signed_in(name).post(url("step", share, step), sent, **HTMX)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_everybody_opens_what_is_theirs(story: Story) -> None:
    share = story.of("建立统计分析机制")
    pages = [
        url("list"),
        url("shares"),
        url("shares") + f"?tab=all&state=unnamed&overdue=1&q=x&plan={story.plan}",
        url("share", share),
        url("plan", story.plan),
        url("wall", story.plan),
        url("month", story.plan),
        url("month", story.plan) + "?month=2026-11",
        url("targets", story.plan),
        url("older", story.plan),
        url("targets", story.plan) + "?record=1",
        url("bodies") + "?q=应急",
        url("pick") + "?q=方案",
    ]
    for name in ("office", "officer1", "leader", "head"):
        client = signed_in(name)
        for language in ("zh-hans", "en"):
            client.cookies["django_language"] = language
            for page in pages:
                assert client.get(page).status_code == 200, (name, page)
    for page in pages[3:10]:
        assert signed_in("town1").get(page).status_code == 404
        assert signed_in("principal").get(page).status_code == 403
    assert signed_in("office").get(url("month", story.plan) + "?month=2026-13").status_code == 422


def test_signed_for_reported_reviewed_done(story: Story) -> None:
    persons = story.world.persons
    share = story.of("建立统计分析机制")
    assert "sign_for" in signed_in("officer1").get(url("share", share)).content.decode()
    named = {"leader_id": persons["head"], "handler_id": persons["officer1"]}
    send(story, "officer1", share, "sign_for", 422, **named)
    send(story, "officer1", share, "sign_for", **named, deliverable="分析报告")
    actor = story.world.actor("officer1")
    file = files.store(actor=actor, at=w.AT, data="纪要".encode(), name="纪要.txt", purpose="any")
    report = {"month": "2026-11-01", "this_month": "两次分析", "cumulative": "五次", "percent": 40}
    send(story, "officer1", share, "report_progress", **report, next_step="继续", files=[file])
    page = signed_in("head").get(url("share", share)).content.decode()
    assert "两次分析" in page and "纪要.txt" in page
    (key,) = list(story.rows("Progress"))
    there = url("progress_step", key.pk, "return")
    assert signed_in("head").post(there, {"version": 1, "remark": "补数据"}, **HTMX).status_code == 204
    send(story, "officer1", share, "report_progress", **report)
    there = url("progress_step", key.pk, "review")
    assert signed_in("officer1").post(there, {"version": 3}, **HTMX).status_code == 409
    assert signed_in("head").post(there, {"version": 3}, **HTMX).status_code == 204
    evidence = list(story.rows("ProgressFile"))[0].pk
    assert signed_in("office").get(url("evidence", evidence, "original")).status_code == 200
    assert signed_in("town1").get(url("evidence", evidence, "original")).status_code == 404
    send(story, "officer1", share, "complete", result="报告已印发")
    assert story.row(share).state == "done"
    assert signed_in("office").get(url("share", share)).status_code == 200


def test_objected_and_given_to_another(story: Story) -> None:
    share = story.of("建立统计分析机制")
    send(story, "officer1", share, "object", reason="职责不清")
    page = signed_in("office").get(url("share", share)).content.decode()
    assert "职责不清" in page and "reassign" in page
    send(story, "office", share, "reassign", body_id=story.world.bodies["fire"], answer="改由消防")
    send(story, "office", share, "nonsense", 404)
    assert story.row(share).body_id == story.world.bodies["fire"]


def test_lead_named_and_broken_down(story: Story) -> None:
    bodies = story.world.bodies
    share = story.of("完善督办制度")
    send(story, "office", share, "name_lead", 422)
    send(story, "office", share, "name_lead", named=[bodies["emergency"]], body_id=bodies["fire"])
    assert story.row(share).state == "assigned"
    own = story.signed()
    towns = [bodies["town1"], bodies["town2"]]
    send(story, "officer1", own, "break_down", bodies=towns, title="镇街排查", due_day="2026-12-01")
    below = Share.objects.unscoped(reason="test").filter(parent_id=own)
    assert below.count() == 2
    page = signed_in("town1").get(url("share", below.get(body_id=towns[0]).pk)).content.decode()
    assert "镇街排查" in page
    assert signed_in("town1").get(url("wall", story.plan)).status_code == 200
    assert signed_in("town1").get(url("plan", story.plan)).status_code == 200


def test_leads_named_many_at_once(story: Story) -> None:
    bodies, office, there = story.world.bodies, signed_in("office"), url("leads", story.plan)
    share = story.of("完善督办制度")
    assert f'name="lead_{share}"' in office.get(there).content.decode()
    named = {f"lead_{share}": [bodies["emergency"], bodies["fire"]]}
    assert office.post(there, {**named, f"version_{share}": 7}, **HTMX).status_code == 409
    assert office.post(there, {f"lead_{share}": [bodies["town1"]]}, **HTMX).status_code == 422
    assert office.post(there, {**named, f"version_{share}": 1}, **HTMX).status_code == 204
    rows = Share.objects.unscoped(reason="test").filter(task__title="完善督办制度")
    assert set(rows.values_list("body_id", flat=True)) == {bodies["emergency"], bodies["fire"]}
    assert signed_in("officer1").get(there).status_code == 403


def test_older_tasks_confirmed_at_once(story: Story) -> None:
    ids = [story.of("清除存量隐患"), story.of("清理旧台账")]
    office, there = signed_in("office"), url("older", story.plan)
    assert office.post(there, {"outcome": "done"}, **HTMX).status_code == 422
    assert office.post(there, {"ids": ids, "outcome": "done"}, **HTMX).status_code == 204
    assert {story.row(key).state for key in ids} == {"done"}


def test_one_older_task_confirmed_on_its_page(story: Story) -> None:
    share = story.of("清除存量隐患")
    send(story, "officer1", share, "confirm_running")
    assert story.row(share).state == "running"


def test_reading_of_a_target(story: Story) -> None:
    target = Target.objects.unscoped(reason="test").get().pk
    there = url("reading", story.plan, target)
    sent = {"day": "2026-11-01", "value": "45.5", "source": "台账"}
    assert signed_in("office").post(there, {**sent, "value": "x"}, **HTMX).status_code == 422
    assert signed_in("office").post(there, sent, **HTMX).status_code == 204
    assert "45.5" in signed_in("office").get(url("targets", story.plan)).content.decode()


def test_month_page_has_the_reminder(story: Story) -> None:
    story.signed()
    page = signed_in("office").get(url("month", story.plan) + "?month=2026-11").content.decode()
    assert "data-copy-from" in page and "应急管理局" in page


def test_links_from_the_document_find_what_runs(story: Story) -> None:
    office = signed_in("office")
    share = story.of("建立统计分析机制")
    assert office.get(url("item", 1))["Location"] == url("share", share)
    assert office.get(url("item", 9))["Location"] == url("targets", story.plan)
    assert office.get(url("item", 404)).status_code == 404
    assert office.get(url("of_document", 900_001))["Location"] == url("wall", story.plan)


def test_the_picker_offers_bodies_of_the_territory(story: Story) -> None:
    found = signed_in("office").get(url("bodies"), {"q": "消防"}).json()["results"]
    assert [one["value"] for one in found] == [story.world.bodies["fire"]]


def count(client: Client, there: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(there).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_the_rows(story: Story) -> None:
    office = signed_in("office")
    many = tuple(item(n, f"任务{n}", by="2024-03-01", lead=["区应急管理局"]) for n in range(20, 70))
    more = replace(edition.edition(story.world, (*many, *edition.ITEMS)), document_id=900_002)
    pages = ("plan", "wall", "month", "targets", "older", "leads")
    few = {name: count(office, url(name, story.plan)) for name in pages}
    lists = {name: count(office, url(name)) for name in ("list", "shares")}
    plan = do.take_up_edition(actor=story.world.actor("office"), at=w.AT, edition=more)
    for name in pages:
        assert count(office, url(name, plan)) == few[name] <= 20, name
    for name, before in lists.items():
        assert count(office, url(name)) == before <= 20, name


def test_a_share_with_a_history_takes_few_queries(story: Story) -> None:
    share = story.signed()
    for month in (9, 10, 11):
        story.reported(share, month=date(2026, month, 1))
    officer = signed_in("officer1")
    assert count(officer, url("share", share)) <= 20
