"""The scene of two districts, and requests that leave the test's connection open."""

from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests.architecture.conftest import scene

__all__ = ["scene"]


@pytest.fixture(autouse=True)
def connection_kept() -> Iterator[None]:
    """Requests past Django's own client do not close what the test holds open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
