"""Bad input by page and by API: a clear answer in the reader's language, nothing written, nothing of another's."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from openpyxl import load_workbook

from tests import world as w
from tests.architecture.asked import Address, operations, pages
from tests.architecture.bodies import DRAWN
from tests.architecture.scene import UNITS, Scene, table, undone
from zhiben.core import clock, files
from zhiben.core.tests import samples
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.organisations.models import Unit
from zhiben.domains.people.models import Token

pytestmark = pytest.mark.django_db

LANGUAGES = {"zh": "zh-hans", "en": "en"}
PASSING = ("core_upload", "core_file", "core_idempotencykey", "core_act", "core_entry", "core_pending")
"""Tables of what was handed in before it was refused."""
CHINESE = re.compile(r"[\u4e00-\u9fff]")
FOREIGN = ("远山示范木器厂", "例far", "远山路")
HAZARD = {"matter": "general", "title": "通道堵塞", "description": "堵塞", "place": "一层"}
HAZARD |= {"found_day": w.TODAY.isoformat()}
UNIT = {"name": "新单位", "kind": "enterprise", "sector": "commerce", "address": "一号街1号"}
UNIT |= {"area": w.TOWNS[0]}
LETTER = {"count": 1900, "unit": "working_days", "guidance": "整改"}

Send = Callable[[dict[str, str]], Any]
"""Sends a request with these headers."""


def counts(besides: tuple[str, ...] = ()) -> dict[str, int]:
    """How many rows every table of ours has."""
    tables = [m._meta.db_table for m in apps.get_models() if m.__module__.startswith("zhiben.")]
    kept = sorted(set(tables) - set(besides))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{one}', count(*) FROM {one}" for one in kept))
        return dict(cursor.fetchall())


@dataclass
class Desk:
    """Somebody who sends requests by page and by API."""

    scene: Scene
    role: str
    besides: tuple[str, ...] = field(default=())

    @property
    def browser(self) -> Client:
        """Signed in, CSRF not enforced."""
        return self.scene.clients[self.role]

    def thing(self, kind: str, whose: str = "own") -> Any:
        """An id of what is one's own or foreign."""
        return self.scene.thing(self.role, kind, whose)

    def page(self, path: str, body: dict[str, Any]) -> Send:
        """A form sent."""
        return lambda headers: self.browser.post(path, body, headers={"Accept": "text/html", **headers})

    def api(
        self,
        path: str,
        body: Any,
        method: str = "post",
        content_type: str = "application/json",
        token: str = "",
        **more: str,
    ) -> Send:
        """A request with a token; text goes as it is."""
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        bearer = {"Authorization": f"Bearer {token or f'write-{self.role}'}", **more}
        verb = getattr(Client(), method)
        return lambda headers: verb(
            f"/api/v1/{path}", data, content_type=content_type, headers={**headers, **bearer}
        )

    def refused(self, send: Send, status: int, code: str = "") -> None:
        """The answer has this status, names this finding, speaks the language asked for, and nothing is written."""
        texts = {}
        for name, language in LANGUAGES.items():
            self.browser.cookies["django_language"] = language
            with undone():
                before = counts(self.besides)
                answer = send({"Accept-Language": language})
                assert answer.status_code == status, (
                    name,
                    answer.status_code,
                    answer.content.decode()[-900:],
                )
                assert counts(self.besides) == before
            texts[name] = words_of(answer, code)
        assert CHINESE.search(texts["zh"]), texts
        assert not CHINESE.search(re.sub(r"“[^”]*”|《[^》]*》", "", texts["en"])), texts
        assert texts["en"].strip() and texts["en"] != texts["zh"]


def words_of(answer: Any, code: str) -> str:
    """The sentences of a refusal; of a page its findings."""
    text = answer.content.decode()
    assert not any(one in text for one in FOREIGN), "something of another's is shown"
    if answer["Content-Type"].startswith("application/problem+json"):
        problem = answer.json()
        found = [one["code"] for one in problem["findings"]]
        assert not code or code in (problem["code"], *found), (problem["code"], found)
        assert all(one["text"] for one in problem["findings"])
        return " ".join([problem["title"], *(one["text"] for one in problem["findings"])])
    assert not code or code in text or 'class="findings"' in text or "alert" in text
    main = re.search(r"<main.*?</main>", text, re.S)
    return re.sub(r"<[^>]+>", " ", main.group(0) if main else text)


@pytest.fixture
def officer(scene: Scene) -> Desk:
    return Desk(scene, "officer")


@pytest.fixture
def safety(scene: Scene) -> Desk:
    return Desk(scene, "safety_officer")


@pytest.fixture
def office(scene: Scene) -> Desk:
    return Desk(scene, "office", PASSING)


def test_nul_bytes(officer: Desk) -> None:
    body = {**HAZARD, "title": "a\0b"}
    officer.refused(officer.api("hazards/", {**body, "unit_id": officer.thing("unit")}), 422, "nul-field")
    officer.refused(officer.page("/hazards/found/", {**body, "unit": officer.thing("unit")}), 400, "nul")
    officer.refused(lambda headers: officer.browser.get("/hazards/?q=%00", headers=headers), 400, "nul")
    officer.refused(officer.api("hazards/?q=%00", "", "get"), 400, "nul")


def test_integers_out_of_range(officer: Desk) -> None:
    for number in (2**63, 10**30, -1, 0):
        officer.refused(officer.api("hazards/", {**HAZARD, "unit_id": number}), 422, "field-wrong")
        officer.refused(officer.page("/hazards/found/", {**HAZARD, "unit": number}), 404 if number else 422)
    officer.refused(officer.api("organisations/units", {**UNIT, "headcount": 10**12}), 422)
    officer.refused(officer.page("/units/new/", {**UNIT, "headcount": 10**12}), 422)
    officer.refused(officer.page("/units/new/", {**UNIT, "area": 10**30}), 422)


def test_numbers_of_thirty_digits_in_addresses(scene: Scene) -> None:
    long = {"upload": "9" * 30}
    for address in [*pages(), *operations()]:
        if not address.kinds or address.route.startswith("/account/"):
            continue
        numbers = {name: long.get(kind, "9" * 30) for name, kind in address.kinds}
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: numbers[found.group(1)], address.route)  # noqa: B023
        with undone():
            answer = _asked(scene, address, path)
        assert 400 <= answer.status_code < 500, (address.method, path, answer.status_code)


def _asked(scene: Scene, address: Address, path: str) -> Any:
    client = Client() if address.json else scene.clients["office"]
    client.raise_request_exception = False
    headers = {"Authorization": "Bearer write-office"} if address.json else {}
    if address.json and address.method != "GET":
        return client.generic(address.method, path, "{}", "application/json", headers=headers)
    if address.method == "POST":
        return client.post(path, {}, headers=headers)
    return client.generic(address.method, path, headers={**headers, "Accept": "application/json"})


def test_unknown_fields(officer: Desk) -> None:
    body = {**HAZARD, "unit_id": officer.thing("unit")}
    officer.refused(officer.api("hazards/", {**body, "state": "closed"}), 422, "field-unknown")
    officer.refused(officer.api("organisations/units", {**UNIT, "version": 9}), 422, "field-unknown")
    photo = {"file_id": officer.thing("photo"), "person_id": 1}
    officer.refused(officer.api("hazards/", {**body, "photos": [photo]}), 422, "field-unknown")


def test_foreign_things_in_bodies(officer: Desk, safety: Desk, office: Desk) -> None:
    foreign = officer.thing("unit", "foreign")
    officer.refused(officer.api("hazards/", {**HAZARD, "unit_id": foreign}), 404)
    officer.refused(officer.page("/hazards/found/", {**HAZARD, "unit": foreign}), 404)
    photo = safety.thing("photo", "foreign")
    own = {**HAZARD, "unit_id": safety.thing("unit")}
    safety.refused(safety.api("hazards/", {**own, "photos": [{"file_id": photo}]}), 404)
    safety.refused(safety.page("/hazards/report/", {**HAZARD, "photos": [photo]}), 404)
    since = w.TODAY.isoformat()
    building = {"building_id": officer.thing("building", "foreign"), "since": since}
    unit = officer.thing("unit")
    officer.refused(officer.api(f"organisations/units/{unit}/occupancies", building), 404)
    officer.refused(officer.page(f"/units/{unit}/buildings/", building), 404)
    theirs = {
        "subject_kind": "unit",
        "subject_id": foreign,
        "key": "risk_grade",
        "value": "red",
        "since": since,
    }
    officer.refused(officer.api("organisations/facts", theirs), 404)
    theirs |= {"subject_kind": "body", "subject_id": officer.thing("body", "foreign")}
    officer.refused(officer.api("organisations/facts", theirs), 403)
    worker = {
        "person_id": office.thing("person", "foreign"),
        "role": "worker",
        "since": since,
        "unit_id": unit,
    }
    office.refused(office.api("people/memberships", worker), 404)
    token = {"membership_id": office.thing("member", "foreign"), "name": "x", "scope": "read"}
    expires = (clock.now() + timedelta(days=9)).isoformat()
    office.refused(office.api("people/tokens", {**token, "expires_at": expires}), 404)
    plan = office.thing("plan_file", "foreign")
    office.refused(office.api("instruments/documents/", {"file_id": plan}), 404)
    office.refused(office.page("/instruments/upload/", {"file": plan}), 404)
    office.refused(office.api("organisations/units/import", {"file": office.thing("table", "foreign")}), 404)
    office.refused(office.page("/units/import/", {"file": office.thing("table", "foreign")}), 404)
    document, proposal = office.thing("document"), office.thing("proposal", "foreign")
    decided = {"proposal_ids": [proposal], "decision": "kept"}
    office.refused(office.api(f"instruments/documents/{document}/decisions/", decided), 404)
    office.refused(
        office.page(f"/instruments/{document}/decide/", {"ids": proposal, "decision": "kept"}), 404
    )
    old = {"share_ids": [office.thing("share_old", "foreign")], "done": True}
    office.refused(office.api("plans/shares/confirmations/", old), 404)


def test_a_letter_is_not_served_on_somebody_elses_person(officer: Desk) -> None:
    pk, other = officer.thing("hazard_served"), officer.thing("person", "foreign")
    version = officer.scene.version("hazard", pk)
    body = {"version": version, "method": "in_person", "signature": DRAWN}
    officer.refused(officer.api(f"hazards/{pk}/serve/", {**body, "recipient_id": other}), 409, "HZ-022")
    officer.refused(officer.page(f"/hazards/{pk}/serve_on/", {**body, "recipient": other}), 422)


def test_bodies_that_are_not_json(officer: Desk) -> None:
    for body in ("{", "[" * 100_000, b"\xff\xfe", "{'a': 1}"):
        officer.refused(officer.api("hazards/", body), 400)
    for body in ("", "[]", "null", "1", '"a"'):
        officer.refused(officer.api("hazards/", body), 422)
    form = "application/x-www-form-urlencoded"
    officer.refused(officer.api("hazards/", "title=a", content_type=form), 400)


def test_without_the_csrf_token(officer: Desk) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = officer.browser.cookies
    body = {**HAZARD, "unit": officer.thing("unit")}
    officer.refused(lambda headers: strict.post("/hazards/found/", body, headers=headers), 403)
    data = json.dumps({**HAZARD, "unit_id": officer.thing("unit")})
    officer.refused(
        lambda headers: strict.post("/api/v1/hazards/", data, "application/json", headers=headers),
        403,
        "csrf",
    )


def test_tokens_that_are_over(officer: Desk) -> None:
    for name, over in (
        ("expired", {"expires_at": clock.now() - timedelta(minutes=1)}),
        ("revoked", {"expires_at": clock.now() + timedelta(days=1), "revoked_at": clock.now()}),
    ):
        Token._base_manager.create(
            membership_id=officer.scene.world.memberships["officer"],
            name=name,
            digest=sha256(name.encode()).hexdigest(),
            access="write",
            **over,
        )
        officer.refused(officer.api("hazards/", "", "get", token=name), 401)
    officer.refused(officer.api("hazards/", "", "get", token="nobody's"), 401)


def test_an_idempotency_key_stands_for_one_request(officer: Desk) -> None:
    body = {**HAZARD, "unit_id": officer.thing("unit")}
    key = {"Idempotency-Key": "k-1"}
    with undone():
        first = officer.api("hazards/", body, **key)({})
        rows = Hazard.objects.unscoped(reason="test").count()
        again = officer.api("hazards/", body, **key)({})
        assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())
        assert Hazard.objects.unscoped(reason="test").count() == rows
        officer.refused(
            officer.api("hazards/", {**body, "title": "另一条"}, **key), 422, "idempotency-key-reused"
        )


def test_two_people_at_once(officer: Desk) -> None:
    pk = officer.thing("hazard_rectified")
    body = {"version": 2, "text": "合格", "signature": DRAWN}
    officer.refused(officer.api(f"hazards/{pk}/acceptance/", body), 409, "stale")
    officer.refused(officer.page(f"/hazards/{pk}/accept/", body), 409, "stale")
    unit = {"version": 7, "headcount": 8}
    officer.refused(officer.api(f"organisations/units/{officer.thing('unit')}", unit, "patch"), 409, "stale")
    answer = officer.api(f"hazards/{pk}/acceptance/", body)({})
    assert "hazards.report_rectified" in answer.json()["findings"][0]["text"] or re.search(
        r"20\d\d", answer.json()["findings"][0]["text"]
    )


def _uploaded(desk: Desk, name: str, data: bytes, purpose: str) -> Send:
    """The file sent in one part by the API; the answer of the last step, or of the one that was refused."""

    def send(headers: dict[str, str]) -> Any:
        begun = desk.api("files/uploads/", {"name": name, "size": len(data), "purpose": purpose})(headers)
        if begun.status_code != 201:
            return begun
        upload = begun.json()["upload"]
        for offset in range(0, len(data), 524_288):
            part = data[offset : offset + 524_288]
            kind = "application/octet-stream"
            sent = desk.api(f"files/uploads/{upload}/{offset}/", part, "put", kind)(headers)
            assert sent.status_code == 200
        return desk.api(f"files/uploads/{upload}/finish/", "")(headers)

    return send


def _bomb(member: str) -> bytes:
    return samples.archive({member: b"0" * 60_000_000, "[Content_Types].xml": b"<Types/>"})


ENCRYPTED = samples.OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 4000


def test_files_that_are_not_what_they_should_be(officer: Desk) -> None:
    officer.besides = PASSING
    for name, data, purpose, status in (
        ("a.jpg", b"this is no photograph", "photo", 415),
        ("a.jpg", b"\xff\xd8\xff" + b"\0" * 900, "photo", 400),
        ("a.png", samples.png_bomb(), "photo", 413),
        ("a.docx", ENCRYPTED, "document", 415),
        ("a.docx", _bomb("word/document.xml"), "document", 413),
        ("a.xlsx", _bomb("xl/workbook.xml"), "table", 413),
        ("a.txt", b"\x81\xff\x00\xfe" * 40, "document", 415),
        ("a.doc", samples.OLE + b"\0" * 4000, "document", 415),
    ):
        officer.refused(_uploaded(officer, name, data, purpose), status)


def test_two_hundred_megabytes(officer: Desk) -> None:
    body = {"name": "a.pdf", "size": 200 * 1024 * 1024, "purpose": "document"}
    officer.refused(officer.api("files/uploads/", body), 413, "file-too-large")
    data = json.dumps(body)
    officer.refused(
        lambda headers: officer.browser.post("/files/uploads/", data, "application/json", headers=headers),
        413,
    )
    for path in ("/hazards/report/", "/api/v1/hazards/"):
        officer.refused(
            lambda headers, path=path: officer.browser.post(
                path, b"", "application/json", CONTENT_LENGTH=str(200 * 1024 * 1024), headers=headers
            ),
            413,
            "file-too-large",
        )


def _scan() -> bytes:
    document, out = pypdfium2.PdfDocument.new(), BytesIO()
    document.new_page(595, 842)
    document.save(out)
    return out.getvalue()


def _stored(desk: Desk, data: bytes, name: str, purpose: str) -> int:
    actor = desk.scene.actor(desk.role)
    return files.store(actor=actor, at=w.AT, data=data, name=name, purpose=purpose)


def test_plans_without_text(office: Desk) -> None:
    for data, name in ((_scan(), "scan.pdf"), (b" \n ", "empty.txt")):
        file = _stored(office, data, name, "document")
        office.refused(office.api("instruments/documents/", {"file_id": file}), 400)
        office.refused(office.page("/instruments/upload/", {"file": file}), 400)


HEADS = ["单位名称", "统一社会信用代码", "单位类型", "行业领域", "所属区域", "地址"]
GOOD = ["样例商行", "", "企业", "商务", str(w.TOWNS[0]), "一号街"]


def _book(change: Callable[[Any], None], rows: list[list[object]]) -> bytes:
    book = load_workbook(BytesIO(samples.workbook([HEADS, *rows])))
    change(book.active)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _formula(sheet: Any) -> None:
    sheet["A2"] = "=B2&C2"


def _hundred_thousand(sheet: Any) -> None:
    sheet.cell(row=100_001, column=1).number_format = "0.00"


def test_tables_of_units(office: Desk) -> None:
    bad_code = [*GOOD[:1], "91350100M000100Y44", *GOOD[2:]]
    for data in (
        _book(lambda sheet: sheet.merge_cells("A2:A3"), [GOOD, GOOD]),
        _book(_formula, [GOOD]),
        samples.workbook([HEADS, bad_code]),
        samples.workbook([HEADS, [*GOOD[:4], str(10**30), "x"]]),
    ):
        file = _stored(office, data, "t.xlsx", "table")
        looked = office.api("organisations/units/check-table", {"file": file})({})
        assert looked.status_code == 200, looked.json()
        assert looked.json()["problems"][0]["row"] >= 2
        office.refused(office.api("organisations/units/import", {"file": file}), 422, "unit-table-problems")
        office.refused(office.page("/units/import/confirm/", {"file": file}), 422)
    empty = _stored(office, samples.workbook([HEADS]), "t.xlsx", "table")
    office.refused(office.api("organisations/units/import", {"file": empty}), 422, "table-empty")
    office.refused(office.page("/units/import/", {"file": empty}), 422)
    other = _stored(office, table(UNITS), "t.xlsx", "table")
    office.refused(office.api("organisations/units/import", {"file": other}), 422)


def test_a_hundred_thousand_empty_rows_are_no_rows(office: Desk) -> None:
    file = _stored(office, _book(_hundred_thousand, [GOOD]), "t.xlsx", "table")
    looked = office.api("organisations/units/check-table", {"file": file})({})
    assert (looked.status_code, looked.json()["rows"], looked.json()["problems"]) == (200, 1, [])
    with undone():
        before = Unit.objects.unscoped(reason="test").count()
        assert office.api("organisations/units/import", {"file": file})({}).status_code == 201
        assert Unit.objects.unscoped(reason="test").count() == before + 1


def test_a_credit_code_with_a_wrong_check_digit(officer: Desk) -> None:
    body = {**UNIT, "credit_code": "91350100M000100Y44"}
    officer.refused(officer.api("organisations/units", body), 422)
    officer.refused(officer.page("/units/new/", body), 422)


def test_a_limit_in_a_year_that_is_not_announced(officer: Desk) -> None:
    pk = officer.thing("hazard_reported")
    with undone():
        seen = {"version": officer.scene.version("hazard", pk), "grade": "general"}
        confirmed = officer.api(f"hazards/{pk}/confirm/", seen)({})
        assert confirmed.status_code == 200
        body = {**LETTER, "version": confirmed.json()["version"]}
        officer.refused(officer.api(f"hazards/{pk}/letter/", body), 409, "HZ-021")
        officer.refused(officer.page(f"/hazards/{pk}/serve/", body), 409, "HZ-021")


def test_days_that_are_none(officer: Desk) -> None:
    unit = officer.thing("unit")
    for day in ("2026-02-30", "0000-00-00", "99999-01-01", "gestern", ""):
        officer.refused(officer.api("hazards/", {**HAZARD, "unit_id": unit, "found_day": day}), 422)
        officer.refused(officer.page("/hazards/found/", {**HAZARD, "unit": unit, "found_day": day}), 422)
    for day in ("0001-01-01", "9999-12-31"):
        officer.refused(officer.api("hazards/", {**HAZARD, "unit_id": unit, "found_day": day}), 409, "HZ-011")
        officer.refused(officer.page("/hazards/found/", {**HAZARD, "unit": unit, "found_day": day}), 409)
