"""The areas, loaded once for the tests of this domain."""

from datetime import UTC, datetime
from typing import Any

import pytest

from zhiben.core.actors import system_actor
from zhiben.domains.places import operations

AT = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def henan(django_db_setup: None, django_db_blocker: Any) -> Any:
    """All areas and outlines that come with the program, and the invented district."""
    from django.test.testcases import TestCase

    with django_db_blocker.unblock():
        atomics = TestCase._enter_atomics()
        operations.load_areas(actor=system_actor("test"), at=AT)
        operations.load_invented(actor=system_actor("test"), at=AT)
        yield
        TestCase._rollback_atomics(atomics)
