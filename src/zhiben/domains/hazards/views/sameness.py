"""Pages: two hazards side by side, what was missed, a visit that found nothing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.domains.hazards import operations, queries
from zhiben.domains.hazards.forms import (
    PAIRS,
    MergeForm,
    ProposeForm,
    RefuseForm,
    TextForm,
    VisitForm,
    missed_list,
)
from zhiben.domains.hazards.queries import HazardCase
from zhiben.domains.hazards.views.cases import MORE_ACTIONS
from zhiben.domains.hazards.vocabulary import ENDED, State
from zhiben.domains.organisations import queries as organisations
from zhiben.ui import case as pattern
from zhiben.ui.answers import done, refuse_form, seen_version


def _demand(request: HttpRequest, permission: str) -> None:
    if not request.actor.may(permission):
        raise Forbidden(Finding("no-permission", {"permission": permission}), code="no-permission")


def _with_units(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    units = organisations.unit_names([row["a__unit_id"] for row in rows])
    return [{**row, "unit": units.get(row["a__unit_id"], ""), "title": row["a__title"]} for row in rows]


@require_safe
def same_list(request: HttpRequest) -> HttpResponse:
    """Pairs offered to the actor's body."""
    _demand(request, "hazards.merge")
    asked = PAIRS.read_request(request)
    rows = queries.pairs(request.actor, asked.tab)
    return asked.respond(
        request,
        rows,
        decorate=_with_units,
        counts=queries.offered_count(request.actor),
        template="hazards/same_list.html",
    )


@require_safe
def same_pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Two hazards side by side, with the reasons why they look like one."""
    _demand(request, "hazards.merge")
    pair = queries.pair(request.actor, pk, clock.today())
    context = {"pair": pair, "merge": MergeForm(), "refuse": RefuseForm(initial={"version": pair.version})}
    return render(request, "hazards/same_pair.html", context)


@require_POST
def same_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """They are one: the chosen one stays."""
    form = MergeForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    given = form.cleaned_data
    operations.merge_pair(
        actor=request.actor,
        at=clock.now(),
        pair_id=pk,
        kept_id=given["kept"],
        kept_version=given["kept_version"],
        ended_version=given["ended_version"],
        text=given["text"],
    )
    return done(request, "hazards:case", given["kept"], message=_("Merged"))


@require_POST
def same_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """They are two, for good."""
    form = RefuseForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    given = form.cleaned_data
    operations.refuse_same(
        actor=request.actor, at=clock.now(), pair_id=pk, seen_version=given["version"], text=given["text"]
    )
    return done(request, "hazards:same", message=_("Kept apart"))


@require_POST
def propose_same(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody noticed that this one and another are one."""
    form = ProposeForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    pair, body = operations.propose_same(
        actor=request.actor, at=clock.now(), hazard_id=pk, number=form.cleaned_data["number"]
    )
    if body is not None and body == request.actor.body_id:
        return done(request, "hazards:same_pair", pair)
    name = organisations.body_names([body]).get(body, "") if body else ""
    message = _("Handed to %(body)s, which answers for both.") % {"body": name} if name else _("Noted")
    return done(request, "hazards:case", pk, message=message)


@require_POST
def unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a merged hazard out again."""
    form = TextForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    operations.unmerge_hazard(
        actor=request.actor,
        at=clock.now(),
        hazard_id=pk,
        seen_version=seen_version(request),
        text=form.cleaned_data["text"],
    )
    return done(request, "hazards:case", pk, message=_("Unmerged"))


def same_actions(request: HttpRequest, case: HazardCase) -> list[pattern.Action]:
    """What may be done on a case because it is, or may be, found twice."""
    if not request.actor.may("hazards.merge"):
        return []
    if case.state == State.MERGED:
        if not queries.may_unmerge(request.actor, case.id, clock.today()):
            return []
        url = reverse("hazards:same_unmerge", args=[case.id])
        form: Any = TextForm(auto_id="unmerge_%s")
        return [
            pattern.Action("unmerge", _("Unmerge"), url, "arrow-left", tone="outline-secondary", form=form)
        ]
    if case.state in ENDED or case.internal:
        return []
    url = reverse("hazards:same_propose", args=[case.id])
    form = ProposeForm(auto_id="propose_%s")
    label = _("It is the same as another hazard")
    return [pattern.Action("propose", label, url, "copy", tone="outline-secondary", form=form, is_more=True)]


MORE_ACTIONS.append(same_actions)


@require_safe
def missed(request: HttpRequest) -> HttpResponse:
    """What was there and not found, with the counter-evidence."""
    _demand(request, "hazards.missed")
    today, is_unit = clock.today(), request.actor.unit_id is not None
    listing = missed_list(request.GET.get("tab", ""), is_unit=is_unit)
    asked = listing.read_request(request)
    picked = {}
    if unit := asked.filters.get("unit"):
        picked["unit"] = organisations.unit_names([unit]).get(unit, "")
    return asked.respond(
        request,
        queries.missed(request.actor, today, asked.tab, **asked.filters),
        decorate=_with_visitors,
        counts=queries.missed_counts(request.actor, today),
        template="hazards/missed_list.html",
        extra={"picked": picked, "tab": asked.tab, "rules": queries.missed_rules(today)},
    )


def _with_visitors(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    bodies = organisations.body_names([row["visit_body"] for row in rows if row.get("visit_body")])
    named = queries.with_names([{**row, "ended_day": None} for row in rows])
    return [{**row, "visitor": bodies.get(row.get("visit_body") or 0, "")} for row in named]


def clean_visit(request: HttpRequest) -> HttpResponse:
    """Somebody was at a unit and found nothing."""
    _demand(request, "hazards.note_clean_visit")
    asked = request.GET.get("unit", "")
    unit = int(asked) if asked.isdecimal() and len(asked) < 19 else None
    form = VisitForm(request.POST or None, initial={"day": clock.today(), "unit": unit})
    if request.method == "POST":
        if not form.is_valid():
            raise refuse_form(form)
        given = form.cleaned_data
        operations.note_clean_visit(
            actor=request.actor,
            at=clock.now(),
            unit_id=given["unit"],
            matter=given["matter"],
            day=given["day"],
            text=given["text"],
        )
        return done(request, "hazards:clean_visit", message=_("Visit noted: nothing found"))
    return render(request, "hazards/missed_visit.html", {"form": form})
