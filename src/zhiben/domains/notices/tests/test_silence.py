"""What happens when nobody answers, and what happens with an objection."""

from datetime import timedelta

import pytest

from tests import world as w
from zhiben.core.actors import system_actor
from zhiben.core.errors import Forbidden, RuleBroken
from zhiben.domains.notices import operations, queries
from zhiben.domains.notices.tests.serving import serve
from zhiben.domains.notices.vocabulary import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def received(world: w.World) -> int:
    """A paper the controller received."""
    return serve(
        world,
        "in_person",
        recipient_id=world.persons["controller"],
        capacity="controller",
        signature_png=w.PNG,
    )


def chase(days: int) -> int:
    return operations.chase(actor=system_actor("test"), at=w.AT + timedelta(days=days))


def test_after_the_term_the_sender_hears_of_it_once(world: w.World) -> None:
    service = serve(world, "link", recipient_name="荀示范")
    officer = world.actor("officer1")
    assert queries.service(officer, service).respond_by == w.TODAY + timedelta(days=3)
    assert chase(3) == 0 and queries.todos(officer) == []
    assert chase(4) == 1 and chase(5) == 0
    todo = queries.todos(officer)
    assert [(one.kind, one.url) for one in todo] == [("todo.serve_again", f"/notices/services/{service}/")]
    line = queries.service(officer, service)
    assert (line.standing, line.is_late) == (Standing.SENT, True)
    assert queries.suggested(officer, line, w.TODAY) == ["in_person", "left", "post", "public"]
    serve(world, "post", recipient_name="荀示范", tracking="EX1")
    assert queries.todos(officer) == []
    assert queries.suggested(officer, line, w.TODAY) == ["in_person", "left", "public"]


def test_received_in_time_nobody_hears_anything(world: w.World, received: int) -> None:
    assert chase(400) == 0
    assert queries.todos(world.actor("officer1")) == []


def test_accepted_content_is_a_third_thing(world: w.World, received: int) -> None:
    controller = world.actor("controller")
    assert queries.service(controller, received).standing == Standing.RECEIVED
    operations.answer(actor=controller, at=w.AT, service_id=received, accepts=True)
    assert queries.service(controller, received).standing == Standing.ACCEPTED
    with pytest.raises(RuleBroken, match="NT-013"):
        operations.answer(actor=controller, at=w.AT, service_id=received, accepts=False, text="不同意")


def test_nt_013_the_content_is_answered_once(world: w.World, received: int) -> None:
    controller = world.actor("controller")
    operations.answer(actor=controller, at=w.AT, service_id=received, accepts=False, text="期限太短")
    with pytest.raises(RuleBroken, match="NT-013"):
        operations.answer(actor=controller, at=w.AT, service_id=received, accepts=True)


def test_an_objection_goes_back_to_the_sender_and_is_answered(world: w.World, received: int) -> None:
    controller, officer = world.actor("controller"), world.actor("officer1")
    operations.answer(actor=controller, at=w.AT, service_id=received, accepts=False, text="期限太短")
    assert queries.service(controller, received).standing == Standing.OBJECTED
    assert [one.kind for one in queries.todos(officer)] == ["todo.paper_objection"]
    with pytest.raises(Forbidden):
        operations.reply(actor=world.actor("fireman"), at=w.AT, service_id=received, text="不")
    operations.reply(actor=officer, at=w.AT, service_id=received, text="可依法申请延期")
    line = queries.service(controller, received)
    assert (line.objection, line.reply) == ("期限太短", "可依法申请延期")
    assert queries.todos(officer) == []


def test_nt_016_an_objection_is_answered_once(world: w.World, received: int) -> None:
    officer = world.actor("officer1")
    with pytest.raises(RuleBroken, match="NT-016"):
        operations.reply(actor=officer, at=w.AT, service_id=received, text="无异议")


def test_nt_014_an_objection_needs_words(world: w.World, received: int) -> None:
    controller = world.actor("controller")
    with pytest.raises(RuleBroken, match="NT-014"):
        operations.answer(actor=controller, at=w.AT, service_id=received, accepts=False, text=" ")


def test_nt_012_only_what_was_received_is_answered(world: w.World) -> None:
    controller = world.actor("controller")
    operations.consent(actor=controller, at=w.AT)
    service = serve(world, "electronic", recipient_id=controller.person_id, capacity="controller")
    with pytest.raises(RuleBroken, match="NT-012"):
        operations.answer(actor=controller, at=w.AT, service_id=service, accepts=True)
