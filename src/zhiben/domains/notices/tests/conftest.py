"""The invented district, with files and vault keys of its own, on its own day."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.test import Client

from tests import world as w
from zhiben.core import clock
from zhiben.domains.people.models import Account


@pytest.fixture(autouse=True)
def own_storage(settings: object, tmp_path: Path) -> Iterator[None]:
    """Files and keys of this test alone."""
    plain = {**settings.STORAGES["default"], "OPTIONS": {"location": str(tmp_path / "files")}}
    settings.STORAGES = {**settings.STORAGES, "default": plain}
    settings.DATA_DIR = tmp_path
    yield
    storages._storages.clear()


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one place that reads the time says that it is the day of the tests' world."""
    monkeypatch.setattr(clock, "now", lambda: w.AT + timedelta(minutes=1))


@pytest.fixture
def world(db: None) -> w.World:
    """Everybody of the district."""
    return w.build()


@pytest.fixture
def officer(world: w.World) -> Client:
    """A browser in which the officer is signed in."""
    return browser_of("officer1")


def browser_of(name: str) -> Client:
    """A browser in which that person is signed in."""
    client = Client()
    client.force_login(Account.objects.get(username=name))
    return client
