"""Reports due: lists for sender and receiver, one case, what an office is owed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiben.core import clock, files
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound
from zhiben.core.findings import Finding
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.organisations.vocabulary import SECTOR_LABELS
from zhiben.domains.people import queries as people
from zhiben.domains.plans import operations, queries
from zhiben.domains.plans.forms import (
    DUES,
    REPORT_RULES,
    AgainForm,
    AssignForm,
    DeliverForm,
    ReasonForm,
    SendersForm,
)
from zhiben.domains.plans.forms.dues import PERIODS
from zhiben.domains.plans.methods.dues import Term, term_of
from zhiben.domains.plans.queries import Delivery, DueCase
from zhiben.domains.plans.vocabulary import OPERATION_LABELS, STANDING_LABELS
from zhiben.ui import case as pattern
from zhiben.ui.answers import done, refuse_form, seen_version

Values = dict[str, Any]


def _delivered(cleaned: Values) -> Values:
    return {"text": cleaned["text"], "figures": cleaned["figures"], "file_ids": cleaned["files"]}


def _same(cleaned: Values) -> Values:
    return cleaned


STEPS: dict[str, tuple[type[Form], Callable[..., Any], Callable[[Values], Values]]] = {
    "deliver": (DeliverForm, operations.deliver_report, _delivered),
    "approve": (Form, operations.approve_report, _same),
    "give_back": (ReasonForm, operations.give_back_report, _same),
    "send_back": (AgainForm, operations.send_back_report, _same),
    "waive": (ReasonForm, operations.waive_report, _same),
}
"""The steps in the order in which the page offers them: form, operation, its arguments."""
LABELS: dict[str, tuple[Any, str, str]] = {
    "deliver": (_("Deliver the report"), "send", "primary"),
    "approve": (_("Approve the report"), "check", "primary"),
    "give_back": (_("Return it for rework"), "x", "outline-secondary"),
    "send_back": (_("Send it back"), "x", "outline-primary"),
    "waive": (_("Do without it"), "x", "outline-secondary"),
}


def _named(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    keys = {row[key] for row in rows for key in ("body_id", "office_id")}
    names = organisations.body_names(keys - {None})
    units = organisations.unit_names({row["unit_id"] for row in rows} - {None})
    return [
        {
            **row,
            "body": names.get(row["body_id"], "") or units.get(row["unit_id"], ""),
            "office": names.get(row["office_id"], ""),
        }
        for row in rows
    ]


@require_safe
def due_list(request: HttpRequest) -> HttpResponse:
    """What we owe, what is owed to us, all within reach."""
    asked = DUES.read_request(request)
    tab = asked.tab if "tab" in request.GET or request.actor.role != "office" else "received"
    asked = asked if tab == asked.tab else DUES.read({**request.GET.dict(), "tab": tab})
    rows = queries.dues(request.actor, asked.tab, clock.today(), **asked.filters)
    return asked.respond(
        request,
        rows,
        decorate=_named,
        counts=queries.due_counts(request.actor),
        template="plans/dues.html",
        extra={
            "may_assign": request.actor.may("plans.assign_reports"),
            "may_read_rules": request.actor.may("plans.read"),
        },
    )


def _actions(actor: Actor, case: DueCase) -> list[pattern.Action]:
    offers = queries.due_offers(actor, case.id, clock.today())
    made = []
    for name, (form, _operation, _arguments) in STEPS.items():
        if name not in offers:
            continue
        label, icon, tone = LABELS[name]
        shown = None if form is Form or offers[name] else form(auto_id=f"{name}_%s")
        if name == "deliver" and case.steps:
            label = _("Write the report for approval")
        url = reverse("plans:due_step", args=[case.id, name])
        made.append(pattern.Action(name, label, url, icon=icon, tone=tone, findings=offers[name], form=shown))
    return made


def _head(case: DueCase, sender: str, office: str) -> pattern.CaseHead:
    approvals = {0: _("None: delivered at once"), 1: _("One approval"), 2: _("Two approvals")}
    return pattern.CaseHead(
        number=case.period,
        title=case.title,
        kind="report_due",
        state=case.state,
        version=case.version,
        due_day=case.again_by or case.due_day,
        ended=case.ended,
        facts=[
            (_("Report sent by"), sender),
            (_("Receiving body"), office),
            (_("Receipt"), case.receipt),
            (_("At the cut-off"), STANDING_LABELS[case.standing]),
            (_("Approval by the sender"), approvals[case.steps]),
            (_("From, as the document says"), case.named_from),
            (_("To, as the document says"), case.named_to),
        ],
    )


@require_safe
def due_case(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one report due."""
    actor: Actor = request.actor
    case = queries.due(actor, pk, clock.today())
    tries = queries.deliveries(actor, pk)
    names = organisations.body_names([one for one in (case.body_id, case.office_id) if one])
    units = organisations.unit_names([case.unit_id]) if case.unit_id else {}
    sender = units.get(case.unit_id or 0, "") or names.get(case.body_id or 0, "")
    context = {
        "due": case,
        "case": _head(case, sender, names.get(case.office_id, "")),
        "timeline": [
            pattern.Step(at=one.at, what=OPERATION_LABELS.get(one.operation, one.operation), who=one.person)
            for one in queries.due_timeline(case)
        ],
        "actions": _actions(actor, case),
        "tries": _with_names(tries),
    }
    return render(request, "plans/due_case.html", context)


def _with_names(tries: list[Delivery]) -> list[dict[str, Any]]:
    persons = {one for row in tries for one in (row.written_by, row.checked_by, row.approved_by) if one}
    names = people.names(persons)
    return [
        {
            "row": row,
            "written_by": names.get(row.written_by, ""),
            "checked_by": names.get(row.checked_by or 0, ""),
            "approved_by": names.get(row.approved_by or 0, ""),
        }
        for row in tries
    ]


@require_POST
def due_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One step on a report due."""
    if name not in STEPS:
        raise NotFound(Finding("not-found"))
    maker, operation, arguments = STEPS[name]
    form = maker(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    given = {"actor": request.actor, "at": clock.now(), "due_id": pk, "seen_version": seen_version(request)}
    operation(**given, **arguments(form.cleaned_data))
    return done(request, "plans:due", pk, message=_("Recorded"))


@require_safe
def due_file(request: HttpRequest, pk: int, variant: str) -> HttpResponseBase:
    """A file of a report, to whom the report is visible."""
    file_id, name = queries.due_file(request.actor, pk)
    if variant not in ("original", "view", "thumb"):
        raise NotFound(Finding("not-found"))
    if variant == "original" and files.brief([file_id])[file_id].is_image:
        # The original keeps what the camera wrote into it; others see the derivative.
        raise NotFound(Finding("not-found"))
    return files.serve(file_id, variant, download_name=name if variant == "original" else None)


def when_words(term: Term) -> str:
    """A term for people."""
    if term.date:
        if len(term.date) == len("12-10"):
            return _t("Every year on %(date)s") % {"date": term.date}
        return _t("Once on %(date)s") % {"date": term.date}
    if not term.per:
        return _t("No day named")
    words = str(dict(PERIODS).get(term.per, term.per))
    if term.month:
        words += " · " + _t("month %(number)s") % {"number": term.month}
    return words + " · " + (_t("day %(number)s") % {"number": term.day} if term.day else _t("last day"))


def _asked(when: Values) -> str:
    """The words of an item's `when`: an event, or a term."""
    if not when.get("event"):
        return when_words(term_of(when))
    said = {"event": instruments.word_of("events", when["event"]), "days": when.get("within") or 0}
    return _t("After: %(event)s, within %(days)s days") % said


@require_safe
def report_rules(request: HttpRequest) -> HttpResponse:
    """What offices within reach are owed, and what the rules in force demand besides."""
    actor: Actor = request.actor
    may = actor.may("plans.assign_reports")

    def decorate(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        names = organisations.body_names(row["body_id"] for row in rows)
        return [
            {**row, "office": names.get(row["body_id"], ""), "when": when_words(term_of(row["term"]))}
            for row in rows
        ]

    items = queries.report_items(actor) if may else []
    said = [(line, line.data.get("report") or {}) for line in items]
    extra = {
        "may_assign": may,
        "items": [
            {"line": line, "report": report, "when": _asked(report.get("when") or {})}
            for line, report in said
        ],
    }
    return REPORT_RULES.read_request(request).respond(
        request,
        queries.report_rules(actor),
        decorate=decorate,
        template="plans/due_rules.html",
        extra=extra,
    )


def _choices(actor: Actor) -> list[tuple[int, str]]:
    found = organisations.bodies_under(actor.ranges)
    return [(body.id, body.short_name) for body in found if body.id != actor.body_id]


@require_http_methods(["GET", "HEAD", "POST"])
def assign_report(request: HttpRequest) -> HttpResponse:
    """Make a report due: from a rule in force (`item`), or with a title of its own."""
    actor: Actor = request.actor
    if not actor.may("plans.assign_reports"):
        raise Forbidden(Finding("no-permission", {"permission": "plans.assign_reports"}))
    item = request.GET.get("item", "")
    line = next((one for one in queries.report_items(actor) if str(one.id) == item), None)
    if item and line is None:
        raise NotFound(Finding("not-found"))
    if request.method == "POST":
        form = AssignForm(request.POST, bodies=_choices(actor))
        if not form.is_valid():
            raise refuse_form(form)
        made = _assign(actor, form, line.id if line else None)
        return done(request, "plans:report_rule", made, message=_("Recorded"))
    said = (line.data.get("report") or {}) if line else {}
    initial: Values = {"starts": clock.today(), "shifts": bool(line and line.data.get("shifts"))}
    if line is not None:
        when = said.get("when") or {}
        initial |= {"title": line.title_zh, **AssignForm.initial_of(term_of(when))}
        if when.get("event"):
            # Owed after an event: the office makes it due when the event has come, counted from today.
            initial |= {"once": clock.today() + timedelta(days=when.get("within") or 0)}
    form = AssignForm(bodies=_choices(actor), initial=initial)
    context = {"form": form, "line": line, "report": said, "url": request.get_full_path()}
    return render(request, "plans/due_assign.html", context)


def _assign(actor: Actor, form: AssignForm, item_id: int | None) -> int:
    given = form.cleaned_data
    names = ("starts", "shifts", "steps", "cutoff_days", "remind_before")
    return operations.assign_report(
        actor=actor,
        at=clock.now(),
        body_ids=given["bodies"],
        sectors=given["sectors"],
        item_id=item_id,
        title=given["title"],
        terms=operations.Terms(term=form.term(), **{name: given[name] for name in names}),
    )


@require_safe
def report_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """One report an office is owed: its periods with their numbers, its senders."""
    actor: Actor = request.actor
    head = queries.report_rule(actor, pk)
    senders = queries.report_senders(actor, pk)
    bodies = [one for one in senders if one.body_id is not None]
    units = [one.unit_id for one in senders if one.unit_id is not None and one.valid_to is None]
    names = organisations.body_names({head.body_id, *(one.body_id for one in bodies if one.body_id)})
    present = {one.body_id for one in bodies if one.valid_to is None}
    own = head.body_id == actor.body_id and actor.may("plans.assign_reports") and head.ends is None
    context = {
        "rule": head,
        "office": names.get(head.body_id, ""),
        "when": when_words(term_of(head.term)),
        "periods": queries.report_periods(actor, pk, clock.today()),
        "senders": [(one, names.get(one.body_id or 0, "")) for one in bodies],
        "lines": [SECTOR_LABELS[line] for line in head.unit_sectors if line in SECTOR_LABELS],
        "units": sorted(organisations.unit_names(units).values()),
        "own": own,
        "add": SendersForm(
            bodies=[one for one in _choices(actor) if one[0] not in present], auto_id="add_%s"
        ),
        "remove": SendersForm(
            bodies=[(key, name) for key, name in names.items() if key in present], auto_id="remove_%s"
        ),
    }
    return render(request, "plans/due_rule.html", context)


@require_POST
def report_rule_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Add senders, take some off, or end the report."""
    actor: Actor = request.actor
    queries.report_rule(actor, pk)
    given: Values = {"actor": actor, "at": clock.now(), "rule_id": pk}
    if name == "end":
        operations.end_report(**given)
    elif name in ("add", "remove"):
        known = [one.body_id for one in queries.report_senders(actor, pk) if one.body_id is not None]
        choices = _choices(actor) if name == "add" else [(one, "") for one in known]
        form = SendersForm(request.POST, bodies=choices)
        if not form.is_valid():
            raise refuse_form(form)
        operations.change_senders(**given, **{name: form.cleaned_data["bodies"]})
    else:
        raise NotFound(Finding("not-found"))
    return done(request, "plans:report_rule", pk, message=_("Recorded"))
