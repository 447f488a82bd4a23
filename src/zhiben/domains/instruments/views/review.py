"""The review of a draft: tree, text and proposals; each kept, dropped, corrected or added by hand."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.domains.instruments import operations, queries
from zhiben.domains.instruments.forms import DecideForm, ItemForm, ReviewFilter, initial_of
from zhiben.domains.instruments.views.outline import anchors, part_of, shown, tree
from zhiben.domains.instruments.vocabulary import DECISION_LABELS, KIND_LABELS, WARNING_LABELS, DocumentState
from zhiben.ui.answers import done, refuse_form

Context = dict[str, Any]


def _asked(data: Any) -> dict[str, Any]:
    """Part, kind and decision asked for; Invalid for anything else."""
    form = ReviewFilter(data)
    if not form.is_valid():
        raise refuse_form(form)
    return form.cleaned_data


def _url(pk: int, asked: dict[str, Any]) -> str:
    given = {name: value for name, value in asked.items() if value not in (None, "")}
    return f"{reverse('instruments:review', args=[pk])}?{urlencode(given)}"


def _proposals(actor: Actor, head: queries.DocumentHead, asked: dict[str, Any]) -> Context:
    """What the column of proposals shows, with its counts."""
    part = part_of(head, asked["part"])
    chosen = {name: asked[name] for name in ("kind", "decision") if asked[name]}
    counted = queries.proposal_counts(actor, head.id)
    here = [row for row in counted if row["part"] == part]
    return {
        "document": head,
        "part": part,
        "asked": asked,
        "proposals": queries.proposals(actor, head.id, part, **chosen),
        "by_decision": _summed(counted, "decision", DECISION_LABELS),
        "decisions_here": _summed(here, "decision", DECISION_LABELS),
        "kinds_here": _summed(here, "kind", KIND_LABELS),
        "open_parts": sorted({row["part"] for row in counted if row["decision"] == "open"}),
    }


def _summed(rows: list[dict[str, Any]], name: str, labels: Any) -> list[tuple[str, Any, int]]:
    sums = {key: sum(row["count"] for row in rows if row[name] == key) for key in labels}
    return [(key, labels[key], count) for key, count in sums.items() if count]


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The workspace for one part of a draft; what is published has its own page."""
    actor: Actor = request.actor
    head = queries.document(actor, pk)
    if head.state != DocumentState.REVIEW:
        return redirect("instruments:document", pk)
    asked = _asked(request.GET)
    context = _proposals(actor, head, asked)
    found = queries.proposals(actor, pk, context["part"])
    lines = shown(
        queries.clause_tree(actor, pk, context["part"]),
        [(one.first_clause, one.sentence, one) for one in found if one.decision != "dropped"],
    )
    places = anchors(lines)
    context |= {
        "clauses": lines,
        "tree": tree(lines),
        "places": places,
        "warnings": [
            {**one, "label": WARNING_LABELS.get(one["code"], one["message"])} for one in head.warnings
        ],
        "part_title": next((one["title"] for one in head.parts if one["part"] == context["part"]), ""),
    }
    return render(request, "instruments/review.html", context)


def _answer(request: HttpRequest, pk: int, asked: dict[str, Any], message: str) -> HttpResponse:
    """The column as it is now, for htmx; otherwise back to the page."""
    if request.headers.get("HX-Request") != "true":
        return done(request, _url(pk, asked), message=message)
    actor: Actor = request.actor
    context = _proposals(actor, queries.document(actor, pk), asked)
    clauses = queries.clause_tree(actor, pk, context["part"])
    context |= {
        "places": {clause.address: f"clause-{n}" for n, clause in enumerate(clauses)},
        "said": message,
    }
    answer = render(request, "instruments/proposals.html", context)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#proposals", "innerHTML"
    return answer


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep or drop one proposal or many."""
    form, asked = DecideForm(request.POST), _asked(_filters(request))
    if not form.is_valid():
        raise refuse_form(form)
    count = operations.decide_proposals(
        actor=request.actor,
        at=clock.now(),
        document_id=pk,
        proposal_ids=form.cleaned_data["ids"],
        decision=form.cleaned_data["decision"],
    )
    return _answer(request, pk, asked, _("%(count)s proposals decided") % {"count": count})


def _filters(request: HttpRequest) -> dict[str, Any]:
    """The filters of the page, sent along as show_part, show_kind, show_decision."""
    return {name: request.POST.get(f"show_{name}", "") for name in ("part", "kind", "decision")}


def correct_item(request: HttpRequest, pk: int, proposal: int) -> HttpResponse:
    """The form of one proposal, and its correction."""
    found = queries.proposal(request.actor, pk, proposal)
    initial = initial_of(found.kind, found.title, found.data)
    context = {"proposal": found, "label": _("Save and keep")}
    if request.method != "POST":
        form = ItemForm(initial=initial, kind=request.GET.get("kind", ""), auto_id=f"item{proposal}_%s")
        return _form(request, pk, form, {**context, "asked": _asked(request.GET)})
    form = ItemForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    kind = form.cleaned_data["kind"]
    operations.correct_proposal(
        actor=request.actor,
        at=clock.now(),
        document_id=pk,
        proposal_id=proposal,
        kind=kind,
        title=form.cleaned_data["title"],
        data=form.item(found.data if kind == found.kind else None),
    )
    return _answer(request, pk, _asked(_filters(request)), _("Corrected and kept"))


def add_item(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of an item the reader did not find, at a clause, and its addition."""
    given = request.GET if request.method != "POST" else request.POST
    clause, part = given.get("clause", "")[:200], given.get("at_part") or given.get("part") or "0"
    asked = _asked({"part": part})
    context = {"clause": clause, "asked": asked, "label": _("Add")}
    if request.method != "POST":
        queries.document(request.actor, pk)
        kind = request.GET.get("kind", "")
        return _form(request, pk, ItemForm(kind=kind, initial={}, auto_id="new_%s"), context)
    form = ItemForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    operations.add_proposal(
        actor=request.actor,
        at=clock.now(),
        document_id=pk,
        part=asked["part"] or 0,
        clause=clause,
        kind=form.cleaned_data["kind"],
        title=form.cleaned_data["title"],
        data=form.item(),
    )
    return _answer(request, pk, asked, _("Added and kept"))


def _form(request: HttpRequest, pk: int, form: ItemForm, context: Context) -> HttpResponse:
    """The form alone for htmx, on a page of its own otherwise."""
    context |= {"form": form, "url": request.path, "document_id": pk, "back": _url(pk, context["asked"])}
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "instruments/item_form.html" if is_part else "instruments/item_page.html", context)
