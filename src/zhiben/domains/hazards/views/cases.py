"""One hazard: what it is, what was done, what may be done now."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock, files
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.queries import CaseAction, CaseStep, HazardCase
from zhiben.domains.hazards.views import ends, grading, powers, reports, short, suspension, treatment
from zhiben.domains.hazards.views.letters import served
from zhiben.domains.hazards.views.shared import FIRST, StepPage, form_of
from zhiben.domains.hazards.vocabulary import (
    DISCUSSION_LABELS,
    PART_LABELS,
    STEP_DO,
    STEP_LABELS,
    Grade,
    State,
    Step,
)
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.notices.vocabulary import METHOD_LABELS
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.organisations.vocabulary import matter_name, sector_name
from zhiben.ui import case as pattern
from zhiben.ui.answers import done, refuse_form, seen_version

Values = dict[str, Any]
_ICONS: dict[str, str] = {
    Step.CONFIRM: "check",
    Step.DECLINE: "x",
    Step.SERVE: "mail",
    Step.SERVE_ON: "send",
    Step.ACCEPT: "signature",
    Step.REVIEW: "check",
    Step.SEND_BACK: "arrow-left",
}
_IDLE = frozenset(
    {"HZ-015", "HZ-036", "HZ-038", "HZ-039", "HZ-040", "HZ-042", "HZ-050", "HZ-053"}
) | frozenset({"HZ-056", "HZ-057", "HZ-094", "HZ-098", "HZ-104", "held-elsewhere"})
_QUIET = frozenset({Step.DECLINE, Step.SEND_BACK, Step.REFUSE_EXTENSION, Step.ASK_EXTENSION}) | {
    Step.REFUSE_TRANSFER,
    Step.RAISE_OWN,
    Step.REOPEN,
}
_PHOTO_STEPS = (Step.RECTIFY, Step.OWN_ACCEPT)


STEPS: dict[str, StepPage] = {
    **FIRST,
    **powers.STEPS,
    **grading.STEPS,
    **ends.STEPS,
    **short.STEPS,
    **reports.STEPS,
}
STEPS |= treatment.STEPS
_SELDOM = frozenset({*powers.STEPS, *grading.STEPS, *ends.STEPS, *treatment.STEPS}) - {
    Step.FOLLOW_UP,
    Step.OVERDUE_REASON,
    Step.ACCEPT_TRANSFER,
    Step.REFUSE_TRANSFER,
    Step.COUNTERSIGN,
    Step.ASSIGN,
    Step.ANSWER_CASE,
    Step.LOOK_BACK,
    Step.REOPEN,
}
_INSIDE = frozenset({Step.FIX_OWN, Step.CLOSE_OWN, Step.RAISE_OWN})
"""Steps on what a unit keeps to itself; nobody writes plans or reports about it."""
MORE_ACTIONS: list[Callable[[HttpRequest, HazardCase], list[pattern.Action]]] = [
    suspension.hazard_actions,
    treatment.item_actions,
    treatment.interim_actions,
]
"""What the parts of a case (a suspension, a sub-item) let the reader do, beside the steps of the hazard itself."""


def _actions(case: HazardCase) -> list[pattern.Action]:
    """The steps of the hazard itself: what moves it on, then what turns it down."""
    made = [
        pattern.Action(
            name=action.name,
            label=STEP_DO[action.name],
            url=reverse("hazards:step", args=[case.id, action.name]),
            icon=_ICONS.get(action.name, "chevron-right"),
            tone="outline-secondary" if action.name in _QUIET | _SELDOM else "primary",
            findings=action.findings,
            is_more=action.name in _SELDOM,
            form=None if action.findings else form_of(STEPS[action.name][0], action.name, case),
        )
        for action in case.actions
        if _is_offered(action, case)
    ]
    return sorted(made, key=lambda action: action.name in _QUIET)


def _all_actions(request: HttpRequest, case: HazardCase) -> list[pattern.Action]:
    """The steps of the hazard and of its parts; nothing is folded where nothing would stand above it."""
    made = _actions(case)
    if not case.internal:
        made += [one for more in MORE_ACTIONS for one in more(request, case)]
    if all(one.is_more for one in made):
        return [replace(one, is_more=False) for one in made]
    return made


def _is_offered(action: CaseAction, case: HazardCase) -> bool:
    """Whether the page names the step at all, as one to take or with what stands against it."""
    named = _INSIDE if case.internal else STEPS
    is_ours = action.name in named and not _is_idle(action) and not _lacks_power(action)
    return is_ours and _is_owed(action, case)


def _is_owed(action: CaseAction, case: HazardCase) -> bool:
    """A double report is offered only while one is owed."""
    owed = [one for one in case.parts.get("double_report", []) if one["day"] is None]
    return action.name != Step.DOUBLE_REPORT or bool(owed)


def _is_idle(action: CaseAction) -> bool:
    """Nobody needs to hear that nothing waits where nothing was asked for, or that it was asked of others."""
    return any(finding.code in _IDLE for finding in action.findings)


def _lacks_power(action: CaseAction) -> bool:
    """Whether the step belongs to another body: nothing a person could do about it here."""
    return any(finding.code == "no-power" for finding in action.findings)


def _of_others(case: HazardCase) -> list[str]:
    """The steps that are open now, but another body's to take."""
    main = [action.name for action in case.actions if action.name in FIRST and _lacks_power(action)]
    return [str(STEP_DO[name]) for name in main]


def _limits(case: HazardCase) -> list[dict[str, Any]]:
    """How grade and limit came about, oldest first."""
    return [
        {
            "day": step.at,
            "what": STEP_LABELS[step.step],
            "who": step.person,
            "body": step.body,
            "grade": step.data.get("grade", ""),
            "basis": step.data.get("basis", ""),
            "limit": date.fromisoformat(limit) if (limit := _limit_of(step)) else None,
        }
        for step in case.steps
        if step.step in (Step.CONFIRM, Step.REGRADE, Step.SERVE, Step.GRANT_EXTENSION)
    ]


def _limit_of(step: CaseStep) -> str:
    return str(step.data.get("limit") or step.data.get("until") or "")


def _text(step: CaseStep, names: dict[int, str]) -> str:
    """The words of a step, with what its data say."""
    words = [step.text] if step.text else []
    facts = [step.data.get("letter", ""), names.get(step.data.get("recipient", 0), "")]
    facts.append(str(METHOD_LABELS.get(step.data.get("method", ""), "")))
    facts += [
        *step.data.get("body_names", []),
        matter_name(step.data["matter"]) if "matter" in step.data else "",
    ]
    facts.append(str(DISCUSSION_LABELS.get(step.data.get("kind", ""), "")))
    facts.append(step.data.get("to_outside", ""))
    words.append(" · ".join(fact for fact in facts if fact))
    return "\n".join(line for line in words if line)


def _timeline(case: HazardCase) -> list[pattern.Step]:
    return [
        pattern.Step(
            at=step.recorded_at,
            what=STEP_LABELS.get(step.step, step.step),
            who=step.person,
            body=step.body,
            text=_text(step, case.names),
            day=_other_day(step.at, step.recorded_at),
            files=[
                pattern.StepFile(
                    name=file.name,
                    url=reverse("hazards:picture", args=[file.id, "view" if file.is_image else "original"]),
                    thumb=reverse("hazards:picture", args=[file.id, "thumb"]) if file.is_image else "",
                )
                for file in step.files
            ],
            tone="danger" if step.step == Step.SEND_BACK else "neutral",
        )
        for step in reversed(case.steps)
    ]


def _other_day(at: datetime, recorded: datetime) -> Any:
    """The day it took effect, when that is not the day it was recorded."""
    day = clock.day_of(at)
    return None if day == clock.day_of(recorded) else day


def _head(case: HazardCase) -> pattern.CaseHead:
    return pattern.CaseHead(
        number=case.number,
        title=case.title,
        kind="hazard",
        state=case.state,
        version=case.version,
        grade="" if case.grade == Grade.UNGRADED else case.grade,
        due_day=case.limit_day,
        ended=case.ended_day is not None,
        facts=[
            (_("Unit"), case.unit),
            (_("Where"), case.place),
            (_("Area"), case.area_name),
            (_("Sector"), sector_name(case.sector)),
            (_("Matter"), matter_name(case.matter)),
            (_("Responsible body"), case.body),
            *_more_facts(case),
        ],
    )


def _more_facts(case: HazardCase) -> list[tuple[Any, Any]]:
    """Facts that most hazards do not have."""
    taking = ", ".join(
        f"{one['body']} ({PART_LABELS[one['role']]})" for one in case.participants if one["body"]
    )
    facts = [
        (_("Site"), case.site),
        (_("Basis"), case.grade_basis),
        (_("Criterion"), case.criterion),
        (_("Found by"), case.found_by),
        (_("Takes part"), taking),
        (_("Listed by"), case.listed),
        (_("Handed over to"), case.handed_to),
    ]
    return [(label, value) for label, value in facts if value]


def _rules_of(case: HazardCase) -> tuple[str, ...]:
    """The keys of the rules that bear on the case as it stands."""
    if case.internal:
        return ("hazards.own.within",)
    if case.state == State.DISSUADED:
        return ("hazards.dissuaded.within",)
    return ("hazards.treatment.parts", "hazards.acceptance.officers", "hazards.confirm.within")


def _overdue_days(case: HazardCase, today: date) -> int:
    """Days past the limit, of an open case."""
    if case.ended_day is not None or case.limit_day is None:
        return 0
    return max(0, (today - case.limit_day).days)


@require_safe
def hazard_case(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one hazard."""
    today = clock.today()
    case = queries.case(request.actor, pk, today)
    context = {
        "case": _head(case),
        "hazard": case,
        "timeline": _timeline(case),
        "actions": _all_actions(request, case),
        "part_templates": [f"hazards/{name}_part.html" for name in case.parts],
        "of_others": _of_others(case),
        "limits": _limits(case),
        "overdue_days": _overdue_days(case, today),
        "sees_signatures": request.actor.may("hazards.see_signatures"),
        "parameters": instruments.parameters_for(
            _rules_of(case), on=today, grade=case.grade, sector=case.sector
        ).values(),
        "standing": [stop for stop in case.suspensions if stop["lifted_at"] is None],
        "extended": case.limit_first != case.limit_day,
        "promise_kept": queries.promise_kept(case.channel, case.limit_day, case.ended_day, today),
    }
    return render(request, "hazards/hazard_case.html", context)


@require_POST
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One step on a hazard; its form comes with the version the person saw."""
    if name not in STEPS:
        raise NotFound(Finding("not-found"))
    case = queries.case(request.actor, pk, clock.today())
    form = form_of(STEPS[name][0], name, case, request.POST)
    if not form.is_valid():
        queries.demand_open_to(request.actor, case, name)
        raise refuse_form(form)
    _, operation, values_of = STEPS[name]
    made = operation(
        actor=request.actor,
        at=clock.now(),
        hazard_id=pk,
        seen_version=seen_version(request),
        **values_of(form.cleaned_data),
    )
    message = str(STEP_LABELS.get(name, STEP_DO[name]))
    if name == Step.SERVE_ON:
        return served(request, made, form.cleaned_data["method"], "hazards:case", pk, message)
    return done(request, "hazards:case", pk, message=message)


@require_safe
def picture(request: HttpRequest, pk: int, variant: str) -> HttpResponseBase:
    """A file of a hazard within reach."""
    file, name = queries.image(request.actor, pk, variant)
    return files.serve(file, variant, download_name=name)


@require_safe
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """A drawn signature; who looks is logged."""
    png = do.show_signature(actor=request.actor, at=clock.now(), signature_id=pk)
    return HttpResponse(png, content_type="image/png", headers={"Cache-Control": "private, no-store"})


@require_safe
def letter_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as a page to read and to print."""
    letter, hazard_id = queries.letter(request.actor, pk)
    case = queries.case(request.actor, hazard_id, clock.today())
    sender = organisations.body_brief(case.body_id or 0)
    context = {"letter": letter, "hazard": case, "sender": sender.name if sender else case.body}
    return render(request, "hazards/letter_page.html", context)
