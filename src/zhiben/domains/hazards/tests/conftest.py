"""The clock of these tests stands a minute after the day of their world."""

from datetime import timedelta

import pytest

from tests import world as w
from zhiben.core import clock


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one place that reads the time says that it is the day of the tests' world."""
    monkeypatch.setattr(clock, "now", lambda: w.AT + timedelta(minutes=1))
