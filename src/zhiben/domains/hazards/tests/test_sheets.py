"""Lists for signature, and text for a chat group."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import world as w
from zhiben.core import files
from zhiben.core.errors import NotFound, RuleBroken
from zhiben.core.tests.samples import jpeg
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.tests.people import report
from zhiben.domains.people.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return w.build()


def printed(world: w.World, who: str = "officer1", *, count: int = 3) -> int:
    keys = [report(world, title=f"隐患{number}") for number in range(count)]
    return do.print_sheet(actor=world.actor(who), at=w.AT, title="整改签收表", hazard_ids=reversed(keys))


def test_a_list_keeps_its_rows_in_their_order_and_is_found_by_its_code(world: w.World) -> None:
    key = printed(world)
    sheet = queries.sheet(world.actor("officer2"), key)
    assert [row["title"] for row in sheet.rows] == ["隐患2", "隐患1", "隐患0"]
    assert queries.find_sheet(world.actor("officer1"), f" {sheet.code.lower()} ") == key
    assert queries.find_sheet(world.actor("fireman"), sheet.code) is None
    with pytest.raises(NotFound):
        queries.sheet(world.actor("fireman"), key)
    part = queries.case(world.actor("officer1"), sheet.rows[0]["hazard_id"], w.TODAY).parts["sheet"]
    assert [one["code"] for one in part] == [sheet.code]
    unseen = queries.case(world.actor("safety"), sheet.rows[0]["hazard_id"], w.TODAY).parts
    assert unseen["sheet"] == []


def test_the_signed_paper_comes_back_by_photograph(world: w.World, tmp_path, settings) -> None:
    settings.DATA_DIR = tmp_path
    key = printed(world)
    officer = world.actor("officer1")
    photo = files.store(actor=officer, at=w.AT, data=jpeg(), name="签收.jpg", purpose="photo")
    assert do.attach_signed(actor=officer, at=w.AT, sheet_id=key, file_ids=[photo]) == 1
    kept = queries.sheet(officer, key).photos[0]
    assert queries.sheet_photo(officer, kept["id"]) == (photo, "签收.jpg")
    with pytest.raises(NotFound):
        queries.sheet_photo(world.actor("fireman"), kept["id"])
    with pytest.raises(NotFound):
        do.attach_signed(actor=world.actor("fireman"), at=w.AT, sheet_id=key, file_ids=[])


def test_hz_103_and_foreign_rows_are_refused(world: w.World) -> None:
    with pytest.raises(RuleBroken) as error:
        do.print_sheet(actor=world.actor("officer1"), at=w.AT, title="空", hazard_ids=[])
    assert error.value.findings[0].code == "HZ-103"
    with pytest.raises(NotFound):
        printed(world, "town2")


def test_a_chat_group_reads_units_and_counts_worst_first() -> None:
    day = w.TODAY
    rows = [
        {"unit": "甲", "limit_day": day + timedelta(days=3), "is_ended": False},
        {"unit": "甲", "limit_day": day + timedelta(days=1), "is_ended": False},
        {"unit": "乙", "limit_day": day - timedelta(days=1), "is_ended": False},
        {"unit": "丙", "limit_day": None, "is_ended": False},
        {"unit": "丁", "limit_day": day, "is_ended": True},
    ]
    assert queries.reminder(rows, day) == [
        {"unit": "乙", "open": 1, "overdue": 1, "days": None},
        {"unit": "甲", "open": 2, "overdue": 0, "days": 1},
        {"unit": "丙", "open": 1, "overdue": 0, "days": None},
    ]


@pytest.fixture
def page(client, world: w.World):
    """The client of the mill's supervisor."""
    client.force_login(Account.objects.get(username="officer1"))
    session = client.session
    session["membership"] = world.memberships["officer1"]
    session.save()
    return client


def test_the_pages_hold_what_is_filtered(page, world: w.World) -> None:
    report(world, title="漏电")
    report(world, title="通道堵塞")
    shown = page.get(reverse("hazards:handout"), {"q": "漏电"}).content.decode()
    assert "漏电" in shown
    assert "通道堵塞" not in shown
    assert "云溪示范机械厂" in shown
    address = reverse("hazards:sheet_print") + "?q=漏电"
    answer = page.post(address, {"title": "签收"}, follow=True).content.decode()
    assert "<svg" in answer
    assert "通道堵塞" not in answer
