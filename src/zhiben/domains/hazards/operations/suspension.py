"""Stops of what is dangerous: ordered by an authority, or by the unit itself; served, lifted, revoked."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhiben.core import clock, deadlines
from zhiben.core.actors import Actor
from zhiben.core.calendar.queries import snapshot
from zhiben.core.errors import Forbidden, Invalid, NotFound, RuleBroken
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import OpenAct, act
from zhiben.core.numbering import next_number
from zhiben.domains.hazards import rules
from zhiben.domains.hazards.lifecycle import HAZARD, SUSPENSION
from zhiben.domains.hazards.models import Hazard, PublicNotice, StepRecord, Suspension
from zhiben.domains.hazards.operations.letters import capacity_of
from zhiben.domains.hazards.operations.steps import (
    Photo,
    add_step,
    seen,
    sign,
    take_part,
    today_of,
    tolerance,
    unit_name_of,
)
from zhiben.domains.hazards.queries.suspension import PAPER, kinds_for
from zhiben.domains.hazards.queries.suspension_facts import handler_of, suspension_facts
from zhiben.domains.hazards.vocabulary import Part, Step
from zhiben.domains.hazards.vocabulary.suspension import NOTICE, Occasion, SuspensionKind
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.notices import operations as notices
from zhiben.domains.notices import queries as todos

CASE = "suspension"
POSTING = "public_notice"
RESUME = sentence("todo.resume", N_("Suspended (%(number)s): apply for resumption once it is treated"))
LIFT = sentence("todo.lift_own", N_("The own suspension still stands on %(number)s: lift it once it is safe"))
POST = sentence("todo.post_notice", N_("Post the public notice on suspension %(number)s (%(unit)s)"))


@dataclass(frozen=True, slots=True)
class Stop:
    """What an authority suspends. `extent`: what is stopped; `decided_as`: the post or meeting that decided.

    `overseer_id`: the body under whose eyes the resumption is handled, where it is not the ordering one.
    """

    kind: str
    extent: str
    basis: str
    decided_as: str
    since: datetime
    until: date | None = None
    overseer_id: int | None = None


def suspend(*, actor: Actor, at: datetime, hazard_id: int, seen_version: int, stop: Stop) -> int:
    """An authority suspends; returns the suspension's id. Closing the hazard will not lift it."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.suspend") as a:
        today = today_of(a)
        row = _stopped(a, hazard_id, seen_version, "hazards.suspend")
        if row.state in _BEYOND:
            raise RuleBroken(Finding("wrong-state", {"state": row.state}), code="wrong-state")
        if findings := rules.hz026_stopped_already(stop.since, at, tolerance(today)):
            raise RuleBroken(*findings)
        made: Suspension = SUSPENSION.begin(
            a, Step.SUSPEND, values=_values(a, row, stop), facts=lambda new: _ordering(a, new, today)
        )
        data = {"suspension": made.pk, "kind": stop.kind, "number": made.number, "basis": stop.basis}
        add_step(a, row, Step.SUSPEND, text=stop.extent, data=data)
        _overseers(a, row, stop)
        ask(a, made, RESUME, "hazards.ask_resumption", unit_id=row.unit_id)
        announce(a, made, Occasion.SUSPEND)
    return int(made.pk)


def _stopped(a: OpenAct, hazard_id: int, seen_version: int, permission: str) -> Hazard:
    """The hazard, locked and of another version from now on: whoever saw it without the stop looks again."""
    row: Hazard = HAZARD.amend(a, pk=hazard_id, seen_version=seen_version, permission=permission, changes={})
    return row


_BEYOND = ("merged", "handed_over", "unfounded")
"""Ends after which nothing is ordered here any more."""


def _values(a: OpenAct, row: Hazard, stop: Stop) -> dict[str, Any]:
    return {
        "hazard": row,
        "number": next_number("hazards.suspension", today_of(a).year),
        "kind": stop.kind,
        "extent": stop.extent,
        "basis": stop.basis,
        "body_id": a.actor.body_id,
        "decided_as": stop.decided_as,
        "since": stop.since,
        "until": stop.until,
        "recorded_by": a.actor.person_id,
    }


def _ordering(a: OpenAct, new: Suspension, today: date) -> rules.SuspensionFacts:
    allowed = kinds_for(a.actor, unit_id=new.hazard.unit_id, matter=new.hazard.matter, today=today)
    return rules.SuspensionFacts(
        today=today,
        person_id=a.actor.person_id,
        body_id=a.actor.body_id,
        kind=new.kind,
        kinds=tuple(allowed.value),
        basis=new.basis,
        decided_as=new.decided_as,
        since_day=clock.day_of(new.since),
        until=new.until,
    )


def _overseers(a: OpenAct, row: Hazard, stop: Stop) -> None:
    """Ordering and overseeing bodies see the case to its end, whoever handles it."""
    for body in {a.actor.body_id, stop.overseer_id} - {None, row.body_id}:
        take_part(a, row, Part.OVERSEER, body_id=body)


def suspend_own(a: OpenAct, row: Hazard, extent: str, since: datetime) -> Suspension:
    """The unit has stopped the affected area by itself: part of an act under way."""
    made: Suspension = SUSPENSION.begin(
        a,
        "suspend_own",
        values={
            "hazard": row,
            "kind": SuspensionKind.SELF,
            "extent": extent,
            "since": since,
            "recorded_by": a.actor.person_id,
        },
    )
    day = since.astimezone(clock.SHANGHAI).isoformat(timespec="minutes")
    add_step(a, row, Step.SELF_SUSPEND, text=extent, data={"since": day, "suspension": made.pk})
    return made


def stop_by_ourselves(
    *, actor: Actor, at: datetime, hazard_id: int, seen_version: int, extent: str, since: datetime
) -> int:
    """The unit stops the affected area of a hazard that is known already; returns the suspension's id."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.suspend_own") as a:
        if findings := rules.hz026_stopped_already(since, at, tolerance(today_of(a))):
            raise RuleBroken(*findings)
        row = _stopped(a, hazard_id, seen_version, "hazards.treat")
        if row.ended_day is not None:
            raise RuleBroken(Finding("wrong-state", {"state": row.state}), code="wrong-state")
        return int(suspend_own(a, row, extent, since).pk)


def lift_own(
    *,
    actor: Actor,
    at: datetime,
    suspension_id: int,
    seen_version: int,
    text: str,
    photos: Iterable[Photo] = (),
) -> None:
    """The unit lifts its own suspension after its own acceptance, unless an authority's stands too."""
    with on_suspension(actor, at, "hazards.lift_suspension", suspension_id) as a:
        row = SUSPENSION.perform(
            a,
            Step.LIFT_SUSPENSION,
            pk=suspension_id,
            seen_version=seen_version,
            changes={"lifted_at": at},
            facts=gathered(a),
        )
        record = add_step(a, row.hazard, Step.LIFT_SUSPENSION, text=text, data=said(row), photos=photos)
        sign(a, row.hazard, record)
        close(a, row)


def revoke_suspension(
    *, actor: Actor, at: datetime, suspension_id: int, seen_version: int, text: str
) -> None:
    """The ordering body takes back a suspension whose hazard was found unfounded."""
    with on_suspension(actor, at, "hazards.revoke_suspension", suspension_id) as a:
        row = SUSPENSION.perform(
            a,
            Step.REVOKE_SUSPENSION,
            pk=suspension_id,
            seen_version=seen_version,
            changes={"lifted_at": at, "due_day": None},
            facts=gathered(a),
        )
        add_step(a, row.hazard, Step.REVOKE_SUSPENSION, text=text, data=said(row))
        close(a, row)
        announce(a, row, Occasion.RESUME)


def serve_suspension(
    *, actor: Actor, at: datetime, suspension_id: int, method: str, capacity: str = "", **how: Any
) -> int:
    """Serve the decision on the unit's people, by the body that ordered it; returns the service's id."""
    with on_suspension(actor, at, "hazards.serve_suspension", suspension_id) as a:
        row = SUSPENSION.lock(suspension_id)
        if not actor.may("hazards.suspend"):
            raise Forbidden(Finding("no-permission", {"permission": "hazards.suspend"}))
        if row.body_id is None or row.body_id != actor.body_id:
            raise RuleBroken(Finding("HZ-036"))
        hazard = row.hazard
        recipient = how.get("recipient_id")
        if recipient is not None:
            capacity = capacity_of(hazard.unit_id, recipient, clock.day_of(at))
        paper = notices.Paper(
            kind=PAPER,
            id=row.pk,
            number=row.number,
            url=f"/hazards/suspensions/{row.pk}/paper/",
            area=hazard.area,
            unit_id=hazard.unit_id,
            body_id=row.body_id,
            case_url=f"/hazards/suspensions/{row.pk}/",
        )
        service = notices.serve(actor=actor, at=at, paper=paper, capacity=capacity, method=method, **how)
        add_step(a, hazard, Step.SERVE_SUSPENSION, data={**said(row), "method": method, "service": service})
    return service


def post_notice(
    *,
    actor: Actor,
    at: datetime,
    suspension_id: int,
    occasion: str,
    text: str,
    place: str,
    day: date,
    photos: Iterable[Photo] = (),
) -> int:
    """Record the public notice that was posted: its text, where and on which day; returns the notice's id."""
    if occasion not in set(Occasion):
        raise Invalid(Finding("value-out-of-range", field="occasion"))
    with on_suspension(actor, at, "hazards.post_notice", suspension_id) as a:
        row = SUSPENSION.lock(suspension_id)
        _may_post(a, row)
        rows = PublicNotice.objects.unscoped(reason="a notice is posted once")
        known = rows.filter(suspension=row, occasion=occasion).first()
        may_be = occasion == Occasion.SUSPEND or row.lifted_at is not None
        found = rules.hz092_to_post(known.posted_day if known else None, may_be=may_be)
        if findings := [*found, *rules.hz091_posted_day(day, today_of(a))]:
            raise RuleBroken(*findings)
        notice = known or a.create(PublicNotice, hazard=row.hazard, suspension=row, occasion=occasion)
        a.change(notice, text=text, place=place, posted_day=day, posted_by=actor.person_id)
        data = {**said(row), "occasion": occasion, "place": place, "day": day.isoformat()}
        add_step(a, row.hazard, Step.POST_NOTICE, text=text, data=data, photos=photos)
        notices.close_todos(actor=actor, at=at, case_kind=POSTING, case_ids=[notice.pk])
    return int(notice.pk)


def _may_post(a: OpenAct, row: Suspension) -> None:
    """The ordering and the handling body make public what they decided."""
    if not a.actor.may("hazards.suspend"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.suspend"}))
    if a.actor.body_id not in (row.body_id, handler_of(row)) or row.kind == SuspensionKind.SELF:
        raise RuleBroken(Finding("HZ-036"))


@contextmanager
def on_suspension(actor: Actor, at: datetime, operation: str, suspension_id: int) -> Iterator[OpenAct]:
    """One act on a suspension within reach; NotFound otherwise."""
    if not Suspension.objects.visible_to(actor).filter(pk=suspension_id).exists():
        raise NotFound(Finding("not-found"))
    with act(actor=actor, at=at, operation=operation) as a:
        yield a


def gathered(a: OpenAct, **known: Any) -> Callable[[Suspension], rules.SuspensionFacts]:
    """What the rules need of the locked row, with the moment of the act and that of the last step."""

    def gather(row: Suspension) -> rules.SuspensionFacts:
        today = today_of(a)
        steps = StepRecord.objects.unscoped(reason="the order of all steps").filter(hazard_id=row.hazard_id)
        moment = {
            "at": a.at,
            "recorded_at": a.recorded_at,
            "last_at": steps.order_by("-id").values_list("at", flat=True).first(),
            "tolerance": tolerance(today),
        }
        return suspension_facts(row, a.actor, today, **moment, **known)

    return gather


def said(row: Suspension) -> dict[str, Any]:
    """What a line of the timeline says of the suspension."""
    return {"suspension": row.pk, "number": row.number, "kind": row.kind}


def close(a: OpenAct, row: Suspension) -> None:
    """Close the suspension's to-dos."""
    notices.close_todos(actor=a.actor, at=a.at, case_kind=CASE, case_ids=[row.pk])


def ask(
    a: OpenAct,
    row: Suspension,
    kind: str,
    permission: str,
    *,
    due_day: date | None = None,
    **whose: int | None,
) -> None:
    """Close the suspension's to-dos and open the next one, on its page."""
    close(a, row)
    if not any(whose.values()):
        return
    todo = notices.NewTodo(
        kind=kind,
        case_kind=CASE,
        case_id=row.pk,
        url=f"/hazards/suspensions/{row.pk}/",
        permission=permission,
        due_day=due_day,
        params={"number": row.number or row.hazard.number, "unit": unit_name_of(row.hazard)},
        **whose,
    )
    notices.open_todos(actor=a.actor, at=a.at, todos=[todo])


def announce(a: OpenAct, row: Suspension, occasion: str) -> None:
    """Where the sector demands a public notice: a row that waits for posting, and a to-do with its term."""
    today, sector = today_of(a), row.hazard.sector
    keys = ("hazards.resumption.steps", "hazards.suspension.notice_within")
    found = instruments.parameters_for(keys, on=today, sector=sector)
    if row.kind == SuspensionKind.SELF or NOTICE not in found[keys[0]].value:
        return
    due = _within(today, found.get(keys[1]))
    known = PublicNotice.objects.unscoped(reason="a notice is posted once")
    if known.filter(suspension=row, occasion=occasion).exists():
        return
    notice = a.create(PublicNotice, hazard=row.hazard, suspension=row, occasion=occasion, due_day=due)
    todo = notices.NewTodo(
        kind=POST,
        case_kind=POSTING,
        case_id=notice.pk,
        url=f"/hazards/suspensions/{row.pk}/",
        permission="hazards.suspend",
        body_id=row.body_id if occasion == Occasion.SUSPEND else handler_of(row),
        due_day=due,
        params={"number": row.number, "unit": unit_name_of(row.hazard)},
    )
    notices.open_todos(actor=a.actor, at=a.at, todos=[todo])


def _within(today: date, term: Any) -> date | None:
    """The last day of a term that runs from today; None where no pack gives one."""
    if term is None:
        return None
    calendar = snapshot(today, deadlines.add_months(today, 2))
    return deadlines.compute(today, int(term.value), term.unit, calendar=calendar).due


def remind_suspensions(*, actor: Actor, at: datetime, size: int = 2000) -> int:
    """To-dos for units whose suspension still stands although its hazard has ended; returns how many."""
    rows = Suspension.objects.unscoped(reason="reminders go to every unit").select_related("hazard__unit")
    standing = rows.filter(lifted_at=None, state="standing", hazard__ended_day__isnull=False)
    opened, last = 0, 0
    while page := list(standing.filter(pk__gt=last).order_by("pk")[:size]):
        last = page[-1].pk
        known = todos.open_of(CASE, [row.pk for row in page], [RESUME, LIFT])
        fresh = [_reminder(row) for row in page if not {(row.pk, RESUME), (row.pk, LIFT)} & known]
        opened += notices.open_todos(actor=actor, at=at, todos=fresh)
    return opened


def _reminder(row: Suspension) -> notices.NewTodo:
    own = row.kind == SuspensionKind.SELF
    return notices.NewTodo(
        kind=LIFT if own else RESUME,
        case_kind=CASE,
        case_id=row.pk,
        url=f"/hazards/suspensions/{row.pk}/",
        permission="hazards.treat" if own else "hazards.ask_resumption",
        unit_id=row.hazard.unit_id,
        params={"number": row.number or row.hazard.number, "unit": row.hazard.unit.name},
    )
