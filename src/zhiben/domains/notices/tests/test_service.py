"""Service of papers: methods, consent, opened and received."""

import pytest

from tests import world as w
from zhiben.core.errors import Forbidden, NotFound, RuleBroken
from zhiben.domains.notices import operations, queries

pytestmark = pytest.mark.django_db


def serve(world: w.World, method: str, *, png: bytes | None = None, to: str = "controller") -> int:
    paper = operations.Paper(
        kind="hazard_letter",
        id=1,
        number="HZL-2026-0001",
        url="/hazards/letters/1/",
        area=w.TOWNS[0],
        unit_id=world.units["mill"],
        body_id=world.bodies["emergency"],
    )
    return operations.serve(
        actor=world.actor("officer1"),
        at=w.AT,
        paper=paper,
        recipient_id=world.persons[to],
        capacity=to,
        method=method,
        signature_png=png,
    )


def test_nt_001_electronic_service_needs_consent(world: w.World) -> None:
    with pytest.raises(RuleBroken, match="NT-001"):
        serve(world, "electronic")


def test_nt_002_service_in_person_needs_a_signature(world: w.World) -> None:
    with pytest.raises(RuleBroken, match="NT-002"):
        serve(world, "in_person")


def test_nt_003_a_paper_is_served_once_on_a_person(world: w.World) -> None:
    serve(world, "in_person", png=w.PNG)
    with pytest.raises(RuleBroken, match="NT-003"):
        serve(world, "in_person", png=w.PNG)


def test_opened_is_not_received_and_nt_004_only_the_recipient_says_so(world: w.World) -> None:
    controller = world.actor("controller")
    operations.consent(actor=controller, at=w.AT)
    service = serve(world, "electronic")
    operations.open_service(actor=controller, at=w.AT, service_id=service)
    line = queries.service(controller, service)
    assert line.opened_at is not None and line.received_at is None
    with pytest.raises(Forbidden, match="NT-004"):
        operations.receive(actor=world.actor("principal"), at=w.AT, service_id=service)
    with pytest.raises(NotFound):
        operations.receive(actor=world.actor("shopkeeper"), at=w.AT, service_id=service)
    assert [todo.kind for todo in queries.todos(controller)] == ["todo.receive"]
    operations.receive(actor=controller, at=w.AT, service_id=service)
    assert queries.service(controller, service).received_at == w.AT
    assert queries.todos(controller) == []


def test_consent_taken_back_ends_electronic_service(world: w.World) -> None:
    controller = world.actor("controller")
    operations.consent(actor=controller, at=w.AT)
    operations.revoke_consent(actor=controller, at=w.AT)
    with pytest.raises(RuleBroken, match="NT-001"):
        serve(world, "electronic")
