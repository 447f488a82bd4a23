"""Pages and API of suspensions, sub-items and what accompanies the treatment."""

import json
from base64 import b64encode
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests import world as w
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards.models import SubItem, Suspension
from zhiben.domains.hazards.tests.people import PLAN, Story, report, to_rectifying
from zhiben.domains.people.models import Account

pytestmark = pytest.mark.django_db
DRAWN = "data:image/png;base64," + b64encode(w.PNG).decode()
STOP = {
    "kind": "suspension_for_rectification",
    "extent": "二车间",
    "basis": "安全生产法第六十五条",
    "decided_as": "局长办公会",
    "since": w.AT.isoformat(),
}


@pytest.fixture
def story(tmp_path, settings) -> Story:
    settings.DATA_DIR = tmp_path
    world = w.build(lifelike=True)
    made = Story(world, report(world))
    to_rectifying(made)
    return made


@pytest.fixture
def browse(story: Story, client: Client):
    """Sign somebody in and hand out the browser."""

    def signed_in(name: str) -> Client:
        client.force_login(Account.objects.get(username=name))
        session = client.session
        session["membership"] = story.world.memberships[name]
        session.save()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return signed_in


def send(browser: Client, path: str, status: int = 200, **body: Any) -> dict[str, Any]:
    answer = browser.post(f"/api/v1/hazards{path}", json.dumps(body), content_type="application/json")
    assert answer.status_code == status, answer.content.decode()
    return dict(answer.json())


def version(pk: int) -> int:
    return int(Suspension.objects.unscoped(reason="test").get(pk=pk).version)


def cure(story: Story) -> None:
    story.by("safety", do.file_treatment, plan=PLAN)
    story.by("safety", do.record_rectification, text="已更换")
    story.by("principal", do.own_acceptance, text="检查合格")


def test_a_resumption_through_the_api(story: Story, browse) -> None:
    seen = story.row().version
    made = send(browse("officer1"), f"/{story.id}/suspension/", 201, version=seen, **STOP)
    pk = made["id"]
    late = send(browse("officer2"), f"/{story.id}/suspension/", 409, version=seen, **STOP)
    assert late["code"] == "stale" and "Suspended" in str(late)
    now = story.row().version
    assert send(browse("fireman"), f"/{story.id}/suspension/", 403, version=now, **STOP)["findings"]
    cure(story)
    path = f"/suspensions/{pk}"
    send(browse("principal"), f"{path}/application/", version=version(pk), evaluation="合格", plan="分步")
    signed = {"text": "合格", "signature": DRAWN}
    for name in ("officer1", "officer2"):
        send(browse(name), f"{path}/acceptance/", version=version(pk), **signed)
    refused = send(browse("officer1"), f"{path}/approval/", 403, version=version(pk), text="同意")
    assert refused["code"] == "no-permission" or refused["findings"]
    shown = send(browse("leader"), f"{path}/approval/", version=version(pk), text="同意")
    assert (shown["state"], shown["resumptions"][0]["outcome"]) == ("lifted", "granted")
    posting = {"occasion": "resume", "text": "公告", "place": "公告栏", "day": w.TODAY.isoformat()}
    shown = send(browse("officer1"), f"{path}/notice/", **posting)
    assert shown["notices"][0]["place"] == "公告栏"
    listed = browse("officer1").get("/api/v1/hazards/suspensions/", {"standing": True}).json()["items"]
    assert listed == []


def test_treatment_through_the_api(story: Story, browse) -> None:
    browser = browse("safety")
    plan = {name: getattr(PLAN, name) for name in ("responsibility", "measures", "funds", "time_limit")}
    plan |= {"contingency": PLAN.contingency, "funds_yuan": "12000", "done_by": "2026-11-26", "aim": "消除"}
    limit = (w.TODAY + timedelta(days=3)).isoformat()
    items = [{"title": "更换电缆", "limit_day": limit}]
    send(browser, f"/{story.id}/plan/", version=story.row().version, **plan, items=items)
    spent = {"day": w.TODAY.isoformat(), "yuan": "3200.50", "text": "购置"}
    send(browser, f"/{story.id}/spending/", version=story.row().version, **spent)
    send(browser, f"/{story.id}/follow-up/", version=story.row().version, percent=30, text="到货")
    measure = {"text": "专人看护", "until": limit}
    case = send(browser, f"/{story.id}/interim/", version=story.row().version, **measure)
    parts = case["parts"]
    assert parts["treatment_spending"]["spent"] == "3200.50"
    assert parts["treatment"]["progress"][0]["percent"] == 30
    (running,) = parts["treatment_interim"]
    send(
        browser,
        f"/{story.id}/interim/end/",
        version=story.row().version,
        interim_id=running["id"],
        text="已修复",
    )
    send(browser, f"/{story.id}/overdue-reason/", 409, version=story.row().version, text="缺件")
    item = SubItem.objects.unscoped(reason="test").get()
    send(browser, f"/items/{item.pk}/rectified/", version=1, text="已更换")
    case = send(browse("officer1"), f"/items/{item.pk}/acceptance/", version=2, text="合格")
    assert case["parts"]["items"][0]["state"] == "accepted"


def test_the_page_of_the_hazard_shows_what_stands_and_what_is_asked(story: Story, browse) -> None:
    stop = do.Stop(**{**STOP, "since": w.AT})
    pk = story.by("officer1", do.suspend, stop=stop)
    story.by("officer1", do.add_item, title="更换电缆", limit_day=w.TODAY + timedelta(days=3))
    until = w.TODAY + timedelta(days=2)
    story.by("safety", do.set_interim, text="专人看护", until=until)
    page = browse("officer1").get(f"/hazards/{story.id}/").content.decode()
    for words in ("Suspension for rectification", "Treatment in steps", "Interim measures", "二车间"):
        assert words in page
    unit = browse("safety").get(f"/hazards/{story.id}/").content.decode()
    assert "step-item_rectified-1" in unit
    assert "step-end_interim" in unit
    shown = browse("principal").get(f"/hazards/suspensions/{pk}/").content.decode()
    assert "why-ask_resumption" in shown
    assert "Acceptance on site" in shown


def test_the_form_of_the_plan_asks_exactly_what_is_demanded(story: Story, browse) -> None:
    page = browse("safety").get(f"/hazards/{story.id}/").content.decode()
    assert 'name="aim"' in page
    sent = {name: getattr(PLAN, name) for name in ("responsibility", "measures", "funds", "time_limit")}
    sent |= {"contingency": "监护", "funds_yuan": "100", "done_by": "2026-11-26", "aim": "消除过热"}
    sent |= {"version": story.row().version, "steps": "2026-11-23 更换电缆\n\n2026-11-24 加装监测"}
    answer = browse("safety").post(f"/hazards/{story.id}/file_plan/", sent)
    assert answer.status_code == 302, answer.content.decode()[:500]
    titles = SubItem.objects.unscoped(reason="test").order_by("order").values_list("title", flat=True)
    assert list(titles) == ["更换电缆", "加装监测"]
    sent |= {"version": story.row().version, "steps": "更换电缆"}
    assert browse("safety").post(f"/hazards/{story.id}/file_plan/", sent).status_code == 422


def test_a_measure_that_ran_out_is_red_and_in_the_filter(story: Story, browse, monkeypatch) -> None:
    story.by("safety", do.set_interim, text="专人看护", until=w.TODAY)
    browser = browse("officer1")
    path = "/hazards/?tab=territory&interim_expired=1"
    assert story.row().number not in browser.get(path).content.decode()
    monkeypatch.setattr("zhiben.core.clock.now", lambda: w.AT + timedelta(days=1))
    assert story.row().number in browser.get(path).content.decode()
    assert "Interim measure expired" in browser.get(f"/hazards/{story.id}/").content.decode()


def test_the_papers_are_read_by_who_sees_the_case(story: Story, browse) -> None:
    stop = do.Stop(**{**STOP, "since": w.AT})
    pk = story.by("officer1", do.suspend, stop=stop)
    for path, words in (("paper/", "停产停业整顿决定书"), ("notice/suspend/", "暂停公告")):
        page = browse("principal").get(f"/hazards/suspensions/{pk}/{path}").content.decode()
        assert words in page
        assert browse("shopkeeper").get(f"/hazards/suspensions/{pk}/{path}").status_code == 404
    assert browse("principal").get(f"/hazards/suspensions/{pk}/notice/resume/").status_code == 404
    answer = browse("officer1").get("/hazards/suspensions/?export=xlsx")
    assert answer.status_code == 200 and "spreadsheet" in answer["Content-Type"]
