"""Every operation of the API, asked by every role with input nobody would think of: a refusal, never a fault.

`ZHIBEN_FUZZ_CASES` sets how many cases there are (2,000 by itself), `ZHIBEN_FUZZ_SEED` which ones.
"""

import os
from collections.abc import Iterator
from functools import partial
from itertools import cycle, islice
from random import Random
from typing import Any

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, strategies
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.architecture.asked import PUBLIC_THINGS, Address, operations
from tests.architecture.bodies import body_of
from tests.architecture.scene import Scene, undone
from tests.architecture.test_permission_matrix import thing_of
from zhiben.config.api import api
from zhiben.config.wsgi import application
from zhiben.domains.people.vocabulary import Role

pytestmark = pytest.mark.django_db

CASES = int(os.environ.get("ZHIBEN_FUZZ_CASES", "2000"))
SEED = int(os.environ.get("ZHIBEN_FUZZ_SEED", "20261120"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]

document = schemathesis.openapi.from_dict(api.get_openapi_schema())
document.app = application
OPERATIONS = [found.ok() for found in document.get_all_operations()]
EACH = max(len(Role), -(-CASES // len(OPERATIONS)))
"""Cases for one operation: every role at least once."""
ADDRESSES = {(one.method, one.route): one for one in operations()}


def _bounds(operation: Any) -> list[Any]:
    """What stands at and just beyond the bounds of the operation's schema, and one method it does not have."""
    found = document.iter_coverage_cases(
        operation, generation_modes=list(GenerationMode), generation_config=document.config.generation
    )
    by_method: dict[bool, list[Any]] = {True: [], False: []}
    for case in found:
        by_method[case.method.upper() == operation.method.upper()].append(case)
    return [*by_method[True], *by_method[False][:1]]


def _drawn(operation: Any, count: int) -> list[Any]:
    """This many at random: valid ones and invalid ones."""
    found: list[Any] = []
    kinds = [operation.as_strategy(generation_mode=mode) for mode in GenerationMode]

    @hypothesis.seed(SEED)
    @hypothesis.settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(strategies.one_of(kinds))
    def collect(case: Any) -> None:
        found.append(case)

    collect()
    return found


def cases_of(operation: Any) -> Iterator[Any]:
    """As many cases as one operation gets, half of them at its bounds."""
    bounds = _bounds(operation)
    chosen = Random(SEED).sample(bounds, min(len(bounds), EACH // 2))
    return islice(cycle([*chosen, *_drawn(operation, EACH - len(chosen))]), EACH)


def _reach(case: Any, address: Address, scene: Scene, role: str, dice: Random) -> None:
    """Half the time let the case reach a thing there is, with one field out of order in a body that is right."""
    if dice.random() < 0.5:
        return
    thing = partial(thing_of, scene, role, address.objects[0])
    for name, kind in address.kinds:
        if name in (case.path_parameters or {}) and name not in PUBLIC_THINGS:
            case.path_parameters[name] = thing(kind)
    if isinstance(case.body, dict) and case.body:
        field = dice.choice(sorted(case.body))
        case.body = {**body_of(address, thing), field: case.body[field]}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_no_input_is_a_fault(operation: Any, scene: Scene) -> None:
    dice = Random(f"{SEED} {operation.label}")
    roles = dice.sample(list(Role), len(Role))
    route = operation.path.replace("{", "<").replace("}", ">")
    address = ADDRESSES[operation.method.upper(), route]
    for case, role in zip(cases_of(operation), cycle(roles), strict=False):
        _reach(case, address, scene, role, dice)
        with undone():
            case.call_and_validate(headers={"Authorization": f"Bearer write-{role}"}, checks=CHECKS)


def test_every_role_asks_as_often_as_was_asked_for() -> None:
    assert EACH * len(OPERATIONS) >= CASES
    assert len(Role) <= EACH
