"""Plans and shares as lists, the plan's first page, the wall chart."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhiben.core import clock
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.plans import operations, queries
from zhiben.domains.plans.forms import PLANS, SHARES, CloseForm
from zhiben.domains.plans.vocabulary import LIGHT_LABELS, Light
from zhiben.ui.answers import done, refuse_form

_PICKED = 20
LIGHT_ICONS = {
    Light.RED: "alert-circle",
    Light.YELLOW: "clock",
    Light.BLUE: "player-play",
    Light.GREEN: "circle-check",
    Light.NONE: "dots",
}


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans within reach, with how they stand."""
    actor = request.actor

    def with_counts(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        names = organisations.body_names(row["body_id"] for row in rows)
        counts = queries.plan_counts(actor, [row["id"] for row in rows], clock.today())
        none = queries.PlanCounts()
        return [
            {
                **row,
                "body": names.get(row["body_id"], ""),
                **{
                    name: getattr(counts.get(row["id"], none), name)
                    for name in ("total", "done", "overdue", "unsigned")
                },
            }
            for row in rows
        ]

    asked = PLANS.read_request(request)
    extra = {"may_upload": actor.may("instruments.import")}
    return asked.respond(
        request, queries.plans(actor), decorate=with_counts, template="plans/plan_list.html", extra=extra
    )


@require_safe
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: how it stands, each number opening its rows."""
    head = queries.plan(request.actor, pk)
    counts = queries.plan_counts(request.actor, [pk], clock.today()).get(pk, queries.PlanCounts())
    context = {
        "plan": head,
        "counts": counts,
        "body": organisations.body_names([head.body_id]).get(head.body_id, ""),
        "may_assign": request.actor.may("plans.assign"),
        "may_close": request.actor.may("plans.assign") and head.body_id == request.actor.body_id,
        "close_form": CloseForm(),
        "may_confirm": request.actor.may("plans.confirm_old"),
    }
    return render(request, "plans/plan.html", context)


@require_POST
def close_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The office closes its plan, with the reason."""
    form = CloseForm(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    operations.close_plan(actor=request.actor, at=clock.now(), plan_id=pk, **form.cleaned_data)
    return done(request, "plans:plan", pk, message=_("The plan is closed."))


@require_POST
def reopen_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The office opens a plan again that was closed by mistake."""
    operations.reopen_plan(actor=request.actor, at=clock.now(), plan_id=pk)
    return done(request, "plans:plan", pk, message=_("The plan is open again."))


@require_safe
def wall(request: HttpRequest, pk: int) -> HttpResponse:
    """The wall chart: actions down, phases across, every task a light that opens its share."""
    chart = queries.wall(request.actor, pk, clock.today())
    context = {
        "plan": queries.plan(request.actor, pk),
        "chart": chart,
        "lights": [
            (light, LIGHT_LABELS[light], LIGHT_ICONS[light], chart.counts[light]) for light in LIGHT_LABELS
        ],
        "icons": LIGHT_ICONS,
        "words": LIGHT_LABELS,
        "today": clock.today(),
    }
    return render(request, "plans/wall.html", context)


def with_bodies(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The name of each row's body, or what the plan calls it."""
    names = organisations.body_names(row["body_id"] for row in rows if row["body_id"])
    return [{**row, "body": names.get(row["body_id"] or 0) or row["named"]} for row in rows]


@require_safe
def share_list(request: HttpRequest) -> HttpResponse:
    """Tasks: ours, those we gave, all within reach."""
    asked = SHARES.read_request(request)
    tab = asked.tab if "tab" in request.GET or request.actor.role != "office" else "given"
    asked = asked if tab == asked.tab else SHARES.read({**request.GET.dict(), "tab": tab})
    rows = queries.shares(request.actor, asked.tab, clock.today(), **asked.filters)
    picked = {}
    if plan := asked.filters.get("plan"):
        picked["plan"] = queries.plan(request.actor, plan).title
    return asked.respond(
        request,
        rows,
        decorate=with_bodies,
        counts=queries.share_counts(request.actor),
        template="plans/share_list.html",
        extra={"picked": picked},
    )


@require_safe
def pick(request: HttpRequest) -> JsonResponse:
    """What the plan picker offers."""
    found = queries.plan_choices(request.actor, request.GET.get("q", "").strip()[:100], _PICKED)
    results = [{"value": key, "label": title, "note": ""} for key, title in found]
    return JsonResponse({"results": results}, json_dumps_params={"ensure_ascii": False})


@require_safe
def bodies(request: HttpRequest) -> JsonResponse:
    """What the body picker offers: bodies in the actor's territory."""
    actor = request.actor
    found = organisations.bodies_under(actor.ranges, q=request.GET.get("q", "").strip()[:100])
    results = [{"value": body.id, "label": body.short_name, "note": body.name} for body in found[:_PICKED]]
    return JsonResponse({"results": results}, json_dumps_params={"ensure_ascii": False})


@require_safe
def of_document(request: HttpRequest, document: int) -> HttpResponse:
    """The wall chart of the plan that runs a document."""
    plan_id = queries.plan_of_document(request.actor, document)
    if plan_id is None:
        raise NotFound(Finding("not-found"))
    return redirect("plans:wall", plan_id)


@require_safe
def of_item(request: HttpRequest, item: int) -> HttpResponse:
    """Where a published task or target runs."""
    found = queries.find_item(request.actor, item)
    if found.share_id is not None:
        return redirect("plans:share", found.share_id)
    return redirect("plans:targets", found.plan_id)
