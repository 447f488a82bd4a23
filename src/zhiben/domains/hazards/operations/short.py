"""General hazards: kept inside the unit, dissuaded on the spot, ended by re-inspection under an order."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from zhiben.core import clock, draws
from zhiben.core.actors import Actor, system_actor
from zhiben.core.errors import Forbidden, Invalid, NotFound, RuleBroken
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import OpenAct, act
from zhiben.core.numbering import next_number
from zhiben.domains.hazards.lifecycle import HAZARD
from zhiben.domains.hazards.models import Hazard, LookBack, LookBackDraw, Signature
from zhiben.domains.hazards.operations.duties import tell_fixed
from zhiben.domains.hazards.operations.reporting import ask_confirmation
from zhiben.domains.hazards.operations.steps import (
    Photo,
    add_step,
    close_todos,
    facts,
    next_todo,
    seen,
    sign,
    today_of,
    unit_name_of,
)
from zhiben.domains.hazards.queries.inside import kept_inside
from zhiben.domains.hazards.vocabulary import Channel, Grade, State, Step
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.organisations import queries as organisations

_SYSTEM = system_actor("hazards")

sentence("todo.own", N_("Put right: %(number)s %(title)s"))
sentence("todo.close_own", N_("Check and close: %(number)s %(title)s"))
sentence("todo.look_again", N_("Look once more at what was dissuaded: %(number)s (%(unit)s)"))
sentence("HZ-059", N_("Units keep no hazard inside in your territory; there is nothing to draw from."))


def record_own(
    *,
    actor: Actor,
    at: datetime,
    title: str,
    place: str,
    description: str = "",
    matter: str = "general",
    limit_day: date | None = None,
    photos: Iterable[Photo] = (),
    fixed: bool = False,
    site_id: int | None = None,
) -> int:
    """A general hazard the unit found and keeps to itself; `fixed`: it was put right on the spot. Returns its id."""
    unit = organisations.unit_brief(actor.unit_id) if actor.unit_id is not None else None
    if unit is None:
        raise Forbidden(Finding("no-permission", {"permission": "hazards.record_own"}))
    with act(actor=actor, at=at, operation="hazards.record_own") as a:
        today = today_of(a)
        within = int(instruments.parameter("hazards.own.within", on=today).value)
        due = limit_day or today + timedelta(days=within)
        if due < today:
            raise RuleBroken(Finding("HZ-002", {"limit": due.isoformat()}, "limit_day"))
        values = _values(unit, Channel.SELF_REPORT, title, description, place, matter, today)
        row = HAZARD.begin(
            a,
            Step.RECORD_OWN,
            values={**values, "internal": True, "limit_first": due, "limit_day": due, "site_id": site_id},
        )
        record = add_step(a, row, Step.RECORD_OWN, text=description or title, photos=photos)
        if fixed:
            sign(a, row, add_step(a, row, Step.FIX_OWN, text=title))
        _ask_unit(a, row, fixed=fixed)
    return int(record.hazard_id)


def fix_own(
    *,
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    text: str,
    photos: Iterable[Photo] = (),
) -> None:
    """The unit put right what it keeps to itself; another person of the unit closes it."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.fix_own") as a:
        row = HAZARD.perform(a, Step.FIX_OWN, pk=hazard_id, seen_version=seen_version, facts=facts(a))
        sign(a, row, add_step(a, row, Step.FIX_OWN, text=text, photos=photos))
        _ask_unit(a, row, fixed=True)


def close_own(
    *,
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    text: str = "",
    photos: Iterable[Photo] = (),
) -> None:
    """Another person of the unit checks and closes it."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.close_own") as a:
        row = HAZARD.perform(
            a,
            Step.CLOSE_OWN,
            pk=hazard_id,
            seen_version=seen_version,
            changes={"ended_day": today_of(a)},
            facts=facts(a),
        )
        sign(a, row, add_step(a, row, Step.CLOSE_OWN, text=text, photos=photos))
        close_todos(a, row)


def raise_own(*, actor: Actor, at: datetime, hazard_id: int, seen_version: int, text: str) -> None:
    """The unit reports to the supervisor after all what it kept to itself."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.raise_own") as a:
        row = HAZARD.perform(
            a,
            Step.RAISE_OWN,
            pk=hazard_id,
            seen_version=seen_version,
            changes=lambda locked: {
                "internal": False,
                "body_id": _supervisor(locked, today_of(a)),
                "limit_first": None,
                "limit_day": None,
                "grade": Grade.UNGRADED,
            },
            facts=facts(a),
        )
        add_step(a, row, Step.RAISE_OWN, text=text)
        ask_confirmation(a, row, unit_name_of(row))


def surface_overdue(*, actor: Actor, at: datetime) -> int:
    """What units keep inside and past its limit is shown to the supervisor from now on; returns how many."""
    today = clock.day_of(at)
    rows = Hazard.objects.unscoped(reason="what is overdue inside units, which nobody else may see yet")
    due = rows.filter(internal=True, ended_day=None, limit_day__lt=today, state=State.RECTIFYING)
    count = 0
    with act(actor=_SYSTEM, at=at, operation="hazards.take_up", note=f"by {actor.person_id}") as a:
        for row in due.order_by("pk")[:_AT_ONCE]:
            _surface(a, row, "overdue")
            count += 1
    return count


_AT_ONCE = 500


def draw_samples(*, actor: Actor, at: datetime, seed: str) -> int:
    """Draw some of what units of the territory keep inside, to be looked at; returns the draw's id."""
    if not actor.may("hazards.draw_samples"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.draw_samples"}))
    if not seed.strip():
        raise Invalid(Finding("required", field="seed"))
    inside = kept_inside(actor).filter(ended_day=None, state=State.RECTIFYING)
    by_number = {number: (pk, found) for number, pk, found in inside.values_list("number", "pk", "found_day")}
    if not by_number:
        raise RuleBroken(Finding("HZ-059"))
    with act(actor=actor, at=at, operation="hazards.draw_samples") as a:
        count = int(instruments.parameter("hazards.sample.count", on=today_of(a)).value)
        numbers = draws.draw_count(by_number, count=count, seed=seed)
        made = a.create(
            LookBackDraw,
            purpose="sample",
            body_id=actor.body_id,
            area=actor.area or 0,
            first=min(found for _, found in by_number.values()),
            last=today_of(a),
            percent=max(1, round(100 * len(numbers) / len(by_number))),
            seed=seed,
            population=len(by_number),
            digest=draws.digest(by_number),
            drawn_at=a.at,
        )
        keys = [by_number[number][0] for number in numbers]
        drawn = list(inside.filter(pk__in=keys).order_by("pk"))
        a.create_many(LookBack, [LookBack(draw=made, hazard=row) for row in drawn])
        for row in drawn:
            _surface(a, row, "drawn")
    return int(made.pk)


def dissuade(
    *,
    actor: Actor,
    at: datetime,
    unit_id: int,
    title: str,
    place: str,
    text: str,
    matter: str = "general",
    photos: Iterable[Photo] = (),
) -> int:
    """A grid member or town officer dissuades on the spot; it is looked at once more. Returns the hazard's id."""
    unit = organisations.unit_brief(unit_id)
    if unit is None or not actor.covers(unit.area, unit.sector, matter):
        raise NotFound(Finding("not-found", field="unit"))
    with act(actor=actor, at=at, operation="hazards.dissuade") as a:
        today = today_of(a)
        due = today + timedelta(days=int(instruments.parameter("hazards.dissuaded.within", on=today).value))
        values = _values(unit, Channel.PATROL, title, text, place, matter, today)
        row = HAZARD.begin(
            a,
            Step.DISSUADE,
            values={
                **values,
                "body_id": actor.body_id,
                "finder_body_id": actor.body_id,
                "limit_first": due,
                "limit_day": due,
            },
        )
        add_step(a, row, Step.DISSUADE, text=text, photos=photos)
        next_todo(
            a,
            row,
            "todo.look_again",
            "hazards.dissuade",
            unit_name=unit.name,
            body_id=actor.body_id,
            due_day=due,
        )
    return int(row.pk)


def look_again(
    *,
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    corrected: bool,
    text: str,
    photos: Iterable[Photo] = (),
) -> None:
    """Looked at once more: put right, and it ends; or not, and it goes to the supervisor."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.look_again") as a:

        def changed(row: Hazard) -> dict[str, object]:
            if corrected:
                return {"ended_day": today_of(a)}
            body = _supervisor(row, today_of(a))
            return {"body_id": body, "limit_first": None, "limit_day": None, "grade": Grade.UNGRADED}

        row = HAZARD.perform(
            a,
            "look_again_well" if corrected else "look_again_ill",
            pk=hazard_id,
            seen_version=seen_version,
            changes=changed,
            facts=facts(a),
        )
        add_step(a, row, Step.LOOK_AGAIN, text=text, data={"corrected": corrected}, photos=photos)
        close_todos(a, row)
        if not corrected:
            ask_confirmation(a, row, unit_name_of(row))


def reinspect(
    *,
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    text: str,
    signature_png: bytes | None,
    photos: Iterable[Photo] = (),
) -> bool:
    """One officer re-inspects and signs; True when the last needed signature ended the hazard."""
    seen(actor, hazard_id)
    if not signature_png:
        raise Invalid(Finding("HZ-023", field="signature"))
    with act(actor=actor, at=at, operation="hazards.reinspect") as a:
        needed = int(instruments.parameter("hazards.acceptance.officers", on=today_of(a)).value)
        locked = HAZARD.lock(hazard_id)
        signed = Signature.objects.unscoped(reason="the number of signers, whoever looks").filter(
            hazard=locked, round=locked.round, step=Step.REINSPECT
        )
        last = signed.count() + 1 >= needed
        row = HAZARD.perform(
            a,
            "reinspect_last" if last else Step.REINSPECT,
            pk=hazard_id,
            seen_version=seen_version,
            changes={"ended_day": today_of(a)} if last else {},
            facts=facts(a),
            beside=frozenset({"hazards.reinspect"}),
        )
        sign(a, row, add_step(a, row, Step.REINSPECT, text=text, photos=photos), signature_png)
        if last:
            close_todos(a, row)
            tell_fixed(a, row)
    return last


def _values(
    unit: organisations.UnitBrief,
    channel: str,
    title: str,
    text: str,
    place: str,
    matter: str,
    today: date,
) -> dict[str, object]:
    """The columns every general hazard begins with."""
    return {
        "number": next_number("hazards", today.year),
        "area": unit.area,
        "area_at": unit.area,
        "unit_id": unit.id,
        "sector": unit.sector,
        "matter": matter,
        "grade": Grade.GENERAL,
        "channel": channel,
        "title": title,
        "description": text or title,
        "place": place,
        "found_day": today,
    }


def _ask_unit(a: OpenAct, row: Hazard, *, fixed: bool) -> None:
    next_todo(
        a,
        row,
        "todo.close_own" if fixed else "todo.own",
        "hazards.treat",
        unit_id=row.unit_id,
        due_day=row.limit_day,
    )


def _supervisor(row: Hazard, today: date) -> int | None:
    return organisations.holder_of(
        unit_id=row.unit_id, matter=row.matter, power="supervise", day=today, site_id=row.site_id
    )


def _surface(a: OpenAct, row: Hazard, why: str) -> None:
    """The hazard is no longer the unit's alone; it goes on under the eyes of its supervisor."""
    HAZARD.perform_many(
        a,
        Step.TAKE_UP,
        pks=[row.pk],
        changes={"internal": False, "body_id": _supervisor(row, today_of(a))},
    )
    row.refresh_from_db()
    add_step(a, row, Step.TAKE_UP, data={"why": why})
