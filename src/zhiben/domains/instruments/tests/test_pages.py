"""The pages of documents as people open them."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import world as w
from zhiben.core import files
from zhiben.domains.instruments.models import Document, Proposal
from zhiben.domains.instruments.tests.test_documents import TEXT, Story, upload
from zhiben.domains.people.models import Account

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def story(db) -> Story:
    world = w.build()
    return Story(world, upload(world, TEXT.encode()))


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=name))
    return client


@pytest.fixture
def office(story: Story) -> Client:
    return signed_in("office")


def url(name: str, *args: object) -> str:
    return reverse(f"instruments:{name}", args=args)


def test_upload_leads_to_the_review(story: Story, office: Client) -> None:
    assert office.get(url("upload")).status_code == 200
    actor = story.world.actor("office")
    file = files.store(actor=actor, at=w.AT, data=TEXT.encode(), name="又一份.txt", purpose="document")
    answer = office.post(url("upload"), {"file": [str(file)], "title": "另一个名称"})
    made = Document.objects.unscoped(reason="test").latest("id")
    assert (answer.status_code, answer["Location"]) == (302, url("review", made.pk))
    assert made.title == "另一个名称"


def test_upload_says_what_cannot_be_read(story: Story, office: Client) -> None:
    actor = story.world.actor("office")
    file = files.store(actor=actor, at=w.AT, data=b" \n ", name="空.txt", purpose="document")
    answer = office.post(url("upload"), {"file": [str(file)]}, **HTMX)
    assert answer.status_code == 400
    assert 'data-for="file"' in answer.content.decode()
    assert office.post(url("upload"), {}, **HTMX).status_code == 422
    assert signed_in("officer1").get(url("upload")).status_code == 403


def test_review_shows_tree_text_and_proposals(story: Story, office: Client) -> None:
    page = office.get(url("review", story.id)).content.decode()
    for proposal in story.proposals():
        assert f'id="proposal-{proposal.pk}"' in page
    assert "<mark>" in page and "二(一)1" in page
    assert office.get(url("document", story.id)).status_code == 302
    assert office.get(url("review", story.id) + "?kind=duty&decision=open").status_code == 200
    assert office.get(url("review", story.id) + "?kind=nonsense").status_code == 422
    assert office.get(url("review", story.id) + "?part=99").status_code == 404
    assert signed_in("officer1").get(url("review", story.id)).status_code == 404


def test_decide_one_and_many(story: Story, office: Client) -> None:
    ids = [proposal.pk for proposal in story.proposals()]
    sent = {"ids": ids[:1], "decision": "dropped", "show_part": "0"}
    answer = office.post(url("decide", story.id), sent, **HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (200, "#proposals")
    assert office.post(url("decide", story.id), {"ids": ids[1:], "decision": "kept"}).status_code == 302
    assert {p.decision for p in story.proposals()} == {"kept", "dropped"}
    assert office.post(url("decide", story.id), {"decision": "kept"}, **HTMX).status_code == 422
    assert office.post(url("decide", story.id), {"ids": ["x"], "decision": "kept"}, **HTMX).status_code == 422


def test_correct_by_form(story: Story, office: Client) -> None:
    proposal = story.proposals(kind="task")[0]
    there = url("correct", story.id, proposal.pk)
    assert 'name="lead"' in office.get(there, **HTMX).content.decode()
    assert 'name="times"' in office.get(there + "?kind=duty", **HTMX).content.decode()
    sent = {
        "kind": "task",
        "title": "建立统计分析机制",
        "by": "2026-12-20",
        "lead": "区应急管理局、区消防救援大队",
        "support": "",
    }
    assert office.post(there, sent, **HTMX).status_code == 200
    row = Proposal.objects.unscoped(reason="test").get(pk=proposal.pk)
    assert (row.data["by"], row.data["lead"]) == ("2026-12-20", ["区应急管理局", "区消防救援大队"])
    assert office.post(there, {**sent, "title": ""}, **HTMX).status_code == 422
    assert office.post(there, {"kind": "target", "title": "x"}, **HTMX).status_code == 422


@pytest.mark.parametrize(
    ("kind", "fields", "data"),
    [
        ("task", {"by": "2026-12-01"}, {"by": "2026-12-01", "lead": [], "support": []}),
        ("duty", {"times": "2", "per": "year"}, {"times": 2, "per": "year"}),
        ("target", {"op": ">=", "value": "90", "unit": "%"}, {"op": ">=", "value": 90, "unit": "%"}),
        (
            "report",
            {"report_to": "区安委办", "report_per": "month", "report_day": "2"},
            {"report": {"to": "区安委办", "when": {"per": "month", "day": 2}}},
        ),
        (
            "phase",
            {"phase_from": "2026-01-01", "phase_to": "2026-06-30"},
            {"phase": {"from": "2026-01-01", "to": "2026-06-30"}},
        ),
        (
            "limit",
            {"indicator": "人数", "op": ">", "value": "30.5"},
            {"indicator": "人数", "op": ">", "value": 30.5},
        ),
    ],
)
def test_add_by_hand(story: Story, office: Client, kind: str, fields: dict, data: dict) -> None:
    there = url("add", story.id)
    assert office.get(there, {"part": 0, "clause": "二(一)1", "kind": kind}, **HTMX).status_code == 200
    sent = {"kind": kind, "title": "手工补充", "clause": "二(一)1", "at_part": "0", **fields}
    assert office.post(there, sent, **HTMX).status_code == 200
    (made,) = story.proposals(origin="hand")
    assert {key: value for key, value in made.data.items() if value} == {
        key: value for key, value in data.items() if value
    }


def test_publish_and_read(story: Story, office: Client) -> None:
    page = office.get(url("publish", story.id)).content.decode()
    assert "2026-01-01" not in page
    story.add(kind="limit", indicator="人数", op=">", value=30)
    story.decide("kept")
    sent = {"counting_from": "2026-09-01", "period_to": "2026-12-31", "version": story.row().version}
    stale = office.post(url("publish", story.id), {**sent, "version": 0}, **HTMX)
    assert stale.status_code == 409
    answer = office.post(url("publish", story.id), sent, **HTMX)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, url("document", story.id))
    text = signed_in("officer1").get(url("document", story.id)).content.decode()
    assert text.count("尚未运行") == 2
    assert "/plans/items/" in text
    assert office.get(url("file", story.id)).status_code == 200
    assert story.row().counting_from == date(2026, 9, 1)


def test_discard(story: Story, office: Client) -> None:
    answer = office.post(url("discard", story.id), {"version": story.row().version})
    assert (answer.status_code, story.row().state) == (302, "discarded")
    assert office.get(url("document", story.id)).status_code == 200


def test_parameters_carry_source_and_mark(office: Client) -> None:
    page = office.get(url("parameters")).content.decode()
    assert "plans.objection.within" in page and "¶1" in page


def test_every_page_in_english(story: Story, office: Client) -> None:
    office.cookies["django_language"] = "en"
    for there in (url("list"), url("upload"), url("review", story.id), url("publish", story.id)):
        assert office.get(there).status_code == 200


def count(client: Client, there: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(there).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_the_document(story: Story, office: Client) -> None:
    big = TEXT + "".join(f"{n}.第{n}项。2026年底前，完成第{n}项整治。\n" for n in range(3, 60))
    other = upload(story.world, big.encode(), "大方案.txt")
    for name in ("review", "publish"):
        small = count(office, url(name, story.id))
        assert count(office, url(name, other)) == small <= 20
    few = count(office, url("list"))
    for _ in range(5):
        upload(story.world, TEXT.encode())
    assert count(office, url("list")) == few <= 20
