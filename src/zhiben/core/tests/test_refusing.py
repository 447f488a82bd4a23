"""What the database refuses becomes a refusal that a person can act on."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.utils.translation import override

from zhiben.core.errors import Refusal
from zhiben.core.findings import Finding
from zhiben.core.models import File, Flow, IdempotencyKey, Upload
from zhiben.core.refusing import of_exception
from zhiben.core.tests.conftest import NOW
from zhiben.core.wording import problem, said, words

KEY = {"person_id": 1, "key": "k", "path": "/", "digest": "d", "at": NOW}
FILE = {
    "sha256": "0" * 64,
    "size": 1,
    "kind": "txt",
    "purpose": "any",
    "name": "a",
    "uploaded_by": 1,
    "at": NOW,
}


def refused(deed: Callable[[], Any]) -> Refusal:
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        deed()
    refusal = of_exception(caught.value)
    assert refusal is not None
    return refusal


def twice() -> None:
    for _ in range(2):
        IdempotencyKey.objects.create(**KEY)


def to_nothing() -> None:
    Upload.objects.create(person_id=1, name="a", size=1, at=NOW, expires_at=NOW, purpose="any", file_id=10**9)
    connection.check_constraints()


@pytest.mark.parametrize(
    ("deed", "status", "code", "field"),
    [
        (twice, 409, "taken", "person_id, membership_id, key"),
        (to_nothing, 422, "not-there", "file_id"),
        (lambda: File.objects.create(**{**FILE, "size": 2**63}), 422, "value-out-of-range", None),
        (lambda: File.objects.create(**{**FILE, "name": "a" * 300}), 422, "value-out-of-range", None),
        (lambda: File.objects.create(**{**FILE, "name": "a\x00"}), 422, "value-out-of-range", None),
        (lambda: File.objects.create(**{**FILE, "kind": None}), 422, "required", "kind"),
    ],
)
def test_the_database_says_no(
    db: None, deed: Callable[[], Any], status: int, code: str, field: str | None
) -> None:
    refusal = refused(deed)
    assert (refusal.status, refusal.findings[0].code, refusal.findings[0].field) == (status, code, field)


def test_a_broken_check_names_its_constraint(db: None) -> None:
    values = dict.fromkeys(("effective_day", "recorded_day", "found_day"), NOW.date())
    refusal = refused(lambda: Flow.objects.create(case=1, sign=5, area=1, act=1, **values))
    assert (refusal.status, refusal.findings[0].params) == (409, {"constraint": "core_flow_sign"})


@pytest.mark.django_db(transaction=True)
def test_a_row_held_by_somebody_else_is_busy() -> None:
    row = File.objects.create(**FILE)
    other = connection.copy()
    try:
        with transaction.atomic():
            File.objects.select_for_update().get(pk=row.pk)
            with pytest.raises(DatabaseError) as caught, other.wrap_database_errors, other.cursor() as cursor:
                cursor.execute("SET lock_timeout = '50ms'")
                cursor.execute("SELECT id FROM core_file WHERE id = %s FOR UPDATE", [row.pk])
    finally:
        other.close()
    refusal = of_exception(caught.value)
    assert refusal is not None and (refusal.status, refusal.code) == (409, "busy")


def test_faults_of_the_program_are_no_refusals() -> None:
    assert of_exception(RuntimeError("x")) is None
    assert of_exception(ValueError("x")) is None
    not_found = of_exception(Http404())
    assert not_found is not None and not_found.status == 404


def test_words_never_fail() -> None:
    with override("en"):
        assert words(Finding("required")) == "This is required."
        assert words(Finding("taken")) == "There is one already with the same value (%(fields)s)."
        assert words(Finding("nobody-registered-this")) == "nobody-registered-this"
        assert said(Finding("taken", {"fields": NOW.date()}))["params"] == {"fields": "2026-03-02"}
        body = problem(Refusal(code="x"), "/here")
    assert body["detail"] == body["title"] and body["instance"] == "/here"


def raised(code: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{code}'; END $$")


@pytest.mark.parametrize(
    ("code", "status"), [("53100", 507), ("53300", 503), ("57P01", 503), ("57P03", 503), ("08006", 503)]
)
def test_outages_of_the_database_are_told_apart(db: None, code: str, status: int) -> None:
    assert refused(lambda: raised(code)).status == status


@pytest.mark.django_db(transaction=True)
def test_a_backend_that_was_ended_is_an_outage_and_the_next_request_goes_on() -> None:
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        with pytest.raises(DatabaseError) as caught, other.cursor() as cursor:
            cursor.execute("SELECT 1")
        refusal = of_exception(caught.value)
        other.close_if_unusable_or_obsolete()
        with other.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)
    finally:
        other.close()
    assert refusal is not None and (refusal.status, refusal.code) == (503, "unavailable")


def test_a_full_disk_is_told_and_other_faults_of_the_system_are_not() -> None:
    with pytest.raises(OSError) as caught, open("/dev/full", "wb", buffering=0) as full:
        full.write(b"x")
    refusal = of_exception(caught.value)
    assert refusal is not None and (refusal.status, refusal.code) == (507, "no-room")
    assert of_exception(FileNotFoundError()) is None
