"""Treatment in steps: sub-items added, put right by the unit, accepted on site by an officer."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound, RuleBroken
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.hazards import rules
from zhiben.domains.hazards.lifecycle import HAZARD, ITEM
from zhiben.domains.hazards.models import Hazard, Signature, StepRecord, SubItem
from zhiben.domains.hazards.operations.steps import (
    Photo,
    add_step,
    facts,
    seen,
    sign,
    today_of,
    tolerance,
    unit_name_of,
)
from zhiben.domains.hazards.vocabulary import Side, Step
from zhiben.domains.notices import operations as notices

sentence("todo.item", N_("Put right sub-item %(order)s of hazard %(number)s: %(title)s"))
sentence("todo.accept_item", N_("Accept sub-item %(order)s of hazard %(number)s on site (%(unit)s)"))
_REASON = "rules compare all who took part, not only those the actor sees"


@dataclass(frozen=True, slots=True)
class NewItem:
    """A part of a hazard with a limit of its own."""

    title: str
    limit_day: date


def add_item(
    *, actor: Actor, at: datetime, hazard_id: int, seen_version: int, title: str, limit_day: date
) -> int:
    """Split off a sub-item, by the unit or the responsible body; returns its id. Figures do not change."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.add_item") as a:
        row = HAZARD.perform(a, Step.ADD_ITEM, pk=hazard_id, seen_version=seen_version, facts=facts(a))
        return write_items(a, row, [NewItem(title, limit_day)])[0]


def write_items(a: OpenAct, row: Hazard, items: Iterable[NewItem]) -> list[int]:
    """Add sub-items to a hazard that is locked, with a line and a to-do for each."""
    today = today_of(a)
    known = SubItem.objects.unscoped(reason="sub-items of one hazard are numbered").filter(hazard=row)
    order = known.aggregate(last=Max("order"))["last"] or 0
    made = []
    for item in items:
        if findings := rules.hz093_within(item.limit_day, today, row.limit_day):
            raise RuleBroken(*findings)
        order += 1
        values = {"hazard": row, "order": order, "title": item.title, "limit_day": item.limit_day}
        new = ITEM.begin(a, Step.ADD_ITEM, values={**values, "added_by": a.actor.person_id})
        data = {"item": new.pk, "order": order, "limit": item.limit_day.isoformat()}
        add_step(a, row, Step.ADD_ITEM, text=item.title, data=data)
        _ask(a, new, "todo.item", "hazards.treat", unit_id=row.unit_id)
        made.append(int(new.pk))
    return made


def rectify_item(
    *,
    actor: Actor,
    at: datetime,
    item_id: int,
    seen_version: int,
    text: str,
    photos: Iterable[Photo] = (),
) -> None:
    """The unit reports a sub-item put right; who does stands on the unit's side for good."""
    with _step(actor, at, "hazards.item_rectified", item_id) as (a, row):
        item = ITEM.perform(
            a,
            Step.ITEM_RECTIFIED,
            pk=item_id,
            seen_version=seen_version,
            changes={"rectified_by": actor.person_id, "rectified_day": today_of(a)},
            facts=_facts(a),
        )
        record = add_step(a, row, Step.ITEM_RECTIFIED, text=text, data=_data(item), photos=photos)
        sign(a, row, record)
        _ask(a, item, "todo.accept_item", "hazards.accept", body_id=row.body_id)


def accept_item(
    *,
    actor: Actor,
    at: datetime,
    item_id: int,
    seen_version: int,
    text: str,
    photos: Iterable[Photo] = (),
) -> None:
    """An officer who did not act for the unit accepts a sub-item on site."""
    with _step(actor, at, "hazards.item_accepted", item_id) as (a, row):
        item = ITEM.perform(
            a,
            Step.ITEM_ACCEPTED,
            pk=item_id,
            seen_version=seen_version,
            changes={"accepted_by": actor.person_id, "accepted_day": today_of(a)},
            facts=_facts(a),
        )
        add_step(a, row, Step.ITEM_ACCEPTED, text=text, data=_data(item), photos=photos)
        _close(a, item)


def send_item_back(*, actor: Actor, at: datetime, item_id: int, seen_version: int, text: str) -> None:
    """A sub-item was not put right: it goes back to the unit."""
    with _step(actor, at, "hazards.item_sent_back", item_id) as (a, row):
        item = ITEM.perform(a, Step.ITEM_SENT_BACK, pk=item_id, seen_version=seen_version, facts=_facts(a))
        add_step(a, row, Step.ITEM_SENT_BACK, text=text, data=_data(item))
        _ask(a, item, "todo.item", "hazards.treat", unit_id=row.unit_id)


@contextmanager
def _step(actor: Actor, at: datetime, operation: str, item_id: int) -> Iterator[tuple[OpenAct, Hazard]]:
    """One act on a sub-item within reach, with its hazard."""
    found = SubItem.objects.visible_to(actor).filter(pk=item_id).select_related("hazard").first()
    if found is None:
        raise NotFound(Finding("not-found"))
    with act(actor=actor, at=at, operation=operation) as a:
        yield a, found.hazard


def _facts(a: OpenAct) -> Callable[[SubItem], rules.ItemFacts]:
    def gather(item: SubItem) -> rules.ItemFacts:
        signed = Signature.objects.unscoped(reason=_REASON).filter(hazard_id=item.hazard_id)
        sides = dict(signed.values_list("person_id", "side"))
        steps = StepRecord.objects.unscoped(reason="the order of all steps").filter(hazard_id=item.hazard_id)
        return rules.ItemFacts(
            today=today_of(a),
            person_id=a.actor.person_id,
            unit_side=frozenset(person for person, side in sides.items() if side == Side.UNIT),
            judges=frozenset(
                person for person, side in sides.items() if side in (Side.ACCEPTOR, Side.REVIEWER)
            ),
            at=a.at,
            recorded_at=a.recorded_at,
            last_at=steps.order_by("-id").values_list("at", flat=True).first(),
            tolerance=tolerance(today_of(a)),
        )

    return gather


def _data(item: SubItem) -> dict[str, Any]:
    return {"item": item.pk, "order": item.order, "title": item.title}


def _close(a: OpenAct, item: SubItem) -> None:
    notices.close_todos(actor=a.actor, at=a.at, case_kind="hazard_item", case_ids=[item.pk])


def _ask(a: OpenAct, item: SubItem, kind: str, permission: str, **whose: int | None) -> None:
    """Close the sub-item's to-dos and open the next one, on the page of the hazard."""
    _close(a, item)
    if not any(whose.values()):
        return
    row = item.hazard
    todo = notices.NewTodo(
        kind=kind,
        case_kind="hazard_item",
        case_id=item.pk,
        url=f"/hazards/{row.pk}/",
        permission=permission,
        due_day=item.limit_day,
        params={
            "number": row.number,
            "order": item.order,
            "title": item.title,
            "unit": unit_name_of(row),
        },
        **whose,
    )
    notices.open_todos(actor=a.actor, at=a.at, todos=[todo])
