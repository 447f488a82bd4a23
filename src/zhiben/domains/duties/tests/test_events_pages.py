"""Events, shortfalls and records received on pages and by program; who may, and who sees nothing."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import world as worlds
from tests.world import AT, DISTRICT, SYSTEM, TODAY, TOWNS, World
from zhiben.core import clock, files
from zhiben.domains.duties import operations
from zhiben.domains.duties.models import Duty, DutyDelivery, DutyEvent
from zhiben.domains.duties.operations import NewActivity
from zhiben.domains.duties.tests.scene import catch_up, duty, load, more_units, noon
from zhiben.domains.people.models import Account

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(clock, "now", lambda: AT)
    made = worlds.build(lifelike=True)
    load(
        tmp_path,
        duty("check", event="criticism.named", within=5, activity="inspection.self"),
        duty("lead", per="month", activity="inspection.led", report_to=["辖区消防部门", "职工代表大会"]),
    )
    yield made


def signed_in(name: str, language: str = "zh-hans") -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=name))
    client.cookies["django_language"] = language
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"duties:{name}", args=args)


def send(name: str, address: str, status: int = 204, **values: object) -> str:
    answer = signed_in(name).post(address, values, **HTMX)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def event() -> DutyEvent:
    return DutyEvent.objects.unscoped(reason="test").latest("pk")


def test_the_office_enters_an_event_and_sees_what_follows(world: World) -> None:
    page = signed_in("office").get(url("new_event")).content.decode()
    assert "点名批评" in page
    values = {"kind": "criticism.named", "day": "2026-11-20", "area": DISTRICT, "title": "区政府通报"}
    send("office", url("new_event"), **values)
    made = event()
    for language, words in (("zh-hans", "触发的履职要求"), ("en", "What follows")):
        page = signed_in("office", language).get(url("event", made.pk)).content.decode()
        assert words in page
        assert f"{url('event_subjects', made.pk)}?duty=" in page
    subjects = signed_in("office").get(url("event_subjects", made.pk) + "?has=missing").content.decode()
    assert "云溪示范机械厂" in subjects
    assert "柳桥示范商店" in subjects
    send("office", url("new_event"), 422, **{**values, "until": "2026-11-01"})
    send("office", url("new_event"), 422, **{**values, "kind": "no.such"})
    send("office", url("withdraw_event", made.pk), reason="录入有误")
    assert "录入有误" in signed_in("office").get(url("event", made.pk)).content.decode()
    send("office", url("withdraw_event", made.pk), 409, reason="再次")


def test_one_unit_is_named_and_others_do_not_see_it(world: World) -> None:
    values = {"kind": "criticism.named", "day": "2026-11-20", "unit_id": world.units["mill"]}
    send("office", url("new_event"), **values)
    made = event()
    assert (made.unit_id, made.area) == (world.units["mill"], TOWNS[0])
    for name, status in (
        ("safety", 200),
        ("officer1", 200),
        ("town1", 200),
        ("town2", 404),
        ("shopkeeper", 404),
    ):
        assert signed_in(name).get(url("event", made.pk)).status_code == status, name
        assert signed_in(name).get(url("events")).status_code == 200
    assert url("event", made.pk) not in signed_in("shopkeeper").get(url("events")).content.decode()
    assert url("event", made.pk) in signed_in("safety").get(url("events")).content.decode()
    send("town1", url("withdraw_event", made.pk), 403, reason="x")
    assert signed_in("town1").get(url("new_event")).status_code == 403
    send("town1", url("new_event"), 403, **values)


def test_an_event_over_the_district_is_known_to_the_towns_and_units_in_it(world: World) -> None:
    actor = world.actor("office")
    operations.record_event(
        actor=actor, at=AT, kind="criticism.named", day=TODAY, area=DISTRICT, sector="industry_trade"
    )
    for name, status in (("town2", 200), ("safety", 200), ("shopkeeper", 404)):
        assert signed_in(name).get(url("event", event().pk)).status_code == status, name
    assert (
        signed_in("town2").get(url("events") + "?kind=criticism.named&standing=valid&q=x").status_code == 200
    )


def test_shortfalls_are_listed_with_what_came_late(world: World) -> None:
    operations.record_event(
        actor=world.actor("office"), at=AT, kind="criticism.named", day=TODAY, area=DISTRICT
    )
    later = noon(TODAY + timedelta(days=6))
    operations.find_shortfalls(actor=SYSTEM, at=later)
    new = NewActivity(kind="inspection.self", done_day=TODAY, unit_id=world.units["mill"])
    operations.record_activity(actor=world.actor("safety"), at=later, activity=new)
    for language in ("zh-hans", "en"):
        office = signed_in("office", language)
        page = office.get(url("shortfalls")).content.decode()
        assert "云溪示范机械厂" in page
        assert "柳桥示范商店" in page
        more = (
            f"?area={TOWNS[0]}&sector=industry_trade&q=check&ended_from=2026-11-01&unit={world.units['mill']}"
        )
        page = office.get(url("shortfalls") + more).content.decode()
        assert "柳桥示范商店" not in page
    own = signed_in("shopkeeper").get(url("shortfalls")).content.decode()
    assert "柳桥示范商店" in own
    assert "云溪示范机械厂" not in own
    answer = signed_in("office").get("/api/v1/duties/shortfalls/").json()["items"]
    assert {(one["name"], one["missing"], one["late"], one["left"]) for one in answer} == {
        ("云溪示范机械厂", 1, 1, 0),
        ("柳桥示范商店", 1, 0, 1),
    }
    operations.withdraw_event(actor=world.actor("office"), at=later, event_id=event().pk, reason="误录")
    assert signed_in("office").get("/api/v1/duties/shortfalls/").json()["items"] == []
    assert len(signed_in("office").get("/api/v1/duties/shortfalls/?void=true").json()["items"]) == 2
    assert "柳桥示范商店" in signed_in("office").get(url("shortfalls") + "?void=1").content.decode()


def deliver(world: World) -> DutyDelivery:
    catch_up(TODAY)
    actor = world.actor("safety")
    file = files.store(actor=actor, at=AT, data=b"a,b\n1,2\n", name="表.txt", purpose="any")
    new = NewActivity(
        kind="inspection.led",
        done_day=TODAY,
        unit_id=world.units["mill"],
        text="查出隐患两处",
        file_ids=(file,),
        details={"findings": "线路老化"},
    )
    operations.record_activity(actor=actor, at=AT, activity=new)
    return DutyDelivery.objects.unscoped(reason="test").exclude(receiver=None).get()


def test_the_brigade_reads_what_it_received_and_confirms(world: World, tmp_path: Path) -> None:
    row = deliver(world)
    listed = signed_in("fireman").get(url("received")).content.decode()
    assert "DR-2026-000001" in listed
    page = signed_in("fireman").get(url("delivery", row.pk)).content.decode()
    assert "查出隐患两处" in page
    assert "线路老化" in page
    files_url = page.split(f"/duties/received/{row.pk}/files/")[1].split('"')[0]
    assert signed_in("fireman").get(f"/duties/received/{row.pk}/files/{files_url}").status_code == 200
    assert signed_in("fireman").get(url("delivery_file", row.pk, 999999, "original")).status_code == 404
    assert signed_in("town2").get(url("delivery", row.pk)).status_code == 404
    assert signed_in("safety").get(url("received")).status_code == 403
    activity = url("activity", row.activity_id)
    assert "待确认" in signed_in("safety").get(activity).content.decode()
    send("office", url("confirm_receipt", row.pk), 409)
    send("fireman", url("confirm_receipt", row.pk))
    send("fireman", url("confirm_receipt", row.pk), 409)
    page = signed_in("safety").get(activity).content.decode()
    assert "已确认收到" in page
    assert "职工代表大会" in page
    assert "DR-2026" not in signed_in("fireman").get(url("received") + "?standing=waiting").content.decode()
    english = signed_in("safety", "en").get(activity).content.decode()
    assert "not on this platform" in english


class Caller:
    """Somebody signed in who speaks JSON."""

    def __init__(self, name: str) -> None:
        self.client = signed_in(name)

    def get(self, path: str, status: int = 200) -> dict:
        answer = self.client.get(f"/api/v1/duties{path}")
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    def send(self, path: str, body: dict, status: int = 200) -> dict:
        answer = self.client.post(f"/api/v1/duties{path}", json.dumps(body), content_type="application/json")
        assert answer.status_code == status, answer.content.decode()
        return answer.json()


def test_the_same_by_program(world: World) -> None:
    office, town = Caller("office"), Caller("town2")
    asked = {"kind": "criticism.named", "day": "2026-11-20", "area": DISTRICT, "title": "通报"}
    made = office.send("/events/", asked, 201)
    [follows] = made["follows"]
    assert (follows["subjects"], follows["missing"], follows["last_day"]) == (2, 2, "2026-11-25")
    assert town.get(f"/events/{made['id']}/")["may_withdraw"] is False
    town.send("/events/", asked, 403)
    office.send("/events/", {**asked, "kind": "no.such"}, 422)
    office.send("/events/", {**asked, "area": 110000000000}, 403)
    office.send("/events/", {**asked, "surprise": 1}, 422)
    town.send(f"/events/{made['id']}/withdrawal/", {"reason": "x"}, 403)
    gone = office.send(f"/events/{made['id']}/withdrawal/", {"reason": "误录"})
    assert (gone["withdrawn"], gone["follows"]) == ("2026-11-20", [])
    assert [one["id"] for one in office.get("/events/?standing=withdrawn")["items"]] == [made["id"]]
    assert office.get("/events/?standing=valid")["items"] == []
    row = deliver(world)
    fire = Caller("fireman")
    assert [one["id"] for one in fire.get("/received/?standing=waiting")["items"]] == [row.pk]
    assert fire.send(f"/received/{row.pk}/confirmation/", {})["confirmed_at"]
    fire.send(f"/received/{row.pk}/confirmation/", {}, 409)
    town.get(f"/received/{row.pk}/", 404)
    receipts = Caller("safety").client.get(f"/api/v1/duties/activities/{row.activity_id}/receipts/").json()
    assert [one["named"] for one in receipts] == ["辖区消防部门", "职工代表大会"]
    assert (
        Caller("shopkeeper").client.get(f"/api/v1/duties/activities/{row.activity_id}/receipts/").status_code
        == 404
    )


def test_no_page_asks_more_for_more_rows(world: World) -> None:
    counts = {}
    for size, area in ((3, TOWNS[0]), (40, TOWNS[1])):
        more_units(world, size, area=area)
        operations.record_event(
            actor=world.actor("office"), at=AT, kind="criticism.named", day=TODAY, area=DISTRICT
        )
        operations.find_shortfalls(actor=SYSTEM, at=noon(TODAY + timedelta(days=6)))
        client = signed_in("office")
        pages = [
            url("events"),
            url("event", event().pk),
            url("event_subjects", event().pk),
            url("shortfalls"),
        ]
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert client.get(page).status_code == 200
            key = page.replace(str(event().pk), "n")
            assert len(asked) <= 20, page
            assert len(asked) <= counts.setdefault(key, len(asked)), page


def test_the_office_says_from_a_dutys_page_when_it_is_due(world: World) -> None:
    check = Duty.objects.get(name="check", until=None).pk
    address = f"{url('new_event')}?duty_id={check}"
    assert address in signed_in("office").get(url("duty", check)).content.decode()
    assert address not in signed_in("town1").get(url("duty", check)).content.decode()
    page = signed_in("office", "en").get(address).content.decode()
    assert "Only this duty follows" in page
    values = {"kind": "criticism.named", "day": "2026-11-20", "area": DISTRICT, "duty_id": check}
    send("office", url("new_event"), **values, until="2026-12-31")
    assert (event().duty_id, event().until) == (check, date(2026, 12, 31))
    lead = Duty.objects.get(name="lead", until=None).pk
    send("office", url("new_event"), 422, **{**values, "duty_id": lead})
    send("office", url("new_event"), 404, **{**values, "duty_id": 999_999})
    assert Caller("office").get(f"/events/{event().pk}/")["duty_id"] == check
