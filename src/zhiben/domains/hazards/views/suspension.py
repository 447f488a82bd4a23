"""Suspensions: the list, one with its resumption, its papers, and what may be done."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock
from zhiben.core.errors import Forbidden, NotFound
from zhiben.core.findings import Finding
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.forms import AcceptForm, DoneForm, ServeForm, TextForm, serving_of
from zhiben.domains.hazards.forms.suspension import (
    OWN_SUSPENSIONS,
    SUSPENSIONS,
    ApplyForm,
    OpinionForm,
    PostForm,
    StopForm,
    SuspendForm,
)
from zhiben.domains.hazards.queries import HazardCase, SuspensionCase
from zhiben.domains.hazards.views.letters import served
from zhiben.domains.hazards.views.shared import accept, with_photos
from zhiben.domains.hazards.vocabulary import GRAVE, STEP_DO, STEP_LABELS, Step
from zhiben.domains.hazards.vocabulary.suspension import (
    DECISION_LABELS,
    KIND_LABELS,
    OCCASION_LABELS,
    Occasion,
    SuspensionKind,
)
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.places import queries as places
from zhiben.ui import case as pattern
from zhiben.ui.answers import done, refuse_form, seen_version

Values = dict[str, Any]
_IDLE = frozenset({"HZ-080", "HZ-085", "HZ-088", "HZ-089", "HZ-099", "no-power"})
"""What nobody needs to hear: steps of others, and steps that this kind of suspension does not know."""


def _application(values: Values) -> Values:
    return {
        "application": do.Application(plan=values["plan"], evaluation=values["evaluation"]),
        "photos": [do.Photo(file_id=file) for file in values["documents"]],
    }


def _words(values: Values) -> Values:
    return {"text": values["text"]}


def _posting(values: Values) -> Values:
    return {**values, "photos": [do.Photo(file_id=file) for file in values["photos"]]}


STEPS: dict[str, tuple[type[Form], Callable[..., Any], Callable[[Values], Values]]] = {
    Step.ASK_RESUMPTION: (ApplyForm, do.apply_for_resumption, _application),
    Step.ACCEPT_RESUMPTION: (AcceptForm, do.accept_resumption, accept),
    Step.SIGN_RESUMPTION: (TextForm, do.sign_resumption, _words),
    Step.CONSENT_RESUMPTION: (OpinionForm, do.consent_to_resumption, with_photos),
    Step.APPROVE_RESUMPTION: (TextForm, do.approve_resumption, _words),
    Step.REFUSE_RESUMPTION: (TextForm, do.refuse_resumption, _words),
    Step.LIFT_SUSPENSION: (DoneForm, do.lift_own, with_photos),
    Step.REVOKE_SUSPENSION: (TextForm, do.revoke_suspension, _words),
    Step.SERVE_SUSPENSION: (ServeForm, do.serve_suspension, serving_of),
    Step.POST_NOTICE: (PostForm, do.post_notice, _posting),
}
_SAME_AS = {"refuse_consent": Step.REFUSE_RESUMPTION, "refuse_approval": Step.REFUSE_RESUMPTION}
_UNVERSIONED = (Step.SERVE_SUSPENSION, Step.POST_NOTICE)
"""Steps beside the states: they make no view of the suspension stale."""


def _form(case: SuspensionCase, name: str, data: Any = None, **values: Any) -> Form:
    page = STEPS[name][0]
    if page is ServeForm:
        return page(data, case=case, auto_id=f"{name}_%s")  # type: ignore[call-arg]  # it takes the case
    return page(data, auto_id=f"{name}_%s", **values)


def _actions(request: HttpRequest, case: SuspensionCase) -> list[pattern.Action]:
    found: dict[str, pattern.Action] = {}
    for action in case.actions:
        name = _SAME_AS.get(action.name, action.name)
        if name not in found and not any(one.code in _IDLE for one in action.findings):
            found[name] = _action(case, name, action.findings)
    if request.actor.may("hazards.suspend") and request.actor.body_id == case.body_id:
        found[Step.SERVE_SUSPENSION] = _action(case, Step.SERVE_SUSPENSION, is_more=bool(case.services))
    return [*found.values(), *_postings(request, case)]


def _action(case: SuspensionCase, name: str, findings: Any = (), **values: Any) -> pattern.Action:
    return pattern.Action(
        name=name,
        label=STEP_DO[name],
        url=reverse("hazards:suspension_step", args=[case.id, name]),
        tone="outline-secondary" if name == Step.REFUSE_RESUMPTION else "primary",
        findings=findings,
        form=None if findings else _form(case, name),
        **values,
    )


def _postings(request: HttpRequest, case: SuspensionCase) -> list[pattern.Action]:
    """Posting the notices that can be posted now, with the drafted text."""
    ours = request.actor.body_id is not None and request.actor.body_id in (case.body_id, case.handler_id)
    if not ours or case.kind == SuspensionKind.SELF or not request.actor.may("hazards.suspend"):
        return []
    posted = {one["occasion"] for one in case.notices if one["posted_day"]}
    demanded = {one["occasion"] for one in case.notices}
    possible = [Occasion.SUSPEND, *([Occasion.RESUME] if case.lifted_at else [])]
    return [
        pattern.Action(
            name=f"{Step.POST_NOTICE}_{occasion}",
            label=f"{STEP_DO[Step.POST_NOTICE]} · {OCCASION_LABELS[occasion]}",
            url=reverse("hazards:suspension_step", args=[case.id, Step.POST_NOTICE]),
            tone="outline-primary",
            form=PostForm(
                auto_id=f"{occasion}_%s",
                initial={
                    "occasion": occasion,
                    "text": queries.notice_draft(case, occasion, clock.today()),
                    "day": clock.today(),
                },
            ),
            is_more=occasion == Occasion.SUSPEND and occasion not in demanded,
        )
        for occasion in possible
        if occasion not in posted
    ]


@require_safe
def suspension_list(request: HttpRequest) -> HttpResponse:
    """Suspensions within reach."""
    listing = SUSPENSIONS if request.actor.unit_id is None else OWN_SUSPENSIONS
    asked = listing.read_request(request)
    picked = {"area": places.full_name(int(area))} if (area := asked.filters.get("area")) else {}
    rows = queries.suspensions(request.actor, tab=asked.tab, today=clock.today(), **asked.filters)
    standing = queries.suspensions(request.actor, tab=asked.tab, today=clock.today(), standing=True)
    return asked.respond(
        request,
        rows,
        decorate=_with_names,
        counts={asked.tab: standing.count()},
        template="hazards/suspension_list.html",
        extra={"picked": picked},
    )


def _with_names(rows: list[Values]) -> list[Values]:
    units = organisations.unit_names([row["unit_id"] for row in rows])
    bodies = organisations.body_names([row["body_id"] for row in rows if row["body_id"]])
    areas = places.names([row["area"] for row in rows])
    return [
        {
            **row,
            "shown": row["number"] or row["hazard_number"],
            "unit": units.get(row["unit_id"], ""),
            "body": bodies.get(row["body_id"], ""),
            "area_name": areas.get(row["area"], ""),
            "since_day": clock.day_of(row["since"]),
            "is_lifted": row["lifted_at"] is not None,
        }
        for row in rows
    ]


@require_safe
def suspension_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One suspension: what stands, who has to decide, what was decided."""
    today = clock.today()
    case = queries.suspension(request.actor, pk, today)
    hazard = queries.case(request.actor, case.hazard_id, today)
    lines = [step for step in hazard.steps if step.data.get("suspension") == pk]
    context = {
        "case": _head(case),
        "suspension": case,
        "timeline": [
            pattern.Step(
                at=step.recorded_at,
                what=STEP_LABELS.get(step.step, step.step),
                who=step.person,
                body=step.body,
                text=step.text,
                files=[
                    pattern.StepFile(
                        name=file.name,
                        url=reverse(
                            "hazards:picture", args=[file.id, "view" if file.is_image else "original"]
                        ),
                        thumb=reverse("hazards:picture", args=[file.id, "thumb"]) if file.is_image else "",
                    )
                    for file in step.files
                ],
            )
            for step in reversed(lines)
        ],
        "actions": _actions(request, case),
        "drafts": _drafts(case),
        "steps": _progress(case),
        "is_late": case.due_day is not None and case.due_day < today,
        "hazard_ended": hazard.ended_day is not None,
    }
    return render(request, "hazards/suspension_case.html", context)


def _head(case: SuspensionCase) -> pattern.CaseHead:
    return pattern.CaseHead(
        number=case.number or case.hazard_number,
        title=case.extent,
        kind="suspension",
        state=case.state,
        version=case.version,
        due_day=case.due_day,
        ended=case.lifted_at is not None,
        facts=[
            (_("Unit"), case.unit),
            (_("Kind"), KIND_LABELS.get(case.kind, case.kind)),
            (_("Basis"), case.basis),
            (_("Ordered by"), case.body or case.unit),
            (_("Decided by (post or meeting)"), case.decided_as),
            (_("Handled by"), case.handler),
            (_("Overseen by"), case.overseer),
        ],
    )


def _drafts(case: SuspensionCase) -> list[Values]:
    """The texts for posting, as posted or as drafted."""
    if case.kind == SuspensionKind.SELF:
        return []
    known = {one["occasion"]: one for one in case.notices}
    occasions = [Occasion.SUSPEND, *([Occasion.RESUME] if case.lifted_at else [])]
    return [
        {
            "occasion": occasion,
            "label": OCCASION_LABELS[occasion],
            "text": known.get(occasion, {}).get("text")
            or queries.notice_draft(case, occasion, clock.today()),
            "place": known.get(occasion, {}).get("place", ""),
            "posted_day": known.get(occasion, {}).get("posted_day"),
            "due_day": known.get(occasion, {}).get("due_day"),
        }
        for occasion in occasions
    ]


def _progress(case: SuspensionCase) -> list[Values]:
    """The steps of a resumption here, each with where it stands in the newest application."""
    signs = case.resumptions[0]["signs"] if case.resumptions else []
    is_open = bool(case.resumptions) and case.resumptions[0]["outcome"] == ""
    return [
        {
            "label": DECISION_LABELS[step],
            "signs": [one for one in signs if one["step"] == step],
            "is_next": is_open and case.next_step == step,
            "needed": case.officers if step == "accept" else 1,
        }
        for step in case.steps
    ]


@require_POST
def suspension_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One step on a suspension; its form comes with the version the person saw."""
    if name not in STEPS:
        raise NotFound(Finding("not-found"))
    case = queries.suspension(request.actor, pk, clock.today())
    form = _form(case, name, request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    _page, operation, values_of = STEPS[name]
    values = values_of(form.cleaned_data)
    if name not in _UNVERSIONED:
        values["seen_version"] = seen_version(request)
    made = operation(actor=request.actor, at=clock.now(), suspension_id=pk, **values)
    if name == Step.SERVE_SUSPENSION:
        method, message = form.cleaned_data["method"], str(STEP_LABELS[name])
        return served(request, made, method, "hazards:suspension", pk, message)
    return done(request, "hazards:suspension", pk, message=STEP_LABELS[name])


@require_safe
def suspension_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision as a paper to read and to print."""
    case = queries.suspension(request.actor, pk, clock.today())
    if case.kind == SuspensionKind.SELF:
        raise NotFound(Finding("not-found"))
    return render(request, "hazards/suspension_paper_page.html", {"pk": pk, **queries.paper_of(case)})


@require_safe
def suspension_notice(request: HttpRequest, pk: int, occasion: str) -> HttpResponse:
    """The public notice as a paper to print."""
    case = queries.suspension(request.actor, pk, clock.today())
    draft = next((one for one in _drafts(case) if one["occasion"] == occasion), None)
    if draft is None:
        raise NotFound(Finding("not-found"))
    return render(request, "hazards/suspension_notice.html", {"suspension": case, "draft": draft})


@require_POST
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """An authority suspends."""
    case = queries.case(request.actor, pk, clock.today())
    if not request.actor.may("hazards.suspend"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.suspend"}))
    form = SuspendForm(request.POST, case=case, actor=request.actor)
    if not form.is_valid():
        raise refuse_form(form)
    stop = do.Stop(**form.cleaned_data)
    made = do.suspend(
        actor=request.actor, at=clock.now(), hazard_id=pk, seen_version=seen_version(request), stop=stop
    )
    return done(request, "hazards:suspension", made, message=STEP_LABELS[Step.SUSPEND])


@require_POST
def stop_own(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit stops the affected area by itself."""
    queries.case(request.actor, pk, clock.today())
    if not request.actor.may("hazards.treat"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.treat"}))
    form = StopForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    made = do.stop_by_ourselves(
        actor=request.actor,
        at=clock.now(),
        hazard_id=pk,
        seen_version=seen_version(request),
        **form.cleaned_data,
    )
    return done(request, "hazards:suspension", made, message=STEP_LABELS[Step.SELF_SUSPEND])


def hazard_actions(request: HttpRequest, case: HazardCase) -> list[pattern.Action]:
    """Suspending, on the page of a hazard: proposed for a major hazard where production goes on."""
    if case.ended_day is not None:
        return []
    actor, standing = request.actor, [one for one in case.suspensions if one["lifted_at"] is None]
    proposed = "" if standing or case.producing is False else _proposal(case)
    if actor.unit_id == case.unit_id and actor.may("hazards.treat"):
        form: Form = StopForm(auto_id="stop_%s", initial={"since": clock.now()})
        return (
            [_stop("stop_own", _("Record that we stopped it"), case, form, proposed)] if not standing else []
        )
    if not actor.may("hazards.suspend") or not _holds_power(case):
        return []
    form = SuspendForm(case=case, actor=actor, auto_id="suspend_%s")
    return [_stop("suspend", STEP_DO[Step.SUSPEND], case, form, proposed)] if form.offers else []


def _holds_power(case: HazardCase) -> bool:
    """Whether the reader's body supervises here: a step that needs nothing else but that power tells."""
    found = [action for action in case.actions if action.name == Step.DISCUSS]
    return any(all(one.code != "no-power" for one in action.findings) for action in found)


def _stop(name: str, label: Any, case: HazardCase, form: Form, proposed: str) -> pattern.Action:
    return pattern.Action(
        name=name,
        label=label,
        url=reverse(f"hazards:{name}", args=[case.id]),
        icon="alert-triangle",
        tone="danger" if proposed else "outline-secondary",
        form=form,
        hint=proposed,
        is_more=not proposed,
    )


def _proposal(case: HazardCase) -> str:
    """Major means suspend: which kinds the rule proposes here, with its source and mark; empty without one."""
    if case.grade not in GRAVE:
        return ""
    found = instruments.parameter(
        "hazards.suspension.proposed", on=clock.today(), grade=case.grade, sector=case.sector
    )
    kinds = "、".join(str(KIND_LABELS[kind]) for kind in found.value if kind in KIND_LABELS)
    return f"{found.title}: {kinds} ({found.source} {found.cite} [{found.mark}])" if kinds else ""
