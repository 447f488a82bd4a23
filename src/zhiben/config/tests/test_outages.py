"""A full disk and a lost database: clear answers, nothing half-written, and back without a restart of the web."""

import fcntl
import hashlib
import http.client
import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from endurance.killing import clients_of
from endurance.load import PART
from endurance.place import Place
from zhiben.config import postgres
from zhiben.config.answers import refusal_response
from zhiben.core.errors import NoRoom, Unavailable
from zhiben.core.findings import Finding


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str


@pytest.fixture(scope="module")
def token(platform: Place) -> dict[str, str]:
    return clients_of(platform, 1)[0].headers


@pytest.fixture(scope="module")
def session(platform: Place) -> dict[str, str]:
    return clients_of(platform, 2)[1].headers


def ask(place: Place, method: str, path: str, sent: dict[str, str], body: bytes | None = None) -> Answer:
    line = http.client.HTTPConnection("127.0.0.1", place.port, timeout=30)
    try:
        line.request(method, path, body, sent)
        answer = line.getresponse()
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status, headers, answer.read().decode())
    finally:
        line.close()


@contextmanager
def without_database(place: Place) -> Iterator[None]:
    """Stop the database and keep `zhiben up` from starting it."""
    pid = postgres.find_server(place.data)
    assert pid is not None
    with open(place.data / "database.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.kill(pid, signal.SIGINT)
        place.wait(lambda: postgres.find_server(place.data) is None)
        yield


def test_a_lost_database_is_told_and_the_web_goes_on_when_it_is_back(
    platform: Place, token: dict[str, str], session: dict[str, str]
) -> None:
    web = platform.parts("web")
    with without_database(platform):
        assert platform.status("/healthz") == 200
        assert platform.status("/readyz") == 503
        for method, path in (("GET", "/api/v1/hazards/"), ("POST", "/api/v1/endurance/jobs")):
            for who in (token, session):
                told = ask(platform, method, path, who, b'{"pause": 0}' if method == "POST" else None)
                assert (told.status, told.headers["retry-after"]) == (503, "5")
                assert told.headers["content-type"] == "application/problem+json"
                assert '"code": "unavailable"' in told.text
        page = ask(platform, "GET", "/hazards/", {**session, "Accept": "text/html"})
        assert (page.status, page.headers["retry-after"]) == (503, "5")
        assert "平台暂时无法使用" in page.text and page.text.startswith("<!doctype html>")
        fragment = ask(platform, "GET", "/hazards/", {**session, "HX-Request": "true"})
        assert fragment.status == 503 and fragment.text.lstrip().startswith('<div class="alert')
    platform.wait(lambda: platform.is_ready() and platform.parts("worker"))
    assert platform.parts("web") == web
    assert ask(platform, "GET", "/hazards/", {**session, "Accept": "text/html"}).status == 200
    assert ask(platform, "GET", "/api/v1/hazards/", token).status == 200


@contextmanager
def no_room_by_limit(place: Place) -> Iterator[None]:
    """No process of the web may write a file of more than 4 kB."""
    pids = place.parts("web")
    kept = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in pids}
    try:
        for pid, (_, hard) in kept.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, hard))
        yield
    finally:
        for pid, limits in kept.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


@contextmanager
def no_room_on_disk(place: Place) -> Iterator[None]:
    """The small disk under the files is filled to the last block."""
    filler = place.data / "files" / ".filler"
    try:
        with pytest.raises(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 65536)
        yield
    finally:
        filler.unlink()


def ways(place: Place) -> list[object]:
    """A disk that is full indeed, where one could be mounted, and in any case a limit on the size of files."""
    return [no_room_by_limit, *([no_room_on_disk] if os.path.ismount(place.data / "files") else [])]


def drafts(place: Place) -> list[Path]:
    return list((place.data / "files" / ".drafts").iterdir())


def test_a_full_disk_is_told_and_the_same_upload_goes_on_afterwards(
    platform: Place, token: dict[str, str]
) -> None:
    client = clients_of(platform, 1)[0]
    for way in ways(platform):
        content = os.urandom(8).hex().encode() * 50_000
        digest = hashlib.sha256(content).hexdigest()
        asked = {"name": "满.txt", "size": len(content), "sha256": digest, "purpose": "any"}
        upload = client.ask("POST", "/files/uploads/", asked)["upload"]
        client.ask("PUT", f"/files/uploads/{upload}/0/", content[:PART])
        with way(platform):
            part = f"/api/v1/files/uploads/{upload}/{PART}/"
            told = ask(platform, "PUT", part, token, content[PART:])
            assert (told.status, told.headers["content-type"]) == (507, "application/problem+json")
            assert '"code": "no-room"' in told.text
            assert client.ask("GET", f"/files/uploads/{upload}/")["received"] == PART
            assert drafts(platform) == []
            assert ask(platform, "GET", "/readyz", {}).status == 200
        client.ask("PUT", f"/files/uploads/{upload}/{PART}/", content[PART:])
        with way(platform):
            told = ask(platform, "POST", f"/api/v1/files/uploads/{upload}/finish/", token, b"")
            assert told.status == 507
            assert drafts(platform) == []
        client.ask("POST", f"/files/uploads/{upload}/finish/", {})
        kept = platform.data / "files" / digest[:2] / digest[2:4] / digest
        assert hashlib.sha256(kept.read_bytes()).hexdigest() == digest


def shown(refusal: NoRoom | Unavailable, language: str) -> HttpResponse:
    request: HttpRequest = RequestFactory().get("/hazards/", HTTP_ACCEPT="text/html")
    with override(language):
        return refusal_response(request, refusal)


@pytest.mark.parametrize(
    ("language", "gone", "full"),
    [
        ("zh-hans", "此刻无法连接数据库", "平台的磁盘已满"),
        ("en", "The database cannot be reached", "the disk of the platform is full"),
    ],
)
def test_the_pages_speak_both_languages_without_a_database(language: str, gone: str, full: str) -> None:
    page = shown(Unavailable(Finding("unavailable")), language)
    assert (page.status_code, page["Retry-After"]) == (503, "5") and gone in page.content.decode()
    page = shown(NoRoom(Finding("no-room")), language)
    assert page.status_code == 507 and full in page.content.decode()
