"""Two people at the same moment, over real connections: one outcome, no number twice, a clean ledger."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from tests import world as w
from zhiben.core.errors import Refusal, RuleBroken, Stale
from zhiben.core.ledger.sealer import seal_all
from zhiben.core.ledger.verify import verify
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards.models import Extension, Hazard, Letter, Signature
from zhiben.domains.hazards.tests.people import Story, accept, report, to_rectified, to_rectifying
from zhiben.domains.notices import operations as notices
from zhiben.domains.notices.models import Service, Todo

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story(transactional_db, on_that_day) -> Iterator[Story]:
    world = w.build()
    yield Story(world, report(world))
    seal_all()
    assert verify().problems == []


def at_once(*steps: Callable[[], Any]) -> list[Any]:
    """Start the steps together, each over its own connection; what each returned or was refused with."""
    start = Barrier(len(steps))

    def run(step: Callable[[], Any]) -> Any:
        try:
            start.wait(10)
            return step()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))


def refusals(outcomes: list[Any]) -> list[type]:
    return sorted((type(one) for one in outcomes if isinstance(one, Refusal)), key=str)


def by(story: Story, name: str, verb: Callable[..., Any], **values: Any) -> Callable[[], Any]:
    """The step prepared: the actor and the version seen are those of now."""
    given = {
        "actor": story.world.actor(name),
        "at": w.AT,
        "hazard_id": story.id,
        "seen_version": story.row().version,
        **values,
    }
    return lambda: verb(**given)


def open_kinds(story: Story) -> list[str]:
    rows = Todo.objects.unscoped(reason="test").filter(case_kind="hazard", case_id=story.id, closed_at=None)
    return sorted(rows.values_list("kind", flat=True))


def test_two_officers_confirm_and_one_is_told(story: Story) -> None:
    steps = [by(story, name, do.confirm_hazard, grade="general") for name in ("officer1", "officer2")]
    assert refusals(at_once(*steps)) == [Stale]
    assert (story.row().state, open_kinds(story)) == ("confirmed", ["todo.issue"])


def test_two_acceptors_sign_and_both_count(story: Story) -> None:
    to_rectified(story)
    version = story.row().version
    signing = {"text": "现场查验合格", "signature_png": w.PNG}
    outcomes = at_once(*[by(story, name, do.accept_on_site, **signing) for name in ("officer1", "officer2")])
    assert sorted(outcomes) == [False, True]
    assert (story.row().state, story.row().version) == ("accepted", version + 2)
    assert open_kinds(story) == ["todo.review"]


def test_never_three_acceptors_and_nobody_twice(story: Story) -> None:
    to_rectified(story)
    signing = {"text": "现场查验合格", "signature_png": w.PNG}
    names = ("officer1", "officer1", "officer2", "head")
    outcomes = at_once(*[by(story, name, do.accept_on_site, **signing) for name in names])
    assert len(refusals(outcomes)) == 2 and all(one is RuleBroken for one in refusals(outcomes))
    signed = Signature.objects.unscoped(reason="test").filter(hazard_id=story.id, step="accept")
    assert len(set(signed.values_list("person_id", flat=True))) == signed.count() == 2
    assert story.row().state == "accepted"


def test_review_and_send_back_at_once(story: Story) -> None:
    to_rectified(story)
    accept(story, "officer1", "officer2")
    outcomes = at_once(
        by(story, "head", do.review_and_close, text="同意销号"),
        by(story, "officer1", do.send_back, text="未除根"),
    )
    assert refusals(outcomes) == [Stale]
    closed = story.row().state == "closed"
    # The report after the end is owed beside the procedure.
    wanted = (1, ["todo.double_report"]) if closed else (2, ["todo.treat"])
    assert (story.row().round, open_kinds(story)) == wanted


def test_acceptance_and_send_back_at_once(story: Story) -> None:
    to_rectified(story)
    accept(story, "officer1")
    outcomes = at_once(
        by(story, "officer2", do.accept_on_site, text="x", signature_png=w.PNG),
        by(story, "head", do.send_back, text="未除根"),
    )
    assert refusals(outcomes) == [Stale]


def test_an_extension_is_decided_once(story: Story) -> None:
    to_rectifying(story)
    story.by("safety", do.ask_extension, until=date(2026, 12, 20), reason="r", interim="i")
    before = story.row().limit_day
    outcomes = at_once(
        by(story, "officer1", do.decide_extension, granted=True, text="同意"),
        by(story, "officer2", do.decide_extension, granted=False, text="不同意"),
    )
    assert refusals(outcomes) == [Stale]
    extension = Extension.objects.unscoped(reason="test").get()
    assert story.row().limit_day == (date(2026, 12, 20) if extension.granted else before)
    assert open_kinds(story) == ["todo.treat"]


def test_an_extension_is_asked_for_once(story: Story) -> None:
    to_rectifying(story)
    asking = {"until": date(2026, 12, 20), "reason": "r", "interim": "i"}
    outcomes = at_once(*[by(story, name, do.ask_extension, **asking) for name in ("safety", "principal")])
    assert refusals(outcomes) == [Stale]
    assert open_kinds(story) == ["todo.extension", "todo.treat"]


def test_a_letter_is_issued_once_and_served_once_on_a_person(story: Story) -> None:
    story.by("officer1", do.confirm_hazard, grade="general")
    issuing = {"limit": do.Limit(day=date(2026, 12, 1)), "guidance": "g"}
    outcomes = at_once(*[by(story, name, do.issue_letter, **issuing) for name in ("officer1", "officer2")])
    assert refusals(outcomes) == [Stale]
    assert Letter.objects.unscoped(reason="test").count() == 1
    serving = {
        "recipient_id": story.world.persons["principal"],
        "method": "in_person",
        "signature_png": w.PNG,
    }
    steps = [by(story, name, do.serve_letter, **serving) for name in ("officer1", "officer2")]
    assert refusals(at_once(*steps)) == [Stale]
    with pytest.raises(RuleBroken, match="NT-003"):
        by(story, "officer2", do.serve_letter, **serving)()
    assert Service.objects.unscoped(reason="test").count() == 1


def test_a_paper_is_opened_once_and_consent_is_given_once(story: Story) -> None:
    to_rectifying(story)
    controller = story.world.actor("controller")
    first, second = at_once(*[lambda: notices.consent(actor=controller, at=w.AT)] * 2)
    assert first == second
    service = story.by(
        "officer1", do.serve_letter, recipient_id=story.world.persons["controller"], method="electronic"
    )
    outcomes = at_once(
        lambda: notices.open_service(actor=controller, at=w.AT, service_id=service),
        lambda: notices.receive(actor=controller, at=w.AT, service_id=service),
    )
    assert refusals(outcomes) == []
    row = Service.objects.unscoped(reason="test").get(pk=service)
    assert row.opened_at is not None and row.received_at is not None


def test_numbers_never_repeat(story: Story) -> None:
    reporters = ("safety", "principal", "controller", "safety", "principal", "controller")
    actors = [story.world.actor(name) for name in reporters]
    made = at_once(*[partial(report, story.world, actor=actor) for actor in actors])
    assert len(set(made)) == len(reporters)
    numbers = Hazard.objects.unscoped(reason="test").values_list("number", flat=True)
    assert len(set(numbers)) == len(reporters) + 1


def test_three_sealers_leave_one_log(story: Story) -> None:
    to_rectified(story)
    at_once(*[seal_all] * 3)
    assert verify().pending == 0
