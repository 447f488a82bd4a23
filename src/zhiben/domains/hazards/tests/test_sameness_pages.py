"""The pages and the API of hazards found twice: who sees them, what they show, what they do."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as live
from django.test import Client

from tests import world as w
from zhiben.core import files
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards.models import Attachment, Hazard, SamePair
from zhiben.domains.hazards.tests.people import Story, report, to_rectifying
from zhiben.domains.hazards.tests.test_sameness import as_tip, found, pair, row, search
from zhiben.domains.hazards.tests.test_sameness_methods import drawn, encoded
from zhiben.domains.people.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db, tmp_path, settings) -> Story:
    settings.DATA_DIR = tmp_path
    world = w.build(lifelike=True)
    return Story(world, report(world))


@pytest.fixture
def browse(story: Story, client: Client):
    def signed_in(name: str, language: str = "en") -> Client:
        client.force_login(Account.objects.get(username=name))
        session = client.session
        session["membership"] = story.world.memberships[name]
        session.save()
        client.cookies[live.LANGUAGE_COOKIE_NAME] = language
        return client

    return signed_in


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.content[:300]
    return str(answer.content.decode())


def merged(story: Story, **values: Any) -> int:
    other = found(story, **values)
    to_rectifying(story)
    search()
    do.merge_pair(
        actor=story.world.actor("officer1"), at=w.AT + timedelta(minutes=1), pair_id=pair().pk,
        kept_id=story.id, kept_version=row(story.id).version, ended_version=row(other).version, text="同一处",
    )  # fmt: skip
    return other


def test_the_pair_is_shown_to_the_body_it_is_offered_to(story: Story, browse: Any) -> None:
    found(story)
    search()
    path = f"/hazards/same/{pair().pk}/"
    for name, status in {"officer1": 200, "head": 200, "fireman": 404, "office": 404, "town1": 403}.items():
        assert browse(name).get(path).status_code == status, name
    for name in ("safety", "principal", "shopkeeper"):
        assert browse(name).get(path).status_code == 403, name
        assert browse(name).get("/hazards/same/").status_code == 403, name
    shown = text(browse("officer1").get(path))
    assert "Both were found in the same unit." in shown and "电箱烫手" in shown and "配电箱过热" in shown
    assert "两者在同一单位发现。" in text(browse("officer1", "zh-hans").get(path))
    assert f"/hazards/same/{pair().pk}/" in text(browse("officer1").get("/hazards/same/"))
    assert "These two look like one hazard" in text(browse("officer1").get("/"))


def test_the_page_costs_few_queries(story: Story, browse: Any, django_assert_max_num_queries: Any) -> None:
    found(story)
    search()
    browser = browse("officer1")
    with django_assert_max_num_queries(20):
        text(browser.get(f"/hazards/same/{pair().pk}/"))


def test_merging_on_the_page_leads_to_the_one_that_stays(story: Story, browse: Any) -> None:
    other = found(story)
    search()
    sent = {"kept": story.id, "kept_version": row(story.id).version, "ended_version": row(other).version}
    path = f"/hazards/same/{pair().pk}/merge/"
    assert browse("fireman").post(path, sent).status_code == 404
    assert browse("officer1").post(path, {**sent, "kept": 10**9}).status_code == 404
    assert browse("officer1").post(path, {**sent, "ended_version": 99}).status_code == 409
    answer = browse("officer1").post(path, sent)
    assert (answer.status_code, answer["Location"]) == (302, f"/hazards/{story.id}/")
    assert row(other).state == "merged"


def test_what_stands_against_keeping_one_is_said(story: Story, browse: Any) -> None:
    found(story)
    to_rectifying(story)
    search()
    shown = text(browse("officer1").get(f"/hazards/same/{pair().pk}/"))
    assert "The graver grade stays" in shown and "Proposed" in shown


def test_refusing_on_the_page(story: Story, browse: Any) -> None:
    found(story)
    search()
    path, sent = f"/hazards/same/{pair().pk}/refuse/", {"version": 1, "text": "不是同一个箱"}
    assert browse("office").post(path, sent).status_code == 404
    assert browse("officer1").post(path, sent).status_code == 302
    assert pair().state == "refused"
    assert "不是同一个箱" in text(browse("officer1").get(f"/hazards/same/{pair().pk}/"))


def test_sources_promises_and_files_stand_on_the_surviving_case(story: Story, browse: Any) -> None:
    photo = files.store(
        actor=story.world.actor("town1"), at=w.AT, data=encoded(drawn(4)), name="箱.jpg", purpose="photo"
    )
    other = merged(story, photos=[do.Photo(photo)])
    number = row(other).number
    key = Attachment.objects.unscoped(reason="test").get(hazard_id=other).pk
    shown = text(browse("officer1").get(f"/hazards/{story.id}/"))
    assert "Also found as" in shown and number in shown and "Patrol" in shown and "竹溪镇" in shown
    assert f"/hazards/files/{key}/thumb/" in shown
    assert browse("officer1").get(f"/hazards/files/{key}/original/").status_code == 200
    assert number in text(browse("safety").get(f"/hazards/{story.id}/"))
    assert "Merged into" in text(browse("town1").get(f"/hazards/{other}/"))
    assert text(browse("town1").get(f"/hazards/{story.id}/"))


def test_a_source_that_came_by_a_tip_is_not_shown_to_the_unit(story: Story, browse: Any) -> None:
    other = as_tip(found(story, "officer1"))
    number = row(other).number
    search()
    do.merge_pair(
        actor=story.world.actor("officer1"), at=w.AT, pair_id=pair().pk, kept_id=story.id,
        kept_version=row(story.id).version, ended_version=row(other).version,
    )  # fmt: skip
    assert number in text(browse("officer1").get(f"/hazards/{story.id}/"))
    for name in ("safety", "principal"):
        shown = text(browse(name).get(f"/hazards/{story.id}/"))
        assert number not in shown and "Merged" not in shown and "Also found as" not in shown, name
        reply = browse(name).get(f"/api/v1/hazards/{story.id}/").content.decode()
        assert number not in reply and '"merge"' not in reply, name


def test_unmerging_on_the_page(story: Story, browse: Any) -> None:
    other = merged(story)
    path = f"/hazards/same/unmerge/{other}/"
    assert path in text(browse("officer1").get(f"/hazards/{other}/"))
    assert path not in text(browse("fireman").get(f"/hazards/{other}/"))
    sent = {"version": row(other).version, "text": "实为两处"}
    assert browse("fireman").post(path, sent).status_code == 403
    assert browse("officer1").post(path, {**sent, "version": 1}).status_code == 409
    assert browse("officer1").post(path, sent).status_code == 302
    assert row(other).state == "reported"


def test_somebody_who_sees_both_may_say_so(story: Story, browse: Any) -> None:
    other = found(story, title="电工无证", description="电工未持证")
    assert search() == 0
    path = f"/hazards/same/propose/{story.id}/"
    assert path in text(browse("officer1").get(f"/hazards/{story.id}/"))
    assert browse("officer1").post(path, {"number": "HZ-0"}).status_code == 404
    answer = browse("officer1").post(path, {"number": row(other).number})
    assert answer["Location"] == f"/hazards/same/{pair().pk}/"
    do.refuse_same(
        actor=story.world.actor("officer1"), at=w.AT, pair_id=pair().pk, seen_version=pair().version
    )
    browse("fireman").post(path, {"number": row(other).number})
    assert (pair().state, pair().body_id) == ("offered", story.world.bodies["emergency"])
    assert browse("safety").post(path, {"number": row(other).number}).status_code == 403


def test_the_same_by_the_api(story: Story, browse: Any) -> None:
    other = found(story)
    search()
    browser = browse("officer1")
    (listed,) = browser.get("/api/v1/hazards/same/pairs/").json()["items"]
    assert (listed["a_id"], listed["b_id"]) == (story.id, other)
    shown = browser.get(f"/api/v1/hazards/same/pairs/{listed['id']}/").json()
    assert shown["kept"] == story.id and shown["reasons"][0]["code"] == "same.unit"
    sent = {"kept_id": story.id, "ended_id": other, "kept_version": 1, "ended_version": 1}
    answer = browser.post("/api/v1/hazards/same/merge/", sent, content_type="application/json")
    assert answer.json()["id"] == story.id
    sent = {"version": row(other).version, "text": "两处"}
    answer = browser.post(f"/api/v1/hazards/{other}/unmerge/", sent, content_type="application/json")
    assert answer.json()["state"] == "reported"
    pair_id = SamePair.objects.unscoped(reason="test").get().pk
    sent = {"version": 1}
    again = browser.post(
        f"/api/v1/hazards/same/pairs/{pair_id}/refuse/", sent, content_type="application/json"
    )
    assert again.status_code == 409
    assert Hazard.objects.unscoped(reason="test").count() == 2
