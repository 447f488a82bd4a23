"""The API and the pages' edge: who is asking, what is refused, and in which words."""

import hashlib
import json
from typing import Any

import pytest
from django.test import Client

from zhiben.core.files.kinds import PART
from zhiben.core.models import File, IdempotencyKey, Upload
from zhiben.core.tests import samples
from zhiben.core.tests.conftest import make_member, make_token
from zhiben.domains.people.models import Membership

ADDRESS = "/api/v1/files/uploads/"
BODY = {"name": "a.txt", "size": 5, "purpose": "any"}


@pytest.fixture
def token(member: Membership) -> dict[str, str]:
    make_token(member, "secret-write")
    return {"Authorization": "Bearer secret-write"}


def post(headers: dict[str, str], body: Any = BODY, path: str = ADDRESS, **more: str) -> Any:
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    return Client().post(path, data, content_type="application/json", headers={**headers, **more})


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert set(body) == {"type", "title", "status", "code", "detail", "findings", "instance"}
    assert (body["status"], body["code"]) == (status, code)
    return body


def test_nobody_and_unknown_or_expired_tokens_are_401(member: Membership) -> None:
    make_token(member, "old", days=-1)
    problem(Client().get(f"{ADDRESS}{'0' * 8}-0000-0000-0000-{'0' * 12}/"), 401, "not-signed-in")
    for secret in ("nonsense", "old", "\u00e9", ""):
        problem(post({"Authorization": f"Bearer {secret}"}), 401, "not-signed-in")
    assert not Upload.objects.exists()


def test_a_reading_token_may_not_write(member: Membership) -> None:
    make_token(member, "reader", access="read")
    problem(post({"Authorization": "Bearer reader"}), 403, "read-only")


def test_a_session_may_write_with_its_csrf_token(browser: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    answer = strict.post(ADDRESS, json.dumps(BODY), content_type="application/json")
    problem(answer, 403, "csrf")
    strict.cookies["csrftoken"] = "a" * 32
    answer = strict.post(
        ADDRESS, json.dumps(BODY), content_type="application/json", headers={"X-CSRFToken": "a" * 32}
    )
    assert answer.status_code == 201


def test_bad_input_is_told_by_field(token: dict[str, str]) -> None:
    body = problem(post(token, {**BODY, "colour": "red", "size": "x"}), 422, "invalid")
    assert {(f["code"], f["field"]) for f in body["findings"]} == {
        ("field-unknown", "colour"),
        ("field-wrong", "size"),
    }


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 400, "unreadable"),
        ("[" * 100_000, 400, "unreadable"),
        ("[]", 422, "invalid"),
        ("null", 422, "invalid"),
        ({"name": "a\u0000.txt", "size": 5}, 422, "invalid"),
        ({"name": "a.txt", "size": 2**63}, 422, "invalid"),
        ({"name": "a.txt", "size": -1}, 422, "invalid"),
        ({"name": "a.txt", "size": 10**4000}, 422, "invalid"),
        ({"name": "  ", "size": 5}, 422, "invalid"),
        ({"name": "a" * 300, "size": 5}, 422, "invalid"),
        ('{"name": "\\ud800.txt", "size": 5}', 422, "invalid"),
        ({"name": "a.txt", "size": 5, "purpose": "war"}, 422, "file-purpose"),
        ({"name": "a.mp4", "size": 200 * 1024 * 1024}, 413, "file-too-large"),
        (b"\xff\xfe\x00", 400, "unreadable"),
        ('{"name": "a.txt", "size": NaN}', 422, "invalid"),
        (b" " * 17_000_000, 413, "too-large"),
    ],
)
def test_no_input_is_a_500(token: dict[str, str], body: Any, status: int, code: str) -> None:
    problem(post(token, body), status, code)
    assert not Upload.objects.exists()


def test_an_upload_through_the_api(token: dict[str, str], member: Membership) -> None:
    data = samples.jpeg(2000, 1500) + b"\0" * PART
    upload = post(
        token, {"name": "照片.jpg", "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    ).json()
    for offset in range(0, len(data), upload["part"]):
        part = data[offset : offset + upload["part"]]
        answer = Client().put(
            f"{ADDRESS}{upload['upload']}/{offset}/",
            part,
            content_type="application/octet-stream",
            headers=token,
        )
        assert answer.json()["received"] == offset + len(part)
    made = post(token, "", f"{ADDRESS}{upload['upload']}/finish/")
    assert made.status_code == 201 and made.json()["kind"] == "jpeg"
    assert File.objects.get(pk=made.json()["file"]).uploaded_by == member.person_id


def test_foreign_uploads_do_not_exist(token: dict[str, str]) -> None:
    make_token(make_member("P-2"), "other")
    upload = post(token).json()["upload"]
    other = {"Authorization": "Bearer other"}
    problem(Client().get(f"{ADDRESS}{upload}/", headers=other), 404, "not-found")
    problem(post(other, "", f"{ADDRESS}{upload}/finish/"), 404, "not-found")
    problem(Client().get("/api/v1/jobs/1/", headers=other), 404, "not-found")


def test_the_same_request_twice_is_done_once(token: dict[str, str]) -> None:
    first, second = (post(token, **{"Idempotency-Key": "k1"}) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second["Idempotent-Replay"] == "true"
    assert Upload.objects.count() == 1
    problem(post(token, {**BODY, "size": 6}, **{"Idempotency-Key": "k1"}), 422, "idempotency-key")
    problem(post(token, **{"Idempotency-Key": "x" * 201}), 422, "idempotency-key")
    assert post(token, **{"Idempotency-Key": "k2"}).json() != first.json()


def test_a_key_belongs_to_one_membership_and_is_not_kept_for_refusals(token: dict[str, str]) -> None:
    make_token(make_member("P-2"), "other")
    key = {"Idempotency-Key": "k1"}
    problem(post(token, {**BODY, "purpose": "war"}, **key), 422, "file-purpose")
    assert not IdempotencyKey.objects.exists()
    assert post(token, **key).status_code == 201
    assert post({"Authorization": "Bearer other"}, **key).status_code == 201
    assert Upload.objects.count() == 2


def test_a_form_is_no_json(token: dict[str, str]) -> None:
    form = {"name": "a.txt", "size": "5"}
    for headers in (token, {**token, "Idempotency-Key": "k"}):
        problem(Client().post(ADDRESS, form, headers=headers), 400, "unreadable")
    answer = Client().post(f"{ADDRESS}{'0' * 8}-0000-0000-0000-{'0' * 12}/finish/", form, headers=headers)
    problem(answer, 404, "not-found")


def test_words_are_in_the_language_of_the_request(token: dict[str, str]) -> None:
    body = {**BODY, "purpose": "war"}
    chinese, english = post(token, body), post(token, body, **{"Accept-Language": "en"})
    assert "There is no purpose" in english.json()["detail"]
    assert chinese.json()["detail"] != english.json()["detail"]
    assert any("\u4e00" <= c <= "\u9fff" for c in chinese.json()["detail"])


def test_unknown_addresses_and_methods(token: dict[str, str]) -> None:
    problem(Client().get("/api/v1/nothing/", headers=token), 404, "not-found")
    problem(Client().get("/api/v2/"), 404, "not-found")
    wrong = Client().delete(ADDRESS, headers=token)
    problem(wrong, 405, "method")
    assert wrong["Allow"] == "POST"
    problem(Client().get("/api/v1/jobs/99999999999999999999/", headers=token), 422, "invalid")


def test_too_much_at_once_is_refused_from_its_declared_size(db: None) -> None:
    answer = Client().post(
        ADDRESS,
        b"",
        content_type="application/octet-stream",
        headers={"Content-Length": str(200 * 1024 * 1024)},
    )
    problem(answer, 413, "too-large")


def test_the_openapi_document_has_examples_and_both_ways_in(db: None) -> None:
    document = Client().get("/api/v1/openapi.json").json()
    assert document["components"]["schemas"]["UploadIn"]["examples"]
    assert document["components"]["schemas"]["UploadIn"]["additionalProperties"] is False
    assert set(document["components"]["securitySchemes"]) == {"TokenAuth", "SessionAuth"}
    post = document["paths"]["/api/v1/files/uploads/"]["post"]
    assert [one["name"] for one in post["parameters"]] == ["Idempotency-Key"]
    assert {"201", "4XX"} <= set(post["responses"])
    assert (
        "Problem" in document["components"]["schemas"]
        and "ProblemFinding" in document["components"]["schemas"]
    )


def test_pages_answer_with_the_same_status(browser: Client) -> None:
    assert Client().get("/jobs/1/").status_code == 401
    assert Client().get("/jobs/1/")["Refresh"].startswith("0; url=/account/login/?next=%2Fjobs")
    assert Client().get("/jobs/1/", headers={"HX-Request": "true"})["HX-Redirect"] == "/account/login/"
    assert browser.get("/jobs/1/").status_code == 404
    assert browser.get("/no/such/page/").status_code == 404
    assert browser.get("/jobs/1/?q=a%00b").status_code == 400
    assert browser.post("/language/", {"language": "e\x00n"}).status_code == 400


def test_an_account_without_membership_is_told(browser: Client, member: Membership) -> None:
    Membership._base_manager.filter(pk=member.pk).update(valid_to="2024-02-01")
    assert browser.get("/jobs/1/").status_code == 403
    problem(browser.get(f"/api/v1/jobs/{1}/"), 403, "no-membership")


def test_every_answer_has_a_number_and_strict_policies(db: None) -> None:
    given = Client().get("/healthz", headers={"X-Request-ID": "abc-1"})
    assert given["X-Request-ID"] == "abc-1"
    made = Client().get("/healthz", headers={"X-Request-ID": "a b\n"})["X-Request-ID"]
    assert len(made) == 32
    assert "default-src 'self'" in given["Content-Security-Policy"]
    assert "unsafe" not in given["Content-Security-Policy"]
    assert "geolocation=(self)" in given["Permissions-Policy"]


def test_health_and_measurements(db: None) -> None:
    assert Client().get("/healthz").json() == {"status": "ok"}
    assert Client().get("/readyz").status_code == 200
    text = Client().get("/metrics").content.decode()
    assert 'zhiben_requests_total{worker="' in text and "zhiben_ledger_pending" in text
    assert 'le="+Inf"' in text
    assert Client().get("/metrics", headers={"X-Forwarded-For": "10.0.0.1"}).status_code == 404


def test_uploads_of_the_pages(browser: Client) -> None:
    begun = browser.post(
        "/files/uploads/", json.dumps({"name": "a.txt", "size": 5}), content_type="application/json"
    )
    assert begun.status_code == 201
    address = f"/files/uploads/{begun.json()['upload']}/"
    assert (
        browser.put(f"{address}0/", b"hello", content_type="application/octet-stream").json()["received"] == 5
    )
    assert browser.get(address).json()["received"] == 5
    assert browser.post(f"{address}finish/").json()["kind"] == "txt"
    wrong = browser.post("/files/uploads/", json.dumps({"size": 5, "x": 1}), content_type="application/json")
    body = problem(wrong, 422, "invalid")
    assert {finding["field"] for finding in body["findings"]} == {"name", "x"}
    problem(Client().post("/files/uploads/", "{}", content_type="application/json"), 401, "not-signed-in")
