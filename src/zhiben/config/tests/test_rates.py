"""The API refuses whoever asks too often, and says when to come back."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from zhiben.config import rates
from zhiben.core import clock
from zhiben.core.tests.conftest import make_member, make_token
from zhiben.domains.people.models import Account

pytestmark = pytest.mark.django_db
PATH = "/api/v1/notices/todos/"


@pytest.fixture(autouse=True)
def few(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = clock.now().replace(second=10, microsecond=0)
    monkeypatch.setattr(clock, "now", lambda: moment)
    cache.clear()
    rates._counts.clear()
    settings.ZHIBEN_API_RATE = 40


def _ask(times: int, client: Client, **headers: str) -> list[Any]:
    return [client.get(PATH, headers=headers) for _ in range(times)]


def test_a_token_that_asks_too_often_is_told_to_wait() -> None:
    member = make_member("P-1")
    make_token(member, "a")
    make_token(member, "b")
    answers = _ask(41, Client(), Authorization="Bearer a")
    assert {one.status_code for one in answers[:40]} == {200}
    last = answers[-1]
    assert (last.status_code, last.json()["code"]) == (429, "too-many")
    assert last["Retry-After"] == "50"
    assert last.json()["findings"][0]["params"]["limit"] == 40
    assert _ask(1, Client(), Authorization="Bearer b")[0].status_code == 200


def test_a_person_signed_in_is_counted_over_all_sessions() -> None:
    member = make_member("P-1")
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(Account.objects.get(person_id=member.person_id))
    answers = _ask(21, clients[0]) + _ask(20, clients[1])
    assert [one.status_code for one in answers].count(429) == 1


def test_other_processes_hear_of_it() -> None:
    make_token(make_member("P-1"), "a")
    _ask(40, Client(), Authorization="Bearer a")
    rates._counts.clear()
    answers = _ask(2, Client(), Authorization="Bearer a")
    assert answers[-1].status_code == 429


def test_without_a_limit_nothing_is_counted(settings: Any) -> None:
    settings.ZHIBEN_API_RATE = 0
    make_token(make_member("P-1"), "a")
    assert {one.status_code for one in _ask(45, Client(), Authorization="Bearer a")} == {200}
    assert rates._counts == {}
