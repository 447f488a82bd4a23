"""Other ends than closing; listing for oversight; look-back."""

from collections.abc import Iterable
from datetime import date, datetime

from zhiben.core import draws
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, RuleBroken
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import act
from zhiben.domains.hazards.lifecycle import HAZARD
from zhiben.domains.hazards.models import Hazard, LookBack, LookBackDraw
from zhiben.domains.hazards.operations.steps import (
    Photo,
    add_step,
    close_todos,
    facts,
    new_todo,
    seen,
    today_of,
)
from zhiben.domains.hazards.operations.waiting import open_waiting
from zhiben.domains.hazards.vocabulary import State, Step
from zhiben.domains.notices import operations as notices
from zhiben.domains.organisations import queries as organisations

sentence("HZ-047", N_("Nothing was closed there in that time; there is nothing to draw from."))
sentence("HZ-048", N_("Say how many percent to draw, from 1 to 100."))
sentence("HZ-049", N_("This hazard is held by a listing body already."))
sentence("todo.look_back", N_("Look back at hazard %(number)s (%(unit)s): is it still put right?"))


def hand_over(
    *, actor: Actor, at: datetime, hazard_id: int, seen_version: int, destination: str, text: str
) -> None:
    """Hand the hazard over to somebody outside this deployment; it ends here, with where it went."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.hand_over") as a:
        row = HAZARD.perform(
            a,
            Step.HAND_OVER,
            pk=hazard_id,
            seen_version=seen_version,
            changes={"ended_day": today_of(a), "handed_to": destination},
            facts=facts(a),
        )
        add_step(a, row, Step.HAND_OVER, text=text, data={"to_outside": destination})
        close_todos(a, row)


def take_back(*, actor: Actor, at: datetime, hazard_id: int, seen_version: int, text: str) -> None:
    """Take a hazard back that was handed over: refused outside, or wrongly sent."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.take_back") as a:
        row = HAZARD.perform(
            a,
            Step.TAKE_BACK,
            pk=hazard_id,
            seen_version=seen_version,
            changes={"ended_day": None, "handed_to": ""},
            facts=facts(a),
        )
        add_step(a, row, Step.TAKE_BACK, text=text)
        open_waiting(a, [row])


def hold_listed(*, actor: Actor, at: datetime, hazard_id: int, text: str) -> None:
    """The acting body lists the hazard: limit, extension, acceptance and end are its from now on. No movement."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.list") as a:
        row = HAZARD.lock(hazard_id)
        if row.listed_by_id is not None:
            raise RuleBroken(Finding("HZ-049"))
        if actor.body_id is None or not actor.covers(row.area, row.sector, row.matter):
            raise Forbidden(Finding("no-power", {"power": "coordinate"}))
        row = HAZARD.perform(
            a,
            Step.LIST,
            pk=hazard_id,
            seen_version=None,
            changes={"listed_by_id": actor.body_id},
            facts=facts(a),
        )
        add_step(a, row, Step.LIST, text=text)


def release_listed(*, actor: Actor, at: datetime, hazard_id: int, text: str) -> None:
    """The listing body ends the listing, not the hazard. No movement."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.delist") as a:
        row = HAZARD.perform(
            a,
            Step.DELIST,
            pk=hazard_id,
            seen_version=None,
            changes={"listed_by_id": None},
            facts=facts(a),
        )
        add_step(a, row, Step.DELIST, text=text)


def draw_look_back(*, actor: Actor, at: datetime, first: date, last: date, percent: int, seed: str) -> int:
    """Draw a share of what the actor's territory closed from `first` to `last`; returns the draw's id.

    The sample is the cases whose SHA-256 of seed and number is smallest, so that anybody can recompute it.
    """
    if not actor.may("hazards.look_back"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.look_back"}))
    if not 1 <= percent <= 100:
        raise RuleBroken(Finding("HZ-048", field="percent"))
    rows = Hazard.objects.visible_to(actor).filter(state=State.CLOSED, internal=False)
    closed = {row["number"]: row for row in rows.filter(ended_day__range=(first, last)).values(*_DRAWN)}
    if not closed:
        raise RuleBroken(Finding("HZ-047", field="first"))
    numbers = draws.draw(sorted(closed), share=percent, seed=seed)
    with act(actor=actor, at=at, operation="hazards.draw_look_back") as a:
        made = a.create(
            LookBackDraw,
            body_id=actor.body_id,
            area=actor.area or 0,
            first=first,
            last=last,
            percent=percent,
            seed=seed,
            population=len(closed),
            digest=draws.digest(sorted(closed)),
            drawn_at=a.at,
        )
        a.create_many(LookBack, [LookBack(draw=made, hazard_id=closed[number]["id"]) for number in numbers])
        drawn = Hazard.objects.visible_to(actor).filter(pk__in=[closed[n]["id"] for n in numbers])
        names = organisations.unit_names({row.unit_id for row in drawn})
        todos = [
            new_todo(
                row,
                "todo.look_back",
                "hazards.look_back",
                unit_name=names.get(row.unit_id, ""),
                body_id=row.body_id or actor.body_id,
                unit_id=None,
                due_day=None,
            )
            for row in drawn
        ]
        notices.open_todos(actor=actor, at=a.at, todos=todos)
    return int(made.pk)


_DRAWN = ("id", "number")


def look_back(
    *,
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    text: str,
    photos: Iterable[Photo] = (),
) -> None:
    """A closed hazard was looked at again and is sound."""
    _look(actor, at, hazard_id, seen_version, text, photos, is_sound=True)


def reopen(
    *,
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    text: str,
    photos: Iterable[Photo] = (),
) -> None:
    """A closed hazard was found again: it is reopened with its history, in a new round; the limit stands."""
    _look(actor, at, hazard_id, seen_version, text, photos, is_sound=False)


def _look(
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    text: str,
    photos: Iterable[Photo],
    *,
    is_sound: bool,
) -> None:
    seen(actor, hazard_id)
    step = Step.LOOK_BACK if is_sound else Step.REOPEN
    with act(actor=actor, at=at, operation=f"hazards.{step.value}") as a:
        row = HAZARD.perform(
            a,
            step,
            pk=hazard_id,
            seen_version=seen_version,
            changes=lambda locked: {} if is_sound else {"ended_day": None, "round": locked.round + 1},
            facts=facts(a),
        )
        add_step(a, row, step, text=text, photos=photos)
        drawn = LookBack.objects.unscoped(reason="the draw that asked for this look, whoever made it")
        waiting = list(drawn.filter(hazard=row, looked_at=None))
        for one in waiting:
            a.change(one, looked_at=a.at, is_sound=is_sound)
        close_todos(a, row, ["todo.look_back"])
        if not is_sound:
            open_waiting(a, [row])
