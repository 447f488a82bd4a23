"""A real browser on a real server: one database and one server for each journey, at a time that we set."""

import os
from collections.abc import Generator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests import world as w
from tests.journeys.people import Journey
from zhiben.config.browser import browser_path
from zhiben.core import clock
from zhiben.core.actors import system_actor
from zhiben.core.calendar import operations as calendar
from zhiben.domains.instruments.operations import load_packs
from zhiben.domains.places.models import Area
from zhiben.domains.reports import operations as reports
from zhiben.domains.reports.operations.demo_world import data_of

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
LANGUAGE = {**os.environ, "LANGUAGE": "zh_CN"}
SCREENSHOTS = Path(__file__).parent / "screenshots"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser, and needs the empty database to copy."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Function) -> Generator[None, Any, None]:
    """Keep how every page looked when a test failed."""
    outcome = yield
    journey = item.funcargs.get("journey")
    if journey is not None and outcome.get_result().failed:
        for key, person in journey.people.items():
            person.picture(f"failed_{key.replace(':', '_')}")


class Hands:
    """The hands of the clock: it runs from the morning of the invented district, and can be moved on."""

    def __init__(self) -> None:
        self.offset = w.AT - datetime.now(UTC)

    def now(self) -> datetime:
        """The moment the platform believes in."""
        return datetime.now(UTC) + self.offset

    def forward(self, **values: int) -> None:
        """Let time pass."""
        self.offset += timedelta(**values)


@pytest.fixture(scope="module")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """One Chromium for a journey: its client runs a loop in this thread, in which other tests could run none."""
    SCREENSHOTS.mkdir(exist_ok=True)
    # Inside the loop Django keeps other connections; those of before would be cut unseen when the database is copied.
    connections.close_all()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Django would take what the loop calls for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS, env=LANGUAGE)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def hands() -> Iterator[Hands]:
    """The platform's clock in our hands; nothing else of the program is replaced."""
    made = Hands()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", made.now)
        yield made


@pytest.fixture(scope="module")
def database(django_db_setup: None, django_db_blocker, request: pytest.FixtureRequest) -> Iterator[None]:
    """A database of the journey's own, copied from the empty one of this run."""
    settings = connections["default"].settings_dict
    template = settings["NAME"]
    name = f"{template}_{request.module.__name__.rsplit('.', 1)[-1]}"
    with django_db_blocker.unblock():
        _copy(template, name)
        settings["NAME"] = name
        yield
        connections.close_all()
        settings["NAME"] = template
        with connection.cursor() as cursor:
            cursor.execute(_DISCONNECT, [name])
            cursor.execute(f'DROP DATABASE "{name}"')
        connections.close_all()


_DISCONNECT = """SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = %s AND backend_type = 'client backend'"""
"""Sessions that threads of earlier tests left; dropping by force would fail while the database is vacuumed."""


def _copy(template: str, name: str) -> None:
    connections.close_all()
    with connections["default"]._nodb_cursor() as cursor:
        for used in (template, name):
            cursor.execute(_DISCONNECT, [used])
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


@pytest.fixture(scope="module")
def demonstration(browser: Browser, hands: Hands, database: None) -> Iterator[Journey]:
    """The demonstration on a server: everybody in it can sign in."""
    actor, at = system_actor("test"), clock.now()
    calendar.ensure_calendar()
    load_packs(actor=actor, at=at, folder=w.PACKS)
    _province()
    assert reports.load_demonstration(actor=actor, at=at)
    server = LiveServer("127.0.0.1")
    made = Journey(browser, server.url, w.World(), SCREENSHOTS, password=data_of("people")["password"])
    yield made
    made.close()
    server.stop()


def _province() -> None:
    """The invented district hangs on a province; the tens of thousands of other areas are not needed here."""
    names = {"name": "河南省", "short": "河南", "full_name": "河南省", "pinyin": "henan", "initials": "hn"}
    Area.objects.create(
        code=410000000000,
        low=410000000000,
        high=419999999999,
        level="province",
        parent=None,
        functional_zone=False,
        invented=False,
        **names,
    )


@pytest.fixture(scope="module")
def journey(browser: Browser, hands: Hands, database: None) -> Iterator[Journey]:
    """The invented district on a server, and browsers for its people."""
    world = w.build(lifelike=True)
    server = LiveServer("127.0.0.1")
    made = Journey(browser, server.url, world, SCREENSHOTS)
    yield made
    made.close()
    server.stop()
