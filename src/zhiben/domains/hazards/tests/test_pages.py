"""The pages of hazards: reporting with site and documents, the case, signatures, list and Excel."""

import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from tests import world as w
from zhiben.core import clock, files
from zhiben.core.ledger.book import act
from zhiben.core.models import VaultAccess
from zhiben.core.tests.samples import jpeg
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards.models import Attachment, Hazard, Signature
from zhiben.domains.hazards.tests.people import Story, accept, report, to_rectified, to_rectifying
from zhiben.domains.notices.models import Service
from zhiben.domains.organisations.models import Site
from zhiben.domains.people.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db, tmp_path, settings) -> Story:
    settings.DATA_DIR = tmp_path
    world = w.build(lifelike=True)
    return Story(world, report(world))


@pytest.fixture
def browse(story: Story, client: Client):
    """Sign somebody in and hand out the browser."""

    def signed_in(name: str) -> Client:
        client.force_login(Account.objects.get(username=name))
        session = client.session
        session["membership"] = story.world.memberships[name]
        session.save()
        return client

    return signed_in


def page(browser: Client, path: str, **query: Any) -> str:
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = browser.get(path, query)
    assert answer.status_code == 200, answer.content[:500]
    return str(answer.content.decode())


def site_of(story: Story, unit: str, name: str) -> int:
    with act(actor=w.SYSTEM, at=w.AT, operation="test.site") as a:
        values = {"unit_id": story.world.units[unit], "name": name, "address": "x", "area": w.TOWNS[1]}
        return int(a.create(Site, **values).pk)


def stored(story: Story, who: str, data: bytes, name: str) -> int:
    return files.store(actor=story.world.actor(who), at=w.AT, data=data, name=name, purpose="any")


REPORT = {
    "title": "消防栓无水",
    "place": "仓库",
    "description": "打开无水",
    "matter": "general",
    "found_day": "2026-11-20",
}


def test_a_report_names_its_site_and_brings_documents(story: Story, browse: Any) -> None:
    mine, foreign = site_of(story, "mill", "二厂"), site_of(story, "shop", "分店")
    browser = browse("safety")
    shown = page(browser, "/hazards/report/")
    assert "二厂" in shown and "分店" not in shown
    paper = stored(story, "safety", "检测报告".encode(), "报告.txt")
    photo = stored(story, "safety", jpeg(), "现场.jpg")
    sent = {**REPORT, "site": mine, "photos": [photo], "documents": [paper]}
    assert browser.post("/hazards/report/", {**sent, "site": foreign}).status_code == 422
    assert browser.post("/hazards/report/", sent).status_code == 302
    row = Hazard.objects.unscoped(reason="test").order_by("-id")[0]
    assert (row.site_id, row.area) == (mine, w.TOWNS[1])
    case = page(browser, f"/hazards/{row.pk}/")
    kept = {one.name: one.pk for one in Attachment.objects.unscoped(reason="test").filter(hazard=row)}
    assert f"/hazards/files/{kept['现场.jpg']}/thumb/" in case
    assert f"/hazards/files/{kept['报告.txt']}/original/" in case
    assert f"/hazards/files/{kept['报告.txt']}/thumb/" not in case
    assert browser.get(f"/hazards/files/{kept['报告.txt']}/original/").status_code == 200


def test_an_officer_reports_at_a_site_of_the_unit(story: Story, browse: Any) -> None:
    site = site_of(story, "mill", "二厂")
    browser = browse("officer1")
    assert "二厂" in page(browser, "/hazards/found/", unit=story.world.units["mill"])
    sent = {**REPORT, "unit": story.world.units["mill"], "site": site}
    assert browser.post("/hazards/found/", sent).status_code == 302
    assert browser.post("/hazards/found/", {**sent, "unit": 10**15}).status_code == 404


def test_a_photograph_brings_its_own_time_and_place(story: Story) -> None:
    key = stored(story, "safety", photographed(), "现场.jpg")
    made = report(story.world, photos=[do.Photo(key)])
    (attached,) = Attachment.objects.unscoped(reason="test").filter(hazard_id=made)
    assert attached.taken_at == w.AT - timedelta(minutes=30)
    assert (float(attached.latitude), float(attached.longitude)) == (34.76, 113.625)


def photographed() -> bytes:
    """A photograph with EXIF, half an hour before the report."""
    image, out = Image.new("RGB", (64, 48), "grey"), io.BytesIO()
    exif = Image.Exif()
    taken = (w.AT - timedelta(minutes=30)).astimezone(clock.SHANGHAI)
    exif.get_ifd(0x8769)[0x9003] = f"{taken:%Y:%m:%d %H:%M:%S}"
    exif.get_ifd(0x8825).update({1: "N", 2: (34.0, 45.0, 36.0), 3: "E", 4: (113.0, 37.0, 30.0)})
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_signatures_are_shown_to_judges_and_auditors_and_the_look_is_logged(
    story: Story, browse: Any
) -> None:
    to_rectified(story)
    accept(story, "officer1")
    sign = Signature.objects.unscoped(reason="test").exclude(image=None).get()
    path = f"/hazards/signatures/{sign.pk}/"
    looks = VaultAccess.objects.filter(deed="get")
    for name, status in {"officer2": 200, "officer1": 200, "head": 200, "town1": 403, "safety": 403}.items():
        assert browse(name).get(path).status_code == status, name
    for name in ("shopkeeper", "town2"):
        assert browse(name).get(path).status_code == 404, name
    answer = browse("head").get(path)
    assert (answer["Content-Type"], answer.content) == ("image/png", w.PNG)
    assert looks.count() == 4
    assert browse("head").get(f"/api/v1{path}").content == w.PNG
    assert path in page(browse("head"), f"/hazards/{story.id}/")
    assert path not in page(browse("town1"), f"/hazards/{story.id}/")


def test_an_exchanged_signature_is_not_shown(story: Story, browse: Any) -> None:
    to_rectified(story)
    accept(story, "officer1", "officer2")
    first, second = Signature.objects.unscoped(reason="test").exclude(image=None).order_by("id")
    Signature.objects.unscoped(reason="test").filter(pk=first.pk).update(image=second.image)
    answer = browse("head").get(f"/hazards/signatures/{first.pk}/", headers={"Accept": "application/json"})
    assert answer.json()["findings"][0]["code"] == "HZ-027"


def test_the_proof_of_service_shows_the_recipients_signature(story: Story, browse: Any) -> None:
    to_rectifying(story)
    story.by(
        "officer1",
        do.serve_letter,
        recipient_id=story.world.persons["principal"],
        method="in_person",
        signature_png=w.PNG,
    )
    path = f"/notices/services/{Service.objects.unscoped(reason='test').get().pk}/signature/"
    for name, status in {"officer2": 200, "principal": 200, "safety": 403, "shopkeeper": 404}.items():
        assert browse(name).get(path).status_code == status, name


def test_the_case_says_how_limit_and_grade_came_about(
    story: Story, browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_rectifying(story)
    story.by("safety", do.ask_extension, until=date(2026, 12, 20), reason="r", interim="i")
    story.by("officer1", do.decide_extension, granted=True, text="同意")
    shown = page(browse("officer1"), f"/hazards/{story.id}/")
    assert "27 Nov 2026" in shown and "20 Dec 2026" in shown and "Overdue for" not in shown
    later = w.AT + timedelta(days=33)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "Overdue for 3 days" in page(browse("officer1"), f"/hazards/{story.id}/")


def test_steps_of_another_body_are_one_line(story: Story, browse: Any) -> None:
    shown = page(browse("fireman"), f"/hazards/{story.id}/")
    assert "These steps belong to" in shown
    assert 'id="step-confirm"' not in shown and "why-confirm" not in shown
    assert "These steps belong to" not in page(browse("officer1"), f"/hazards/{story.id}/")


def test_the_letter_is_dated_in_chinese_whatever_the_readers_language(story: Story, browse: Any) -> None:
    to_rectifying(story)
    case = page(browse("officer1"), f"/hazards/{story.id}/")
    address = case.split('href="/hazards/letters/')[1].split('"')[0]
    shown = page(browse("officer1"), f"/hazards/letters/{address}")
    assert "2026年11月27日" in shown and "2026年11月20日" in shown


LISTS: list[dict[str, str]] = [
    {},
    {"tab": "granted"},
    {"state": "confirmed"},
    {"grade": "major"},
    {"q": "灯坏"},
    {"overdue": "1"},
    {"open": "1", "channel": "self_report"},
    {"found_from": "2026-11-10", "found_to": "2026-11-19"},
    {"area": str(w.TOWNS[1])},
    {"order": "due"},
]


@pytest.mark.parametrize("query", LISTS, ids=str)
def test_the_excel_of_a_list_holds_its_rows(story: Story, browse: Any, query: dict[str, str]) -> None:
    to_rectifying(story)
    found = report(story.world, actor=story.world.actor("officer1"), found_day=date(2026, 11, 15))
    other = report(
        story.world, actor=story.world.actor("shopkeeper"), unit_id=story.world.units["shop"], title="灯坏"
    )
    browser = browse("officer1")
    shown = page(browser, "/hazards/", **query)
    answer = browser.get("/hazards/", {**query, "export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active
    numbers = {
        str(cell.value) for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("HZ-")
    }
    rows = Hazard.objects.unscoped(reason="test").filter(pk__in=[story.id, found, other])
    assert numbers == {row.number for row in rows if row.number in shown}
    everything = not query or bool({"tab", "order"} & set(query))
    assert (len(numbers) == 3) == everything
