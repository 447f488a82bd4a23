"""Who handles a hazard: urging, transfer and assignment inside the deployment, joint bodies, the finder's signature."""

from collections.abc import Iterable
from datetime import datetime

from zhiben.core.actors import Actor
from zhiben.core.errors import RuleBroken
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.hazards.lifecycle import HAZARD
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.hazards.operations.steps import (
    add_step,
    close_todos,
    facts,
    next_todo,
    seen,
    settling_office,
    sign,
    take_part,
    today_of,
    unit_name_of,
)
from zhiben.domains.hazards.operations.waiting import wait_anew
from zhiben.domains.hazards.queries.facts import offer_of, refusals_of
from zhiben.domains.hazards.vocabulary import Part, State, Step
from zhiben.domains.organisations import queries as organisations

sentence(
    "HZ-044",
    N_("That body does not supervise this unit in that matter; its mandate has to be settled first."),
)
sentence("HZ-045", N_("Name at least one other body."))
sentence("todo.urged", N_("Urged: hazard %(number)s (%(unit)s)"))
sentence("todo.transfer", N_("Accept or refuse hazard %(number)s, offered to you (%(unit)s)"))
sentence("todo.assign", N_("Refused twice: say who handles hazard %(number)s (%(unit)s)"))

_TWICE = 2


def urge(*, actor: Actor, at: datetime, hazard_id: int, seen_version: int, text: str) -> None:
    """Urge whoever has the next step: the unit while it treats, else the responsible body."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.urge") as a:
        row = HAZARD.perform(a, Step.URGE, pk=hazard_id, seen_version=seen_version, facts=facts(a))
        add_step(a, row, Step.URGE, text=text)
        is_units = row.state == State.RECTIFYING
        next_todo(
            a,
            row,
            "todo.urged",
            "hazards.treat" if is_units else "hazards.confirm",
            unit_name=unit_name_of(row),
            unit_id=row.unit_id if is_units else None,
            body_id=None if is_units else row.body_id,
            due_day=row.limit_day,
            keep=True,
        )


def propose_transfer(
    *, actor: Actor, at: datetime, hazard_id: int, seen_version: int, to_body_id: int, matter: str, text: str
) -> None:
    """The responsible body offers the hazard to the supervisor in another matter, with the reason."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.ask_transfer") as a:
        row = HAZARD.perform(a, Step.ASK_TRANSFER, pk=hazard_id, seen_version=seen_version, facts=facts(a))
        _demand_supervisor(a, row, to_body_id, matter)
        take_part(a, row, Part.HANDLER, body_id=to_body_id)
        add_step(a, row, Step.ASK_TRANSFER, text=text, data=_named(to_body_id, matter))
        next_todo(
            a,
            row,
            "todo.transfer",
            "hazards.transfer",
            unit_name=unit_name_of(row),
            body_id=to_body_id,
            keep=True,
        )


def accept_transfer(*, actor: Actor, at: datetime, hazard_id: int, seen_version: int, text: str = "") -> None:
    """The body it was offered to takes the hazard; what it waits for goes with it. A move, not an end."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.accept_transfer") as a:
        row = HAZARD.perform(
            a,
            Step.ACCEPT_TRANSFER,
            pk=hazard_id,
            seen_version=seen_version,
            changes=lambda locked: {"body_id": actor.body_id, "matter": offer_of(locked)["matter"]},
            facts=facts(a),
        )
        add_step(a, row, Step.ACCEPT_TRANSFER, text=text)
        wait_anew(a, row)


def refuse_transfer(*, actor: Actor, at: datetime, hazard_id: int, seen_version: int, text: str) -> None:
    """The body it was offered to refuses, with the reason; refused twice goes up to the coordinating office."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.refuse_transfer") as a:
        row = HAZARD.perform(a, Step.REFUSE_TRANSFER, pk=hazard_id, seen_version=seen_version, facts=facts(a))
        add_step(a, row, Step.REFUSE_TRANSFER, text=text)
        close_todos(a, row, ["todo.transfer"])
        office = settling_office(row, today_of(a))
        if refusals_of(row) >= _TWICE and office is not None:
            take_part(a, row, Part.OVERSEER, body_id=office)
            next_todo(
                a,
                row,
                "todo.assign",
                "hazards.assign",
                unit_name=unit_name_of(row),
                body_id=office,
                keep=True,
            )


def assign(
    *, actor: Actor, at: datetime, hazard_id: int, seen_version: int, to_body_id: int, matter: str, text: str
) -> None:
    """The coordinating office says who handles a hazard that was refused twice or that nobody has."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.assign") as a:
        row = HAZARD.perform(
            a,
            Step.ASSIGN,
            pk=hazard_id,
            seen_version=seen_version,
            changes={"body_id": to_body_id, "matter": matter},
            facts=facts(a),
        )
        _demand_supervisor(a, row, to_body_id, matter)
        add_step(a, row, Step.ASSIGN, text=text, data=_named(to_body_id, matter))
        wait_anew(a, row)


def name_joint(
    *, actor: Actor, at: datetime, hazard_id: int, seen_version: int, body_ids: Iterable[int], text: str = ""
) -> None:
    """Name bodies that are jointly responsible; the responsible body stays the one lead."""
    named = sorted(set(body_ids) - {actor.body_id or 0})
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.join") as a:
        row = HAZARD.perform(a, Step.JOIN, pk=hazard_id, seen_version=seen_version, facts=facts(a))
        known = {one for one in named if organisations.body_brief(one) is not None}
        if not known or known != set(named):
            raise RuleBroken(Finding("HZ-045", field="bodies"))
        for body in named:
            take_part(a, row, Part.JOINT, body_id=body)
        add_step(
            a,
            row,
            Step.JOIN,
            text=text,
            data={"bodies": named, "body_names": sorted(organisations.body_names(named).values())},
        )


def countersign(*, actor: Actor, at: datetime, hazard_id: int, seen_version: int, text: str = "") -> None:
    """The body that found the hazard signs before the handling body closes it."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.countersign") as a:
        row = HAZARD.perform(a, Step.COUNTERSIGN, pk=hazard_id, seen_version=seen_version, facts=facts(a))
        record = add_step(a, row, Step.COUNTERSIGN, text=text)
        sign(a, row, record)
        close_todos(a, row, ["todo.countersign"])


def _demand_supervisor(a: OpenAct, row: Hazard, body_id: int, matter: str) -> None:
    """Whoever gets the hazard supervises this unit in that matter, by a mandate."""
    holders = organisations.holders_of(
        unit_id=row.unit_id, matter=matter, power="supervise", day=today_of(a), site_id=row.site_id
    )
    if body_id not in holders:
        raise RuleBroken(Finding("HZ-044", field="to"))


def _named(body_id: int, matter: str) -> dict[str, object]:
    """To whom and in which matter, with the name the body has now."""
    names = list(organisations.body_names([body_id]).values())
    return {"to": body_id, "matter": matter, "body_names": names}
