"""Reports due: the office says who owes what when; each report falls due and is asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.calendar.days import Snapshot
from zhiben.core.calendar.queries import snapshot
from zhiben.core.errors import Forbidden, NotFound, RuleBroken
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import OpenAct, act
from zhiben.core.periods import PeriodKind
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.notices import operations as notices
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.organisations.vocabulary import SECTORS
from zhiben.domains.plans import rules
from zhiben.domains.plans.lifecycle import DUE
from zhiben.domains.plans.methods.dues import MARGIN, Term, due_days, moved, reminder, term_of
from zhiben.domains.plans.models import ReportDue, ReportRule, ReportSender
from zhiben.domains.plans.operations.dues_units import follow_units
from zhiben.domains.plans.vocabulary import DueState

DELIVER_TODO = sentence("todo.report_due", N_("Deliver the report “%(title)s” (%(period)s)"))
APPROVE_TODO = sentence("todo.report_approve", N_("Approve the report “%(title)s” (%(period)s)"))
RETURNED_TODO = sentence(
    "todo.report_returned", N_("Correct the report “%(title)s” (%(period)s) that was sent back")
)
AHEAD = timedelta(days=100)
"""How far ahead reports fall due: the next one of every quarter is in sight."""
_AHEAD_DAILY = timedelta(days=14)
_BACK = timedelta(days=31)
_EVERY = "the platform opens what every body owes"


@dataclass(frozen=True, slots=True)
class Terms:
    """When a report is due and how it is delivered. `steps`: approvals on the sender's side, 0 to 2.

    `cutoff_days` after the due day a late one counts as late for ever; the reminder comes `remind_before` working
    days before the due day; `shifts`: a due day on a holiday moves to the next working day.
    """

    term: Term
    starts: date
    ends: date | None = None
    shifts: bool = False
    steps: int = 0
    cutoff_days: int = 0
    remind_before: int = 3


def assign_report(
    *,
    actor: Actor,
    at: datetime,
    body_ids: Iterable[int],
    terms: Terms,
    sectors: Iterable[str] = (),
    item_id: int | None = None,
    title: str = "",
) -> int:
    """The actor's body is owed a report by these bodies: as an item in force says, or with a title of its own.

    `sectors`: by every unit of these lines of business where the actor works too, as they come and go. What is due
    until `AHEAD` falls due at once. Returns the rule's id.
    """
    _demand(actor)
    chosen, lines = list(body_ids), sorted(set(sectors) & SECTORS.keys())
    values = _of_item(item_id)
    values["title"] = title.strip()[:200] or values["title"]
    findings = [*rules.pl021_senders(chosen, lines), *rules.pl023_term(terms.term.is_scheduled)]
    findings += [*rules.pl024_named(values["title"]), *rules.pl025_starts(terms.starts, clock.day_of(at))]
    if findings:
        raise RuleBroken(*findings)
    with act(actor=actor, at=at, operation="plans.assign_report") as a:
        rule = a.create(
            ReportRule,
            area=actor.area,
            body_id=actor.body_id,
            term=terms.term.data(),
            unit_sectors=lines,
            **values,
            **{
                name: getattr(terms, name)
                for name in ("starts", "ends", "shifts", "steps", "cutoff_days", "remind_before")
            },
        )
        _enter(a, actor, rule, chosen, terms.starts)
        follow_units(a, [rule], terms.starts)
        _open(a, [rule], terms.starts)
    return int(rule.pk)


def change_senders(
    *,
    actor: Actor,
    at: datetime,
    rule_id: int,
    add: Iterable[int] = (),
    remove: Iterable[int] = (),
) -> None:
    """From today on these bodies owe the report too, and those no longer; what they owed before stays owed."""
    _demand(actor)
    rule = _own_rule(actor, rule_id)
    today = clock.day_of(at)
    with act(actor=actor, at=at, operation="plans.change_senders") as a:
        gone = list(remove)
        _leave(a, rule, gone, today)
        _lapse(a, rule, today, body_id__in=gone)
        fresh = list(add)
        if fresh:
            if findings := rules.pl021_senders(fresh):
                raise RuleBroken(*findings)
            known = _senders([rule.pk]).filter(valid_to=None).values_list("body_id", flat=True)
            _enter(a, actor, rule, [one for one in fresh if one not in set(known)], today)
            _revive(a, rule, fresh, today)
            _open(a, [rule], today)


def end_report(*, actor: Actor, at: datetime, rule_id: int) -> None:
    """The report is no longer due after today; what was due until then stays owed."""
    _demand(actor)
    rule = _own_rule(actor, rule_id)
    today = clock.day_of(at)
    with act(actor=actor, at=at, operation="plans.end_report") as a:
        a.change(rule, ends=today)
        _lapse(a, rule, today)


def owe_reports(*, actor: Actor, at: datetime, since: datetime | None = None) -> int:
    """Open what falls due in the days ahead, for every rule and sender; returns how many.

    May be repeated: a sender owes a report for a period once. `since`: when this was last done.
    """
    today = clock.day_of(at)
    open_rules = ReportRule.objects.unscoped(reason=_EVERY)
    found = list(open_rules.exclude(ends__lt=today - _BACK).order_by("pk"))
    if not found:
        return 0
    first = (clock.day_of(since) if since else today) - _BACK
    with act(actor=actor, at=at, operation="plans.owe_reports") as a:
        follow_units(a, [rule for rule in found if rule.ends is None or rule.ends >= today], today)
        return _open(a, found, first)


def remind_of_reports(*, actor: Actor, at: datetime, since: datetime) -> int:
    """Make to-dos of what is owed and whose day of reminder has come after `since`; returns how many."""
    rows = ReportDue.objects.unscoped(reason=_EVERY).filter(
        state=DueState.DUE, remind_day__gt=clock.day_of(since), remind_day__lte=clock.day_of(at)
    )
    return ask_for(actor, at, list(rows.order_by("pk")))


def ask_for(actor: Actor, at: datetime, rows: Iterable[ReportDue]) -> int:
    """Ask the senders of these reports, each once."""
    todos = [due_todo(row, DELIVER_TODO, "plans.write_report") for row in rows]
    ids = [todo.case_id for todo in todos]
    notices.close_todos(actor=actor, at=at, case_kind="report_due", case_ids=ids, kinds=[DELIVER_TODO])
    return notices.open_todos(actor=actor, at=at, todos=todos)


def due_todo(row: ReportDue, kind: str, permission: str) -> notices.NewTodo:
    """A to-do about a report due, for who owes it."""
    return notices.NewTodo(
        kind=kind,
        case_kind="report_due",
        case_id=row.pk,
        url=f"/plans/dues/{row.pk}/",
        permission=permission,
        body_id=row.body_id,
        unit_id=row.unit_id,
        due_day=row.again_by or row.due_day,
        params={"title": row.title, "period": row.period},
    )


def _demand(actor: Actor) -> None:
    if not actor.may("plans.assign_reports"):
        raise Forbidden(Finding("no-permission", {"permission": "plans.assign_reports"}))


def _own_rule(actor: Actor, rule_id: int) -> ReportRule:
    """The rule, locked; NotFound out of reach, PL-017 where another body is owed the report."""
    row = ReportRule.objects.visible_to(actor).select_for_update().filter(pk=rule_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    if row.body_id != actor.body_id:
        raise RuleBroken(Finding("PL-017"))
    return row


def _of_item(item_id: int | None) -> dict[str, Any]:
    """What a rule keeps of the item it follows; NotFound for one that is no report in force."""
    if item_id is None:
        return {"item_id": None, "title": ""}
    line = next((one for one in instruments.items_of_kind("report") if one.id == item_id), None)
    if line is None or not line.is_current:
        raise NotFound(Finding("not-found", field="item"))
    said: Mapping[str, Any] = line.data.get("report") or {}
    return {
        "item_id": line.id,
        "title": line.title_zh[:200],
        "cite": line.cite,
        "named_from": str(said.get("from") or "")[:200],
        "named_to": str(said.get("to") or "")[:200],
        "content": [one["zh"] for one in line.data.get("content") or [] if "zh" in one],
    }


def _senders(rule_ids: list[int]) -> Any:
    return ReportSender.objects.unscoped(reason=_EVERY).filter(rule_id__in=rule_ids)


def _enter(a: OpenAct, actor: Actor, rule: ReportRule, body_ids: list[int], day: date) -> None:
    """New senders from a day on; NotFound for a body that does not lie where the actor works."""
    areas = {one.id: one.area for one in organisations.bodies_under(actor.ranges)} if body_ids else {}
    if not set(body_ids) <= set(areas):
        raise NotFound(Finding("not-found", field="bodies"))
    a.create_many(
        ReportSender,
        [ReportSender(rule=rule, body_id=body, area=areas[body], valid_from=day) for body in body_ids],
    )


def _leave(a: OpenAct, rule: ReportRule, body_ids: list[int], day: date) -> None:
    rows = _senders([rule.pk]).filter(valid_to=None, body_id__in=body_ids)
    a.change_many(ReportSender, rows.values_list("pk", flat=True), valid_to=day)


def _lapse(a: OpenAct, rule: ReportRule, day: date, **of: Any) -> None:
    """What would fall due after the day is not owed any more."""
    rows = ReportDue.objects.unscoped(reason=_EVERY).filter(
        rule=rule, state=DueState.DUE, due_day__gt=day, **of
    )
    ids = DUE.perform_many(a, "lapse", pks=rows.values_list("pk", flat=True), changes={})
    notices.close_todos(actor=a.actor, at=a.at, case_kind="report_due", case_ids=ids)


def _revive(a: OpenAct, rule: ReportRule, body_ids: list[int], day: date) -> None:
    """A body that owes it again owes what had lapsed ahead; what the receiver did without stays waived."""
    rows = ReportDue.objects.unscoped(reason=_EVERY).filter(
        rule=rule, state=DueState.WAIVED, remark="", due_day__gte=day, body_id__in=body_ids
    )
    back = DUE.perform_many(a, "owe_again", pks=rows.values_list("pk", flat=True), changes={})
    asked = ReportDue.objects.unscoped(reason=_EVERY).filter(pk__in=back, remind_day__lte=day)
    ask_for(a.actor, a.at, list(asked.order_by("pk")))


def _open(a: OpenAct, found: list[ReportRule], first: date) -> int:
    """Open what these rules' senders owe from a day until `AHEAD` and do not owe yet; in few statements."""
    today = clock.day_of(a.at)
    last = today + AHEAD
    calendar = snapshot(first - MARGIN, max(first, last) + MARGIN)
    ids = [rule.pk for rule in found]
    senders: dict[int, list[ReportSender]] = {}
    for sender in _senders(ids).order_by("pk"):
        senders.setdefault(sender.rule_id, []).append(sender)
    everything = ReportDue.objects.unscoped(reason=_EVERY).filter(rule_id__in=ids)
    keys = ("rule_id", "body_id", "unit_id", "period")
    known = set(everything.filter(due_day__gte=first).values_list(*keys))
    rows = [
        row
        for rule in found
        for row in _rows(rule, senders.get(rule.pk, []), (first, last), calendar)
        if (row.rule_id, row.body_id, row.unit_id, row.period) not in known
    ]
    made: list[ReportDue] = DUE.adopt(a, rows)
    ask_for(a.actor, a.at, [row for row in made if row.remind_day <= today])
    return len(made)


def _rows(
    rule: ReportRule, senders: list[ReportSender], days: tuple[date, date], calendar: Snapshot
) -> list[ReportDue]:
    """What each sender of a rule owes between two days, as rows not written yet."""
    first, last = max(days[0], rule.starts), min(days[1], rule.ends or date.max)
    if rule.term.get("per") == PeriodKind.DAY:
        last = min(last, days[1] - AHEAD + _AHEAD_DAILY)
    rows = []
    for one in due_days(term_of(rule.term), first, last):
        due = moved(one.due, calendar) if rule.shifts else one.due
        values = {
            "rule": rule,
            "state": DueState.DUE,
            "office_id": rule.body_id,
            "title": rule.title,
            "period": one.period,
            "steps": rule.steps,
            "due_day": due,
            "cutoff_day": due + timedelta(days=rule.cutoff_days),
            "remind_day": reminder(due, rule.remind_before, calendar),
        }
        owing = {
            (sender.body_id, sender.unit_id): sender
            for sender in senders
            if sender.valid_from <= one.due <= (sender.valid_to or date.max)
        }
        rows += [
            ReportDue(body_id=body, unit_id=unit, area=sender.area, sector=sender.sector, **values)
            for (body, unit), sender in owing.items()
        ]
    return rows
