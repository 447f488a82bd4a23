"""One share: what it is, what was done, what may be done now."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock, files
from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.people import queries as people
from zhiben.domains.plans import forms, operations, queries
from zhiben.domains.plans.queries import ProgressLine, ShareCase
from zhiben.domains.plans.vocabulary import OPERATION_LABELS, ProgressState, ShareState
from zhiben.ui import case as pattern
from zhiben.ui.answers import done, refuse_form, seen_version
from zhiben.ui.days import written_month

Values = dict[str, Any]
Maker = Callable[[Actor, ShareCase, list[ProgressLine], Any], Form]


def _plain(form: type[Form]) -> Maker:
    return lambda actor, case, reports, data: form(data)


def _sign_form(actor: Actor, case: ShareCase, reports: list[ProgressLine], data: Any) -> Form:
    members = people.members_of(body_id=actor.body_id, day=clock.today())
    choices = list({member.person_id: member.name for member in members}.items())
    return forms.SignForm(data, members=choices, initial={"handler_id": actor.person_id})


def _break_form(actor: Actor, case: ShareCase, reports: list[ProgressLine], data: Any) -> Form:
    below = [body for body in organisations.bodies_under(actor.ranges) if body.area != actor.area]
    choices = [(body.id, body.short_name) for body in below]
    return forms.BreakForm(data, bodies=choices, initial={"title": case.title, "due_day": case.due_day})


def _progress_form(actor: Actor, case: ShareCase, reports: list[ProgressLine], data: Any) -> Form:
    returned = next((one for one in reports if one.state == ProgressState.RETURNED), None)
    latest = reports[0] if reports else None
    initial: Values = {"month": clock.today().replace(day=1).isoformat()}
    if latest is not None:
        initial |= {"cumulative": latest.cumulative, "percent": latest.percent}
    if returned is not None:
        names = ("nil", "this_month", "cumulative", "percent", "next_step")
        initial |= {"month": returned.month.isoformat(), **{name: getattr(returned, name) for name in names}}
    choices = forms.months(case.counting_from, clock.today())
    return forms.ProgressForm(data, months=choices, initial=initial)


def _pieces(cleaned: Values) -> Values:
    return {
        "pieces": [operations.Piece(body, cleaned["title"], cleaned["due_day"]) for body in cleaned["bodies"]]
    }


def _report(cleaned: Values) -> Values:
    return {**{key: value for key, value in cleaned.items() if key != "files"}, "file_ids": cleaned["files"]}


def _lead_form(actor: Actor, case: ShareCase, reports: list[ProgressLine], data: Any) -> Form:
    return forms.LeadForm(data, named=queries.named_bodies(case.area, [case.support])[0])


def _lead(cleaned: Values) -> Values:
    first, *others = cleaned["bodies"]
    return {"body_id": first, "also": others}


def _same(cleaned: Values) -> Values:
    return cleaned


STEPS: dict[str, tuple[Maker, Callable[..., Any], Callable[[Values], Values]]] = {
    "sign_for": (_sign_form, operations.sign_for_share, _same),
    "report_progress": (_progress_form, operations.report_progress, _report),
    "name_lead": (_lead_form, operations.name_lead, _lead),
    "uphold": (_plain(forms.AnswerForm), operations.decide_objection, _same),
    "reassign": (_plain(forms.ReassignForm), operations.decide_objection, _same),
    "release": (
        _plain(forms.AnswerForm),
        operations.decide_objection,
        lambda cleaned: {**cleaned, "release": True},
    ),
    "break_down": (_break_form, operations.break_down, _pieces),
    "complete": (_plain(forms.ResultForm), operations.complete_share, _same),
    "object": (_plain(forms.ObjectForm), operations.object_to_share, _same),
}
"""The steps in the order in which the page offers them: form, operation, its arguments."""

LABELS: dict[str, tuple[Any, str, str]] = {
    "sign_for": (_("Sign for the task"), "writing", "primary"),
    "report_progress": (_("Report progress"), "report", "primary"),
    "name_lead": (_("Name the lead body"), "user-plus", "primary"),
    "uphold": (_("Uphold: it stays with this body"), "check", "primary"),
    "reassign": (_("Give it to another body"), "send", "outline-primary"),
    "release": (_("Release"), "x", "outline-secondary"),
    "break_down": (_("Break it down"), "sitemap", "outline-primary"),
    "complete": (_("Report it done"), "circle-check", "outline-primary"),
    "object": (_("Object"), "hand-stop", "outline-secondary"),
    "confirm_done": (_("It is done"), "circle-check", "primary"),
    "confirm_running": (_("It is still running"), "player-play", "outline-primary"),
}
_AT_ONCE = ("confirm_done", "confirm_running")


def _action(pk: int, name: str, findings: Any, form: Form | None) -> pattern.Action:
    label, icon, tone = LABELS[name]
    url = reverse("plans:step", args=[pk, name])
    return pattern.Action(name, label, url, icon=icon, tone=tone, findings=findings, form=form)


def _actions(actor: Actor, case: ShareCase, reports: list[ProgressLine]) -> list[pattern.Action]:
    offers = queries.share_offers(actor, case.id, clock.today())
    found = []
    for name, (maker, _operation, _arguments) in STEPS.items():
        if name in offers:
            form = None if offers[name] else maker(actor, case, reports, None)
            if form is not None:
                form.auto_id = f"{name}_%s"
            found.append(_action(case.id, name, offers[name], form))
    if "confirm_old" in offers:
        wanted = _AT_ONCE if case.body_id is not None else _AT_ONCE[:1]
        found += [_action(case.id, name, (), None) for name in wanted]
    return found


def _head(case: ShareCase, bodies: dict[int, str], names: dict[int, str]) -> pattern.CaseHead:
    plan = format_html('<a href="{}">{}</a>', reverse("plans:plan", args=[case.plan_id]), case.plan_title)
    body = bodies.get(case.body_id or 0) or case.named
    return pattern.CaseHead(
        number=case.number,
        title=case.title,
        kind="share",
        state=case.state,
        version=case.version,
        due_day=case.due_day,
        ended=case.ended or case.state == ShareState.TO_CONFIRM,
        facts=[
            (_("Plan"), plan),
            (_("Action"), case.action),
            (_("Lead body"), body),
            (_("Given by"), bodies.get(case.office_id, "")),
            (_("Leader in charge"), names.get(case.leader_id or 0, "")),
            (_("Handler"), names.get(case.handler_id or 0, "")),
            (_("Deliverable"), case.deliverable),
            (_("Supporting bodies"), "、".join(case.support)),
        ],
    )


def _said(case: ShareCase, operation: str, report: ProgressLine | None) -> str:
    """What was said in a step."""
    if operation == "plans.return_progress" and report is not None:
        return report.remark
    if report is not None:
        text = str(_("Nil return")) if report.nil else report.this_month
        return f"{written_month(report.month)}: {text}"
    own = {
        "plans.object": case.objection,
        "plans.decide_objection": case.answer,
        "plans.complete": case.result,
    }
    return own.get(operation, "")


def _timeline(case: ShareCase, reports: list[ProgressLine]) -> list[pattern.Step]:
    known = {report.id: report for report in reports}
    return [
        pattern.Step(
            at=one.at,
            what=OPERATION_LABELS.get(one.operation, one.operation),
            who=one.person,
            text=_said(case, one.operation, known.get(one.progress_id or 0)),
        )
        for one in queries.timeline(case, reports)
    ]


@require_safe
def share_case(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one share."""
    actor: Actor = request.actor
    case = queries.share(actor, pk)
    reports = queries.progress_of(actor, pk)
    tree = queries.task_tree(actor, case.task_id)
    ids = {case.body_id, case.office_id, *(branch.body_id for branch in tree)}
    bodies = organisations.body_names(one for one in ids if one)
    persons = {case.leader_id, case.handler_id}
    persons |= {person for report in reports for person in (report.filled_by, report.reviewed_by)}
    names = people.names(one for one in persons if one)
    context = {
        "share": case,
        "case": _head(case, bodies, names),
        "timeline": _timeline(case, reports),
        "actions": _actions(actor, case, reports),
        "tree": [(branch, bodies.get(branch.body_id or 0) or branch.named) for branch in tree],
        "reports": _reports(actor, case, reports, names),
    }
    return render(request, "plans/share_case.html", context)


def _reports(
    actor: Actor, case: ShareCase, reports: list[ProgressLine], names: dict[int, str]
) -> list[dict[str, Any]]:
    offers = queries.progress_offers(actor, case.id, clock.today()) if reports else {}
    return [
        {
            "report": one,
            "filled_by": names.get(one.filled_by, ""),
            "reviewed_by": names.get(one.reviewed_by or 0, ""),
            "offers": offers.get(one.id, {}),
            "form": forms.RemarkForm(auto_id=f"return{one.id}_%s"),
        }
        for one in reports
    ]


@require_POST
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One step on a share."""
    actor: Actor = request.actor
    if name in _AT_ONCE:
        operations.confirm_old(actor=actor, at=clock.now(), share_ids=[pk], done=name == "confirm_done")
        return done(request, "plans:share", pk, message=LABELS[name][0])
    if name not in STEPS:
        raise NotFound(Finding("not-found"))
    maker, operation, arguments = STEPS[name]
    form = maker(actor, queries.share(actor, pk), [], request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    seen = {} if name == "report_progress" else {"seen_version": seen_version(request)}
    operation(actor=actor, at=clock.now(), share_id=pk, **seen, **arguments(form.cleaned_data))
    return done(request, "plans:share", pk, message=_("Recorded"))


@require_POST
def progress_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Review a monthly report, or return it."""
    given: Values = {"actor": request.actor, "at": clock.now(), "progress_id": pk}
    given["seen_version"] = seen_version(request)
    if name == "review":
        operations.review_progress(**given)
    elif name == "return":
        form = forms.RemarkForm(request.POST)
        if not form.is_valid():
            raise refuse_form(form)
        operations.return_progress(**given, remark=form.cleaned_data["remark"])
    else:
        raise NotFound(Finding("not-found"))
    return done(request, "plans:share", queries.share_of_progress(request.actor, pk), message=_("Recorded"))


@require_safe
def evidence(request: HttpRequest, pk: int, variant: str) -> HttpResponseBase:
    """A piece of evidence, to whom the share is visible."""
    file_id, name = queries.evidence_file(request.actor, pk)
    if variant not in ("original", "view", "thumb"):
        raise NotFound(Finding("not-found"))
    if variant == "original" and files.brief([file_id])[file_id].is_image:
        # The original keeps what the camera wrote into it; others see the derivative.
        raise NotFound(Finding("not-found"))
    return files.serve(file_id, variant, download_name=name if variant == "original" else None)
