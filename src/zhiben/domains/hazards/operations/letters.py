"""The letter with the limit: issued by the supervisor, served on the unit's people with proof."""

from dataclasses import dataclass
from datetime import date, datetime

from zhiben.core import clock, deadlines
from zhiben.core.actors import Actor
from zhiben.core.calendar.queries import snapshot
from zhiben.core.errors import Invalid, NotFound, RuleBroken
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import act
from zhiben.core.numbering import next_number
from zhiben.domains.hazards.lifecycle import HAZARD
from zhiben.domains.hazards.models import Hazard, Letter
from zhiben.domains.hazards.operations.steps import add_step, facts, next_todo, seen, today_of, unit_name_of
from zhiben.domains.hazards.vocabulary import Step
from zhiben.domains.notices import operations as notices
from zhiben.domains.people import queries as people

sentence("HZ-020", N_("Give either a day or a number of days for the limit."))
sentence(
    "HZ-021",
    N_("The working calendar of %(year)s is not announced yet, so this limit cannot be counted; give a day."),
)
sentence("HZ-022", N_("The recipient is not the principal or actual controller of this unit."))


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as it is set: a day, or a count of working_days, calendar_days or months from today."""

    day: date | None = None
    count: int | None = None
    unit: deadlines.Unit = "working_days"


def reckon(limit: Limit, today: date) -> tuple[date, list[list[object]]]:
    """The last day and the lines that explain it: [first day, last day, sentence code, running number].

    Invalid when neither or both are given; RuleBroken when the calendar needed is not announced yet.
    """
    if (limit.day is None) == (limit.count is None):
        raise Invalid(Finding("HZ-020", field="limit"))
    if limit.day is not None:
        return limit.day, []
    count = limit.count or 0
    deadline = deadlines.compute(today, count, limit.unit, calendar=snapshot(today))
    if deadline.warnings and limit.unit == "working_days":
        raise RuleBroken(Finding("HZ-021", deadline.warnings[0].params, "limit"))
    lines = [
        [first.isoformat(), line.day.isoformat(), line.reason, line.number]
        for first, line in deadlines.grouped(deadline.lines)
    ]
    return deadline.due, lines


def issue_letter(
    *,
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    limit: Limit,
    guidance: str,
    ordered: bool = False,
) -> int:
    """Set the limit and issue the letter of guidance, or the order of law; returns the letter's id."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.issue_letter") as a:
        today = today_of(a)
        due, lines = reckon(limit, today)
        row = HAZARD.perform(
            a,
            Step.SERVE,
            pk=hazard_id,
            seen_version=seen_version,
            changes={"limit_first": due, "limit_day": due, "limit_by_id": actor.body_id, "ordered": ordered},
            facts=facts(a, new_limit=due, ordering=ordered),
        )
        letter = a.create(
            Letter,
            hazard=row,
            number=next_number("hazards.letter", today.year),
            body_id=actor.body_id,
            issued_day=today,
            limit_day=due,
            guidance=guidance,
            reckoning=lines,
            kind="order" if ordered else "guidance",
        )
        add_step(
            a,
            row,
            Step.SERVE,
            text=guidance,
            data={"letter": letter.number, "ordered": ordered, "limit": due.isoformat(), "reckoning": lines},
        )
        unit_name = unit_name_of(row)
        next_todo(
            a,
            row,
            "todo.treat",
            "hazards.treat",
            unit_name=unit_name,
            unit_id=row.unit_id,
            due_day=due,
        )
    return int(letter.pk)


def serve_letter(
    *,
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    method: str,
    recipient_id: int | None = None,
    recipient_name: str = "",
    capacity: str = "",
    details: notices.ServiceDetails | None = None,
    signature_png: bytes | None = None,
) -> int:
    """Serve the letter on the principal or the actual controller by account, or on somebody named; its id.

    As what a person with an account is served follows from the unit's books; `capacity` is for the others.
    """
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.serve_letter") as a:
        row: Hazard = HAZARD.perform(
            a, Step.SERVE_ON, pk=hazard_id, seen_version=seen_version, facts=facts(a)
        )
        letter = Letter.objects.visible_to(actor).filter(hazard=row).order_by("-id").first()
        if letter is None:
            raise NotFound(Finding("not-found"))
        if recipient_id is not None:
            capacity = capacity_of(row.unit_id, recipient_id, clock.day_of(at))
        service = notices.serve(
            actor=actor,
            at=at,
            paper=paper_of(row, letter),
            recipient_id=recipient_id,
            recipient_name=recipient_name,
            capacity=capacity,
            method=method,
            details=details,
            signature_png=signature_png,
        )
        add_step(
            a,
            row,
            Step.SERVE_ON,
            data={
                "letter": letter.number,
                "recipient": recipient_id or 0,
                "capacity": capacity,
                "method": method,
                "service": service,
            },
        )
    return service


def paper_of(row: Hazard, letter: Letter) -> notices.Paper:
    """The letter as service knows it."""
    return notices.Paper(
        kind="hazard_letter",
        id=letter.pk,
        number=letter.number,
        url=f"/hazards/letters/{letter.pk}/",
        area=row.area,
        unit_id=row.unit_id,
        body_id=letter.body_id,
        case_url=f"/hazards/{row.pk}/",
    )


def capacity_of(unit_id: int, person_id: int, day: date) -> str:
    """As what the recipient is served: principal or controller; refused for anybody else."""
    for role in ("principal", "controller"):
        members = people.members_of(unit_id=unit_id, role=role, day=day)
        if any(member.person_id == person_id for member in members):
            return role
    raise RuleBroken(Finding("HZ-022", field="recipient"))
