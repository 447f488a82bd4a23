"""Every API operation, with input nobody would think of: a refusal, never a fault."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error

from zhiben.config.wsgi import application
from zhiben.core.tests.conftest import make_token
from zhiben.domains.people.models import Membership

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def fuzzer(member: Membership) -> Iterator[None]:
    """Somebody with a token and a usual role; requests leave the test's connection open."""
    make_token(member, "fuzz")
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_input_is_a_fault(case: schemathesis.Case, fuzzer: None) -> None:
    case.call_and_validate(headers={"Authorization": "Bearer fuzz"}, checks=[not_a_server_error])
