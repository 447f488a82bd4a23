"""One-time links: one paper, one recipient, one receipt; what does not work is not told apart."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests import world as w
from zhiben.core.actors import system_actor
from zhiben.core.errors import Forbidden, NotFound, RuleBroken
from zhiben.core.ledger.verify import verify
from zhiben.domains.notices import operations, queries
from zhiben.domains.notices.models import ServiceLink
from zhiben.domains.notices.tests.conftest import browser_of
from zhiben.domains.notices.tests.serving import serve
from zhiben.domains.notices.vocabulary import Standing

pytestmark = pytest.mark.django_db
SYSTEM = system_actor("test")
NAME = "荀示范"


@pytest.fixture
def service(world: w.World) -> int:
    return serve(world, "link", recipient_name=NAME)


@pytest.fixture
def secret(world: w.World, service: int) -> str:
    return operations.make_link(actor=world.actor("officer1"), at=w.AT, service_id=service)


@pytest.fixture(autouse=True)
def no_counts(db: None) -> None:
    cache.clear()


def opened(secret: str) -> Client:
    """A telephone that opened the paper."""
    phone = Client()
    assert phone.post(f"/notices/l/{secret}/open/").status_code == 302
    return phone


def test_only_the_digest_of_the_secret_is_kept(secret: str) -> None:
    assert secret not in str(list(ServiceLink.objects.unscoped(reason="test").values()))
    assert len(secret) >= 40


def test_looking_at_the_cover_opens_nothing(world: w.World, service: int, secret: str) -> None:
    page = Client().get(f"/notices/l/{secret}/").content.decode()
    assert "云溪区应急管理局" in page and NAME not in page and "TP-2026" not in page
    assert queries.service(world.actor("officer1"), service).standing == Standing.SENT
    phone = opened(secret)
    assert NAME in phone.get(f"/notices/l/{secret}/").content.decode()
    assert queries.service(world.actor("officer1"), service).standing == Standing.OPENED


def test_nt_011_received_with_a_statement_then_answered(world: w.World, service: int, secret: str) -> None:
    with pytest.raises(RuleBroken, match="NT-011"):
        browser = operations.open_link(actor=SYSTEM, at=w.AT, secret=secret)
        operations.receive_by_link(actor=SYSTEM, at=w.AT, secret=secret, browser=browser, stated=False)
    phone = opened(secret)
    assert phone.post(f"/notices/l/{secret}/receive/", {}).status_code == 422
    assert phone.post(f"/notices/l/{secret}/receive/", {"stated": "on"}).status_code == 302
    officer = world.actor("officer1")
    assert queries.service(officer, service).standing == Standing.RECEIVED
    answer = {"answer": "objected", "text": "期限太短"}
    assert phone.post(f"/notices/l/{secret}/answer/", answer).status_code == 302
    assert queries.service(officer, service).objection == "期限太短"
    assert [one.kind for one in queries.todos(officer)] == ["todo.paper_objection"]


def test_nt_010_used_once_and_again_only_in_the_same_browser(secret: str) -> None:
    phone, other = opened(secret), Client()
    assert other.get(f"/notices/l/{secret}/").status_code == 200
    phone.post(f"/notices/l/{secret}/receive/", {"stated": "on"})
    assert phone.get(f"/notices/l/{secret}/").status_code == 200
    for address in ("", "open/", "receive/", "answer/"):
        verb = other.post if address else other.get
        assert (
            verb(f"/notices/l/{secret}/{address}", {"stated": "on", "answer": "accepted"}).status_code == 404
        )


def test_what_does_not_work_is_not_told_apart(world: w.World, service: int, secret: str) -> None:
    officer, strange = world.actor("officer1"), Client()
    wrong = strange.get("/notices/l/nobody-made-this/")
    operations.revoke_link(actor=officer, at=w.AT, service_id=service)
    revoked = strange.get(f"/notices/l/{secret}/")
    assert wrong.status_code == revoked.status_code == 404
    bare = [
        page.content.decode().replace(secret, "x").replace("nobody-made-this", "x")
        for page in (wrong, revoked)
    ]
    assert _without_tokens(bare[0]) == _without_tokens(bare[1])


def _without_tokens(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrf" not in line.lower()]


def test_a_link_ends_by_itself_and_a_new_one_ends_the_older(
    world: w.World, service: int, secret: str
) -> None:
    officer, days = world.actor("officer1"), timedelta(days=7)
    queries.link_page(secret, "", w.AT + days - timedelta(seconds=1))
    with pytest.raises(NotFound, match="NT-010"):
        queries.link_page(secret, "", w.AT + days)
    newer = operations.make_link(actor=officer, at=w.AT, service_id=service)
    with pytest.raises(NotFound, match="NT-010"):
        queries.link_page(secret, "", w.AT)
    assert queries.link_page(newer, "", w.AT).service.id == service


def test_a_browser_that_did_not_open_the_paper_cannot_receive_it(secret: str) -> None:
    assert Client().post(f"/notices/l/{secret}/receive/", {"stated": "on"}).status_code == 404


def test_only_the_sender_makes_links(world: w.World, service: int) -> None:
    for name, refusal in (("fireman", Forbidden), ("shopkeeper", NotFound), ("safety", Forbidden)):
        with pytest.raises(refusal):
            operations.make_link(actor=world.actor(name), at=w.AT, service_id=service)


def test_guessing_is_stopped(secret: str) -> None:
    guesser = Client()
    answers = [guesser.get(f"/notices/l/guess-{n}/").status_code for n in range(35)]
    assert set(answers[:30]) == {404} and answers[-1] == 429
    assert guesser.get(f"/notices/l/{secret}/").status_code == 429


def test_a_signature_goes_into_the_vault(world: w.World, service: int, secret: str) -> None:
    browser = operations.open_link(actor=SYSTEM, at=w.AT, secret=secret)
    operations.receive_by_link(
        actor=SYSTEM, at=w.AT, secret=secret, browser=browser, stated=True, signature_png=w.PNG
    )
    assert operations.show_signature(actor=world.actor("head"), at=w.AT, service_id=service) == w.PNG
    assert verify().problems == []


def test_the_officer_hands_the_link_over_as_code_and_text(officer: Client, service: int) -> None:
    shown = officer.post(f"/notices/services/{service}/link/", follow=True).content.decode()
    assert "<svg" in shown and "http://testserver/notices/l/" in shown
    again = officer.get(f"/notices/services/{service}/link/shown/").content.decode()
    assert "http://testserver/notices/l/" not in again


def test_mailed_by_a_job_whose_secret_lies_nowhere(
    world: w.World, service: int, settings: object, officer: Client
) -> None:
    asked = {"email": "xun@example.invalid"}
    assert officer.post(f"/notices/services/{service}/link/mail/", asked).status_code == 404
    settings.EMAIL_HOST = "mail.example.invalid"
    assert officer.post(f"/notices/services/{service}/link/mail/", asked).status_code == 302
    values = {"service_id": service, "order": "f" * 32, "page": "https://host.invalid/notices/l/"}
    assert operations.mail_link(actor=SYSTEM, at=w.AT, **values)
    assert not operations.mail_link(actor=SYSTEM, at=w.AT, **values)
    (letter,) = mail.outbox
    secret = letter.body.strip().rsplit("/", 2)[-2]
    assert letter.to == ["xun@example.invalid"]
    assert queries.link_page(secret, "", w.AT).service.id == service


def test_the_pages_set_what_keeps_the_secret(secret: str) -> None:
    phone = opened(secret)
    page = phone.get(f"/notices/l/{secret}/")
    assert page["Referrer-Policy"] == "same-origin" and "no-store" in page["Cache-Control"]
    (cookie,) = [one for name, one in phone.cookies.items() if name.startswith("zb_link_")]
    assert cookie["httponly"] and cookie["path"] == "/notices/l/" and not settings.DEBUG


def test_proof_of_service_as_page_and_document(world: w.World, officer: Client, service: int) -> None:
    page = officer.get(f"/notices/services/{service}/proof/").content.decode()
    assert NAME in page and "TP-2026-0001" in page and "送达回证" in page
    document = officer.get(f"/notices/services/{service}/proof.docx")
    assert document.content.startswith(b"PK")
    assert browser_of("safety").get(f"/notices/services/{service}/proof/").status_code == 403
