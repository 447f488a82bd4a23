"""Grades: the discussion behind a major fire hazard, the unit's statement, grading anew."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import act
from zhiben.domains.hazards.lifecycle import HAZARD
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.hazards.operations.duties import tell_found
from zhiben.domains.hazards.operations.reports import ask_double_report, note_repeats
from zhiben.domains.hazards.operations.steps import (
    Photo,
    add_step,
    close_todos,
    facts,
    next_todo,
    seen,
    unit_name_of,
)
from zhiben.domains.hazards.rules import CaseFacts
from zhiben.domains.hazards.vocabulary import DISCUSSION_LABELS, GRAVE, Grade, Step
from zhiben.domains.organisations import queries as organisations

sentence("HZ-046", N_("Say whether it was a collective discussion or an expert review."))
sentence("todo.statement", N_("Answer the unit's statement on hazard %(number)s (%(unit)s)"))


def record_discussion(
    *,
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    kind: str,
    text: str,
    photos: Iterable[Photo] = (),
) -> None:
    """Record the collective discussion or the expert review behind a grade, with its minutes."""
    if kind not in DISCUSSION_LABELS:
        raise Invalid(Finding("HZ-046", field="kind"))
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.discuss") as a:
        row = HAZARD.perform(a, Step.DISCUSS, pk=hazard_id, seen_version=seen_version, facts=facts(a))
        add_step(a, row, Step.DISCUSS, text=text, data={"kind": kind}, photos=photos)


def state_case(
    *,
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    text: str,
    photos: Iterable[Photo] = (),
) -> None:
    """The unit says what it has to say about the finding or the grade; the supervisor has to answer."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.state_case") as a:
        row = HAZARD.perform(a, Step.STATE_CASE, pk=hazard_id, seen_version=seen_version, facts=facts(a))
        add_step(a, row, Step.STATE_CASE, text=text, photos=photos)
        next_todo(
            a,
            row,
            "todo.statement",
            "hazards.confirm",
            unit_name=unit_name_of(row),
            body_id=row.body_id,
            keep=True,
        )


def answer_case(*, actor: Actor, at: datetime, hazard_id: int, seen_version: int, text: str) -> None:
    """The supervisor answers the unit's statement."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.answer_case") as a:
        row = HAZARD.perform(a, Step.ANSWER_CASE, pk=hazard_id, seen_version=seen_version, facts=facts(a))
        add_step(a, row, Step.ANSWER_CASE, text=text)
        close_todos(a, row, ["todo.statement"])


def regrade(
    *,
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    grade: str,
    text: str,
    basis: str = "",
) -> None:
    """Grade a confirmed hazard anew, with the reason. A grade falls only by the level that raised it."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.regrade") as a:
        gather = facts(a, grading=True, grade=grade, basis=basis)

        def compared(row: Hazard) -> CaseFacts:
            same = _same_level(actor.body_id, row.graded_by_id)
            return replace(gather(row), was_grade=row.grade, is_level_of_grade=same)

        was: dict[str, Any] = {}

        def changed(row: Hazard) -> dict[str, Any]:
            was["grade"] = row.grade
            return {"grade": Grade(grade), "grade_basis": basis, "graded_by_id": actor.body_id}

        row = HAZARD.perform(
            a, Step.REGRADE, pk=hazard_id, seen_version=seen_version, changes=changed, facts=compared
        )
        add_step(a, row, Step.REGRADE, text=text, data={"grade": grade, "basis": basis, "was": was["grade"]})
        note_repeats(a, row)
        if was["grade"] not in GRAVE:
            ask_double_report(a, row)
            tell_found(a, row)


def _same_level(ours: int | None, theirs: int | None) -> bool:
    """Whether both bodies stand at the same level."""
    if ours is None or theirs is None:
        return False
    here, there = organisations.body_brief(ours), organisations.body_brief(theirs)
    return here is not None and there is not None and here.level == there.level
