"""The daily job: asks once, also when it is run again."""

from datetime import UTC, datetime

import pytest

from zhiben.core import clock
from zhiben.domains.notices import queries as notices
from zhiben.domains.plans import tasks
from zhiben.domains.plans.tests import edition

pytestmark = pytest.mark.django_db


def test_the_daily_job_asks_once(monkeypatch) -> None:
    story = edition.story()
    story.signed()
    for hour in (2, 2, 3):
        monkeypatch.setattr(clock, "now", lambda hour=hour: datetime(2026, 12, 1, hour, tzinfo=UTC))
        tasks.ask_for_reports(timestamp=0)
    asked = [todo for todo in notices.todos(story.world.actor("officer1")) if todo.kind == "todo.report"]
    assert [todo.params["month"] for todo in asked] == ["2026-11"]
