"""Double reports, signed tables, and hazards found again."""

from collections.abc import Iterable
from datetime import date, datetime

from zhiben.core import periods
from zhiben.core.actors import Actor
from zhiben.core.deadlines import add_months
from zhiben.core.errors import Forbidden, RuleBroken
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.hazards import rules
from zhiben.domains.hazards.lifecycle import HAZARD
from zhiben.domains.hazards.methods.repeats import Earlier, repeated
from zhiben.domains.hazards.models import DoubleReport, Hazard, Repeat, UnitTable
from zhiben.domains.hazards.operations.steps import (
    Photo,
    add_step,
    close_todos,
    facts,
    next_todo,
    seen,
    today_of,
    unit_name_of,
)
from zhiben.domains.hazards.queries.tables import draft
from zhiben.domains.hazards.vocabulary import GRAVE, Channel, State, Step
from zhiben.domains.hazards.vocabulary.reports import Occasion, To
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.notices import operations as notices
from zhiben.domains.notices.queries import cases_asked
from zhiben.domains.organisations import queries as organisations

sentence("todo.double_report", N_("Make the double report on hazard %(number)s: %(title)s"))
sentence("todo.sign_table", N_("Look through and sign the table of %(period)s"))
sentence(
    "todo.propose_closing", N_("Found again with production going on: propose closing %(unit)s (%(number)s)")
)


def double_report(
    *,
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    occasion: str,
    to: str,
    day: date,
    text: str,
    photos: Iterable[Photo] = (),
) -> None:
    """Record one of the four reports on a grave hazard, with proof."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.double_report") as a:
        row = HAZARD.perform(a, Step.DOUBLE_REPORT, pk=hazard_id, seen_version=seen_version, facts=facts(a))
        made = DoubleReport.objects.unscoped(reason="each report is made once, whoever looks")
        findings = [
            *rules.hz058_owed(
                is_grave=row.grade in GRAVE, is_closed=row.state == State.CLOSED, occasion=occasion
            ),
            *rules.hz100_once(is_made=made.filter(hazard=row, occasion=occasion, to=to).exists()),
            *rules.hz011_day_found(day, today_of(a), (today_of(a) - row.found_day).days),
        ]
        if findings:
            raise RuleBroken(*findings)
        record = add_step(
            a, row, Step.DOUBLE_REPORT, text=text, data={"occasion": occasion, "to_whom": to}, photos=photos
        )
        a.create(
            DoubleReport,
            hazard=row,
            occasion=Occasion(occasion),
            to=To(to),
            day=day,
            how=text[:200],
            step=record,
        )
        if made.filter(hazard=row, occasion=occasion).count() == len(To):
            close_todos(a, row, ["todo.double_report"])


def ask_double_report(a: OpenAct, row: Hazard) -> None:
    """The unit owes the double report: at finding when it is graded grave, and again once it is closed."""
    if row.grade in GRAVE:
        next_todo(a, row, "todo.double_report", "hazards.treat", unit_id=row.unit_id, keep=True)


def sign_table(*, actor: Actor, at: datetime, period: str) -> int:
    """The principal signs the unit's table of a quarter or year as it is drafted now; returns its id."""
    if actor.unit_id is None or not actor.may("hazards.sign_tables"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.sign_tables"}))
    asked = periods.parse_key(period)
    unit = organisations.unit_brief(actor.unit_id)
    if unit is None:
        raise Forbidden(Finding("no-permission", {"permission": "hazards.sign_tables"}))
    with act(actor=actor, at=at, operation="hazards.sign_table") as a:
        signed = UnitTable.objects.visible_to(actor).filter(unit_id=unit.id, period=asked.key).exists()
        if findings := [
            *rules.hz101_ended(asked.end, today_of(a)),
            *rules.hz102_not_signed(is_signed=signed),
        ]:
            raise RuleBroken(*findings)
        table = a.create(
            UnitTable,
            unit_id=unit.id,
            area=unit.area,
            sector=unit.sector,
            period=asked.key,
            content=draft(actor, unit.id, asked),
            signed_by=actor.person_id,
            signed_at=a.at,
        )
        notices.close_todos(
            actor=actor,
            at=a.at,
            case_kind="unit_table",
            case_ids=[unit.id],
            kinds=["todo.sign_table"],
        )
    return int(table.pk)


def ask_tables(*, actor: Actor, at: datetime, period: str) -> int:
    """Ask the principals of units that recorded hazards themselves to sign the period's table; returns how many.

    Asked once a unit and period: a second call asks nobody twice.
    """
    asked = periods.parse_key(period)
    own = Hazard.objects.unscoped(reason="units that keep their register here, whoever supervises them")
    units = own.filter(channel=Channel.SELF_REPORT, found_day__range=(asked.start, asked.end))
    signed = UnitTable.objects.unscoped(reason="who signed already").filter(period=asked.key)
    waiting = set(units.values_list("unit_id", flat=True).distinct()) - set(
        signed.values_list("unit_id", flat=True)
    )
    url = f"/hazards/tables/{asked.key}/"
    new = sorted(waiting - cases_asked("todo.sign_table", url))
    todos = [
        notices.NewTodo(
            kind="todo.sign_table",
            case_kind="unit_table",
            case_id=unit,
            url=url,
            permission="hazards.sign_tables",
            unit_id=unit,
            params={"period": asked.key},
        )
        for unit in new
    ]
    return notices.open_todos(actor=actor, at=at, todos=todos)


def note_repeats(a: OpenAct, row: Hazard) -> None:
    """Flag a grave hazard that repeats an earlier one; with production going on twice, propose closing."""
    if row.grade not in GRAVE:
        return
    today = today_of(a)
    flag = add_months(row.found_day, -int(instruments.parameter("hazards.repeat.flag", on=today).value))
    closing = _closing_since(row, today)
    earlier = Hazard.objects.unscoped(reason="what was found before in the same unit, whoever handles it")
    since = min(flag, closing or flag)
    before = [
        _as_earlier(one)
        for one in earlier.filter(
            unit_id=row.unit_id, grade__in=sorted(GRAVE), found_day__range=(since, row.found_day)
        )
        .exclude(pk=row.pk)
        .exclude(state__in=[State.UNFOUNDED, State.MERGED])
    ]
    pairs = repeated(_as_earlier(row), before, flag_months_ago=flag, closing_months_ago=closing)
    known = Repeat.objects.unscoped(reason="a repeat is noted once")
    done = set(known.filter(hazard=row).values_list("earlier_id", "why"))
    new = [Repeat(hazard=row, earlier_id=one, why=why) for one, why in pairs if (one, why) not in done]
    a.create_many(Repeat, new)
    if any(one.why == "producing" for one in new):
        next_todo(
            a,
            row,
            "todo.propose_closing",
            "hazards.confirm",
            unit_name=unit_name_of(row),
            body_id=row.body_id,
            keep=True,
        )


def _closing_since(row: Hazard, today: date) -> date | None:
    """From which day two findings with production going on propose closing; None where no rule says so."""
    months = int(instruments.parameter("hazards.repeat.closing", on=today, sector=row.sector).value)
    return add_months(row.found_day, -months) if months else None


def _as_earlier(row: Hazard) -> Earlier:
    return Earlier(row.pk, row.found_day, row.place, row.criterion, bool(row.producing))
