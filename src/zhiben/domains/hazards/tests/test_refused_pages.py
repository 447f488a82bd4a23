"""Whose step it is comes before what the form lacks; what is over is offered no more."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests import world as w
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards.models import RegisterLayout
from zhiben.domains.hazards.tests.people import Story, report, to_rectifying
from zhiben.domains.hazards.tests.registers.steps import settle, take
from zhiben.domains.people.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(tmp_path: Path, settings: Any) -> Story:
    settings.DATA_DIR = tmp_path
    world = w.build(lifelike=True)
    return Story(world, report(world))


@pytest.fixture
def browse(story: Story, client: Client) -> Any:
    """Sign somebody in and hand out the browser."""

    def signed_in(name: str) -> Client:
        client.force_login(Account.objects.get(username=name))
        session = client.session
        session["membership"] = story.world.memberships[name]
        session.save()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return signed_in


def answered(browser: Client, story: Story, step: str) -> tuple[int, str]:
    """Status and first code for a form with nothing in it."""
    sent = {"version": story.row().version}
    answer = browser.post(f"/hazards/{story.id}/{step}/", sent, headers={"Accept": "application/json"})
    return answer.status_code, answer.json()["findings"][0]["code"]


@pytest.mark.parametrize(
    ("step", "name", "status", "code"),
    [
        ("ask_transfer", "safety", 403, "no-permission"),
        ("ask_transfer", "fireman", 409, "HZ-036"),
        ("ask_transfer", "officer1", 422, "form-field"),
        ("assign", "officer1", 403, "no-permission"),
        ("assign", "office", 409, "HZ-040"),
        ("confirm", "fireman", 403, "no-power"),
        ("look_again_well", "safety", 403, "no-permission"),
    ],
)
def test_a_refusal_comes_before_what_the_form_lacks(
    story: Story, browse: Any, step: str, name: str, status: int, code: str
) -> None:
    assert answered(browse(name), story, step) == (status, code)


def test_another_body_hears_that_it_does_not_look_again(story: Story, browse: Any) -> None:
    told = {"title": "通道堆物", "place": "后门", "text": "当场劝导"}
    unit, town = story.world.units["mill"], story.world.actor("town1")
    story.id = do.dissuade(actor=town, at=w.AT, unit_id=unit, **told)
    assert answered(browse("officer1"), story, "look_again_well") == (403, "no-permission")
    assert answered(browse("town1b"), story, "look_again_well")[0] == 422


def test_the_unit_is_asked_whether_it_may_before_what_it_stopped(story: Story, browse: Any) -> None:
    assert answered(browse("officer1"), story, "stop") == (403, "no-permission")
    assert answered(browse("safety"), story, "stop")[0] == 422


def test_a_stop_that_was_not_seen_is_shown_first(story: Story, browse: Any) -> None:
    to_rectifying(story)
    seen = story.row().version
    sent = {"kind": "suspension_for_rectification", "extent": "二车间", "basis": "第六十五条"}
    sent |= {"decided_as": "局长", "since": "2026-11-20T09:00", "version": str(seen)}
    path = f"/hazards/{story.id}/suspend/"
    assert browse("officer1").post(path, sent).status_code == 302
    again = browse("officer2").post(path, sent, headers={"Accept": "application/json"})
    assert (again.status_code, again.json()["findings"][0]["code"]) == (409, "stale")


def test_what_was_put_right_inside_is_not_put_right_again(story: Story, browse: Any) -> None:
    safety = story.world.actor("safety")
    story.id = do.record_own(actor=safety, at=w.AT, title="灭火器欠压", place="仓库")
    path = f"/hazards/{story.id}/"
    assert 'id="step-fix_own"' in browse("safety").get(path).content.decode()
    story.by("safety", do.fix_own, text="已更换")
    page = browse("safety").get(path).content.decode()
    assert "fix_own" not in page and "HZ-104" not in page


def test_a_report_of_progress_that_is_missing_is_in_the_filter(
    story: Story, browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_rectifying(story)
    number = story.row().number
    for days, there in ((0, False), (20, True)):
        monkeypatch.setattr("zhiben.core.clock.now", lambda days=days: w.AT + timedelta(days=days))
        browser = browse("officer1")
        page = browser.get("/hazards/?tab=territory&progress_missing=1").content.decode()
        assert "Report of progress missing" in page and (number in page) is there
        found = browser.get("/api/v1/hazards/?progress_missing=true").json()["items"]
        assert [one["number"] for one in found] == ([number] if there else [])


def test_hz_105_a_layout_nothing_came_in_with_says_so(story: Story, browse: Any) -> None:
    register = take(story.world, "officer1", "two_row_head.xlsx")
    settle(story.world, "officer1", register)
    layout = RegisterLayout.objects.unscoped(reason="test").get()
    path = f"/hazards/registers/layouts/{layout.pk}/export/"
    answer = browse("officer1").post(path, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["findings"][0]["code"]) == (409, "HZ-105")
    assert browse("town2").post(path).status_code == 404
