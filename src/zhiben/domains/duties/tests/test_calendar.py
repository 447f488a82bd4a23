"""What is due in a person's own calendar: a secret address, ended at any time, without names of persons."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from tests import world as w
from zhiben.core import clock
from zhiben.core.ledger.book import act
from zhiben.domains.duties import operations
from zhiben.domains.duties.methods.calendar import Entry, written
from zhiben.domains.duties.models import CalendarLink
from zhiben.domains.duties.tests.scene import catch_up, duty, load
from zhiben.domains.people.models import Account, Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db, tmp_path: Path, monkeypatch) -> w.World:
    monkeypatch.setattr(clock, "now", lambda: w.AT)
    world = w.build(lifelike=True)
    load(tmp_path, duty("drill"), duty("watch", activity="watch", per="day"))
    catch_up(w.TODAY)
    return world


def signed_in(name: str, language: str = "zh-hans") -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=name))
    client.cookies["django_language"] = language
    return client


def subscribe(name: str = "safety", asked: str = "", language: str = "zh-hans") -> str:
    answer = signed_in(name, language).post(reverse("duties:subscribe") + asked)
    assert answer.status_code == 200
    found = re.search(r"http://testserver(/duties/calendar/[\w-]+\.ics)", answer.content.decode())
    assert found
    return found[1]


def read(url: str) -> Calendar:
    answer = Client().get(url)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    made = Calendar.from_ical(answer.content)
    assert isinstance(made, Calendar)
    return made


def mine(calendar: Calendar) -> dict[str, object]:
    return {str(one["summary"]): one for one in calendar.walk("VEVENT") if "试" in one["summary"]}


def test_it_holds_each_open_period_on_its_last_day_and_no_person(world: w.World) -> None:
    url = subscribe()
    calendar = read(url)
    events = mine(calendar)
    drill = events["试drill (0/1)"]
    assert drill["dtstart"].dt == date(2026, 12, 31)
    assert drill["dtend"].dt == date(2027, 1, 1)
    assert events["试watch"]["dtstart"].dt == w.TODAY
    assert events["试watch"]["rrule"]["UNTIL"] == [date(2026, 11, 30)]
    assert calendar["x-wr-calname"] == "应履行事项：云溪示范机械厂"
    text = Client().get(url).content.decode()
    assert not [name for name in w.SPOKEN.values() if name in text]
    assert len({str(one["uid"]) for one in calendar.walk("VEVENT")}) == len(calendar.walk("VEVENT"))


def test_it_is_written_as_the_standard_asks() -> None:
    long = "第一行，含逗号、分号；反斜杠\\与" + "很长的文字" * 40
    data = written(
        "名称", [Entry("a/b", w.TODAY, "标题; 一, 二", long + "\n第二行", "https://a.example/x")], w.AT
    )
    lines = data.split(b"\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"SUMMARY:\xe6\xa0\x87\xe9\xa2\x98\\; \xe4\xb8\x80\\, \xe4\xba\x8c" in data
    [event] = Calendar.from_ical(data).walk("VEVENT")
    assert event["description"] == long + "\n第二行"
    assert event["dtstamp"].dt == w.AT


def test_what_was_done_leaves_the_calendar(world: w.World) -> None:
    url = subscribe()
    operations.record_activity(
        actor=world.actor("safety"),
        at=w.AT,
        activity=operations.NewActivity(
            kind="drill.evacuation", done_day=w.TODAY, unit_id=world.units["mill"]
        ),
    )
    assert list(mine(read(url))) == ["试watch"]


def test_in_the_language_of_who_subscribed(world: w.World) -> None:
    titles = [str(one["summary"]) for one in read(subscribe(language="en")).walk("VEVENT")]
    assert "Test drill (0/1)" in titles


def test_it_ends_when_its_owner_says_so_makes_another_or_leaves(world: w.World) -> None:
    first = subscribe()
    second = subscribe()
    assert Client().get(first).status_code == 404
    assert "订阅时间" in signed_in("safety").get(reverse("duties:due")).content.decode()
    other = subscribe("principal")
    assert signed_in("safety").post(reverse("duties:unsubscribe")).status_code == 302
    assert Client().get(second).status_code == 404
    assert Client().get(other).status_code == 200
    with act(actor=w.SYSTEM, at=w.AT, operation="test") as a:
        row = Membership.objects.unscoped(reason="test").get(pk=world.memberships["principal"])
        a.change(row, valid_to=w.TODAY - timedelta(days=1))
    assert Client().get(other).status_code == 404


def test_the_secret_is_not_kept_and_a_wrong_one_opens_nothing(world: w.World) -> None:
    secret = subscribe().rsplit("/", 1)[1].removesuffix(".ics")
    row = CalendarLink.objects.unscoped(reason="test").get()
    assert len(secret) > 40
    assert secret not in (row.digest, row.language)
    assert Client().get(reverse("duties:calendar", args=[row.digest])).status_code == 404
    assert Client().get(reverse("duties:calendar", args=["x" * 500])).status_code == 404
    assert Client().post(reverse("duties:calendar", args=[secret])).status_code == 405


def test_a_body_subscribes_a_unit_within_reach_only(world: w.World) -> None:
    url = subscribe("town1", f"?unit={world.units['mill']}")
    assert "试drill (0/1)" in mine(read(url))
    shop = f"?unit={world.units['shop']}"
    assert signed_in("town1").post(reverse("duties:subscribe") + shop).status_code == 404
    assert signed_in("safety").post(reverse("duties:unsubscribe") + shop).status_code == 404
    assert Client().post(reverse("duties:subscribe")).status_code in (401, 403)
