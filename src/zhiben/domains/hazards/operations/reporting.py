"""A hazard comes to light: reported, confirmed and graded, or found unfounded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zhiben.core import clock, deadlines, events
from zhiben.core.actors import Actor
from zhiben.core.calendar.queries import snapshot
from zhiben.core.errors import NotFound, RuleBroken
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import OpenAct, act
from zhiben.core.numbering import next_number
from zhiben.domains.hazards import rules
from zhiben.domains.hazards.events import HazardReported
from zhiben.domains.hazards.lifecycle import HAZARD
from zhiben.domains.hazards.models import FoundAt, Hazard, Suspension
from zhiben.domains.hazards.operations.duties import tell_found
from zhiben.domains.hazards.operations.reports import ask_double_report, note_repeats
from zhiben.domains.hazards.operations.steps import (
    Photo,
    add_step,
    facts,
    next_todo,
    seen,
    settling_office,
    take_part,
    today_of,
    tolerance,
    unit_name_of,
)
from zhiben.domains.hazards.queries.found import found_in
from zhiben.domains.hazards.vocabulary import Channel, Grade, Part, Step
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.organisations import queries as organisations

__all__ = ["Photo", "SelfSuspension", "confirm_hazard", "decline_hazard", "report_hazard"]


@dataclass(frozen=True, slots=True)
class SelfSuspension:
    """The unit says that it has stopped the affected area: which, and since when."""

    extent: str
    since: datetime


def report_hazard(
    *,
    actor: Actor,
    at: datetime,
    unit_id: int,
    matter: str,
    title: str,
    description: str,
    place: str,
    found_day: date,
    photos: Iterable[Photo] = (),
    criterion: str = "",
    site_id: int | None = None,
    suspension: SelfSuspension | None = None,
    producing: bool | None = None,
    activity_id: int | None = None,
) -> int:
    """Report a hazard of the own unit, or one found in a unit within reach; returns its id.

    `activity_id`: the activity of that unit at which it came to light.
    """
    unit = organisations.unit_brief(unit_id)
    own = actor.unit_id == unit_id
    if unit is None or not (own or actor.covers(unit.area, unit.sector, matter)):
        raise NotFound(Finding("not-found", field="unit"))
    area = _area_of(unit, site_id)
    activity = found_in(actor, activity_id, unit_id)
    with act(actor=actor, at=at, operation="hazards.report") as a:
        today = today_of(a)
        back = int(instruments.parameter("hazards.backdating", on=today).value)
        if findings := [
            *rules.hz011_day_found(found_day, today, back),
            *_moments(a, tolerance(today), suspension),
        ]:
            raise RuleBroken(*findings)
        body = organisations.holder_of(
            unit_id=unit_id, matter=matter, power="supervise", day=today, site_id=site_id
        )
        row = HAZARD.begin(
            a,
            "report_own" if own else "report_found",
            values={
                "number": next_number("hazards", today.year),
                "area": area,
                "area_at": area,
                "unit_id": unit_id,
                "site_id": site_id,
                "sector": unit.sector,
                "matter": matter,
                "body_id": body,
                "channel": Channel.SELF_REPORT if own else _found_how(actor),
                "finder_body_id": None if own else actor.body_id,
                "finder_signs": not own and actor.may("hazards.countersign") and body != actor.body_id,
                "producing": producing,
                "title": title,
                "description": description,
                "place": place,
                "criterion": criterion,
                "found_day": found_day,
            },
        )
        if row.finder_body_id not in (None, body):
            take_part(a, row, Part.FINDER, body_id=row.finder_body_id)
        add_step(a, row, Step.REPORT, text=description, photos=photos)
        if activity is not None:
            a.create(FoundAt, hazard=row, activity_id=activity)
        if suspension is not None:
            _self_suspend(a, row, suspension)
        ask_confirmation(a, row, unit.name)
        events.announce(HazardReported(row.pk, unit_id), a)
    return int(row.pk)


def _found_how(actor: Actor) -> Channel:
    """Officers inspect; towns and grid members patrol: coordinating and helping bodies inspect no unit."""
    return Channel.INSPECTION if actor.may("hazards.countersign") else Channel.PATROL


def _area_of(unit: organisations.UnitBrief, site_id: int | None) -> int:
    """Where the hazard lies: at the site, if one is named; NotFound when it is no open site of the unit."""
    if site_id is None:
        return unit.area
    for site in organisations.sites_of(unit.id):
        if site.id == site_id:
            return site.area
    raise NotFound(Finding("not-found", field="site"))


def _moments(a: OpenAct, off: timedelta, suspension: SelfSuspension | None) -> list[Finding]:
    """What stands against the moments that were given."""
    known = rules.CaseFacts(
        today=today_of(a),
        person_id=a.actor.person_id,
        at=a.at,
        recorded_at=a.recorded_at,
        tolerance=off,
    )
    found = rules.hz024_not_ahead(known)
    if suspension is not None:
        found += rules.hz026_stopped_already(suspension.since, a.at, off)
    return found


def _self_suspend(a: OpenAct, row: Hazard, suspension: SelfSuspension) -> None:
    made = a.create(
        Suspension,
        hazard=row,
        kind="self_suspension",
        extent=suspension.extent,
        since=suspension.since,
        recorded_by=a.actor.person_id,
    )
    since = suspension.since.astimezone(clock.SHANGHAI).isoformat(timespec="minutes")
    add_step(a, row, Step.SELF_SUSPEND, text=suspension.extent, data={"since": since, "suspension": made.pk})


def ask_confirmation(a: OpenAct, row: Hazard, unit_name: str) -> None:
    """A to-do for the supervisor within its term; for the coordinating office where nobody supervises."""
    today = today_of(a)
    term = instruments.parameter("hazards.confirm.within", on=today)
    calendar = snapshot(today, deadlines.add_months(today, 2))
    due = deadlines.compute(today, int(term.value), "working_days", calendar=calendar).due
    if row.body_id is not None:
        next_todo(
            a, row, "todo.confirm", "hazards.confirm", unit_name=unit_name, body_id=row.body_id, due_day=due
        )
        return
    office = settling_office(row, today)
    next_todo(
        a,
        row,
        "todo.settle",
        "organisations.manage_mandates",
        unit_name=unit_name,
        body_id=office,
        due_day=due,
    )


def confirm_hazard(
    *,
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    grade: str,
    basis: str = "",
    text: str = "",
) -> None:
    """The supervisor confirms the hazard and grades it; it becomes the responsible body."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.confirm") as a:
        row = HAZARD.perform(
            a,
            Step.CONFIRM,
            pk=hazard_id,
            seen_version=seen_version,
            changes={
                "grade": Grade(grade),
                "grade_basis": basis,
                "body_id": actor.body_id,
                "graded_by_id": actor.body_id,
            },
            facts=facts(a, grading=True, grade=grade, basis=basis),
        )
        add_step(a, row, Step.CONFIRM, text=text, data={"grade": grade, "basis": basis})
        next_todo(
            a,
            row,
            "todo.issue",
            "hazards.serve",
            unit_name=unit_name_of(row),
            body_id=row.body_id,
        )
        ask_double_report(a, row)
        note_repeats(a, row)
        tell_found(a, row)


def decline_hazard(*, actor: Actor, at: datetime, hazard_id: int, seen_version: int, text: str) -> None:
    """The supervisor finds that there is no hazard; the case ends as unfounded, with the reason."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.decline") as a:
        row = HAZARD.perform(
            a,
            Step.DECLINE,
            pk=hazard_id,
            seen_version=seen_version,
            changes={"ended_day": today_of(a)},
            facts=facts(a),
        )
        add_step(a, row, Step.DECLINE, text=text)
        next_todo(a, row, "", "")
