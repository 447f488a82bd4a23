"""The unit treats the hazard: plan with the five elements, rectification, own acceptance, report, extension."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from zhiben.core.actors import Actor
from zhiben.core.errors import RuleBroken
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.hazards import rules
from zhiben.domains.hazards.lifecycle import HAZARD
from zhiben.domains.hazards.models import Extension, Hazard, Treatment
from zhiben.domains.hazards.operations.items import NewItem, write_items
from zhiben.domains.hazards.operations.steps import (
    Photo,
    add_step,
    facts,
    next_todo,
    seen,
    sign,
    today_of,
    unit_name_of,
)
from zhiben.domains.hazards.queries.treatment import parts_demanded
from zhiben.domains.hazards.vocabulary import ELEMENTS, Step
from zhiben.domains.hazards.vocabulary.treatment import PLAN_PARTS


@dataclass(frozen=True, slots=True)
class FiveElements:
    """The plan of treatment. `funds_yuan` in yuan; `done_by` the day promised.

    `parts`: what is demanded beside the five elements; `items`: steps of the treatment with limits of their own.
    """

    responsibility: str
    measures: str
    funds: str
    funds_yuan: Decimal
    time_limit: str
    done_by: date
    contingency: str
    parts: Mapping[str, str] = field(default_factory=dict)
    items: Sequence[NewItem] = ()

    def part(self, name: str) -> str:
        """What the plan says under one of the parts."""
        return str(getattr(self, name)) if name in ELEMENTS else str(self.parts.get(name, ""))


def file_treatment(
    *, actor: Actor, at: datetime, hazard_id: int, seen_version: int, plan: FiveElements
) -> None:
    """File the plan of treatment, or a new edition of it, with the parts that grade and sector demand."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.file_treatment") as a:
        locked = HAZARD.lock(hazard_id)
        required = tuple(parts_demanded(locked.grade, locked.sector, today_of(a)))
        parts = {name: plan.part(name) for name in required}
        if findings := rules.hz003_five_elements(parts, required):
            raise RuleBroken(*findings)
        row = HAZARD.perform(a, Step.FILE_PLAN, pk=hazard_id, seen_version=seen_version, facts=facts(a))
        before = Treatment.objects.visible_to(actor).filter(hazard=row).count()
        a.create(
            Treatment,
            hazard=row,
            edition=before + 1,
            responsibility=plan.responsibility,
            measures=plan.measures,
            funds=plan.funds,
            funds_yuan=plan.funds_yuan,
            time_limit=plan.time_limit,
            done_by=plan.done_by,
            contingency=plan.contingency,
            parts={name: words for name, words in plan.parts.items() if name in PLAN_PARTS},
        )
        add_step(a, row, Step.FILE_PLAN, text=plan.measures, data={"edition": before + 1})
        write_items(a, row, plan.items)


def record_rectification(
    *,
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    text: str,
    photos: Iterable[Photo] = (),
) -> None:
    """Record what was done to cure the hazard; who records it stands on the unit's side for good."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.rectify") as a:
        row = HAZARD.perform(
            a,
            Step.RECTIFY,
            pk=hazard_id,
            seen_version=seen_version,
            facts=facts(a),
        )
        record = add_step(a, row, Step.RECTIFY, text=text, photos=photos)
        sign(a, row, record)


def own_acceptance(
    *,
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    text: str,
    photos: Iterable[Photo] = (),
) -> None:
    """The unit itself checks the cure, by another person where it has one."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.own_acceptance") as a:
        row = HAZARD.perform(
            a,
            Step.OWN_ACCEPT,
            pk=hazard_id,
            seen_version=seen_version,
            facts=facts(a),
        )
        record = add_step(a, row, Step.OWN_ACCEPT, text=text, photos=photos)
        sign(a, row, record)


def report_rectified(
    *, actor: Actor, at: datetime, hazard_id: int, seen_version: int, text: str = ""
) -> None:
    """Report the hazard rectified; the supervisor is asked to accept on site."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.report_rectified") as a:
        row = HAZARD.perform(
            a,
            Step.REPORT_RECTIFIED,
            pk=hazard_id,
            seen_version=seen_version,
            facts=facts(a),
        )
        record = add_step(a, row, Step.REPORT_RECTIFIED, text=text)
        sign(a, row, record)
        _lapse_extension(a, row)
        unit_name = unit_name_of(row)
        next_todo(
            a,
            row,
            "todo.accept",
            "hazards.accept",
            unit_name=unit_name,
            body_id=row.body_id,
            due_day=row.limit_day,
        )


def _lapse_extension(a: OpenAct, row: Hazard) -> None:
    """A request still waiting is without object once the cure is reported: decided_at without an answer."""
    waiting = Extension.objects.unscoped(reason="the request of the hazard in hand").filter(
        hazard=row, decided_at=None
    )
    for request in waiting:
        a.change(request, decided_at=a.at)


def ask_extension(
    *,
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    until: date,
    reason: str,
    interim: str,
) -> None:
    """Ask for more time, with the reason and the interim measures, before the limit expires."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.ask_extension") as a:
        row = HAZARD.perform(
            a,
            Step.ASK_EXTENSION,
            pk=hazard_id,
            seen_version=seen_version,
            facts=facts(a, new_limit=until),
        )
        a.create(
            Extension,
            hazard=row,
            limit_before=row.limit_day,
            until=until,
            reason=reason,
            interim=interim,
            asked_at=at,
        )
        add_step(
            a, row, Step.ASK_EXTENSION, text=reason, data={"until": until.isoformat(), "interim": interim}
        )
        unit_name = unit_name_of(row)
        next_todo(
            a,
            row,
            "todo.extension",
            "hazards.decide_extension",
            unit_name=unit_name,
            body_id=row.body_id,
            due_day=row.limit_day,
            keep=True,
        )
