"""Steps that accompany the treatment, and those on sub-items."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiben.core import clock
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.forms import DoneForm, TextForm
from zhiben.domains.hazards.forms.treatment import (
    EndInterimForm,
    FollowUpForm,
    InterimForm,
    ItemForm,
    OverdueForm,
    SpendForm,
)
from zhiben.domains.hazards.queries import HazardCase
from zhiben.domains.hazards.views.shared import StepPage, same, with_photos
from zhiben.domains.hazards.vocabulary import STEP_DO, STEP_LABELS, Step
from zhiben.domains.hazards.vocabulary.treatment import ItemState
from zhiben.ui import case as pattern
from zhiben.ui.answers import done, refuse_form, seen_version

Values = dict[str, Any]


def _progress(values: Values) -> Values:
    photos = [do.Photo(file_id=file) for file in values["photos"]]
    return {"percent": values["percent"], "text": values["text"], "photos": photos}


STEPS: dict[str, StepPage] = {
    Step.FOLLOW_UP: (FollowUpForm, do.follow_up, _progress),
    Step.OVERDUE_REASON: (OverdueForm, do.explain_overdue, same),
    Step.INTERIM: (InterimForm, do.set_interim, same),
    Step.END_INTERIM: (EndInterimForm, do.end_interim, same),
    Step.SPEND: (SpendForm, do.record_spending, same),
    Step.ADD_ITEM: (ItemForm, do.add_item, same),
}

ITEM_STEPS: dict[str, StepPage] = {
    Step.ITEM_RECTIFIED: (DoneForm, do.rectify_item, with_photos),
    Step.ITEM_ACCEPTED: (DoneForm, do.accept_item, with_photos),
    Step.ITEM_SENT_BACK: (TextForm, do.send_item_back, same),
}
_ASKED = {
    ItemState.OPEN: ((Step.ITEM_RECTIFIED, "hazards.treat"),),
    ItemState.RECTIFIED: (
        (Step.ITEM_ACCEPTED, "hazards.accept"),
        (Step.ITEM_SENT_BACK, "hazards.accept"),
    ),
}
"""In each state what is asked next, of whom."""


def interim_actions(request: HttpRequest, case: HazardCase) -> list[pattern.Action]:
    """Ending an interim measure, where one runs."""
    running = [one for one in case.parts.get("treatment_interim", []) if one["ended_day"] is None]
    if not running or case.ended_day or request.actor.unit_id != case.unit_id:
        return []
    name = Step.END_INTERIM
    return [
        pattern.Action(
            name=name,
            label=STEP_DO[name],
            url=reverse("hazards:step", args=[case.id, name]),
            tone="outline-secondary",
            form=EndInterimForm(case=case, auto_id=f"{name}_%s"),
            is_more=True,
        )
    ]


def item_actions(request: HttpRequest, case: HazardCase) -> list[pattern.Action]:
    """What the reader may do on the sub-items of a hazard."""
    actor = request.actor
    return [
        pattern.Action(
            name=f"{name}-{item['order']}",
            label=f"{STEP_DO[name]} {item['order']}",
            url=reverse("hazards:item_step", args=[item["id"], name]),
            icon="check",
            tone="outline-secondary" if name == Step.ITEM_SENT_BACK else "primary",
            form=ITEM_STEPS[name][0](auto_id=f"{name}-{item['order']}_%s"),  # type: ignore[call-arg]
            template="hazards/items_action.html",
            context={"version": item["version"]},
            hint=item["title"],
        )
        for item in case.parts.get("items", [])
        for name, permission in _ASKED.get(item["state"], ())
        if actor.may(permission) and _is_ours(actor, case, name)
    ]


def _is_ours(actor: Any, case: HazardCase, name: str) -> bool:
    if name == Step.ITEM_RECTIFIED:
        return bool(actor.unit_id == case.unit_id)
    return actor.body_id is not None and actor.body_id == case.body_id


@require_POST
def item_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One step on a sub-item."""
    if name not in ITEM_STEPS:
        raise NotFound(Finding("not-found"))
    hazard = queries.hazard_of_item(request.actor, pk)
    page, operation, values_of = ITEM_STEPS[name]
    form = page(request.POST)
    if not form.is_valid():
        raise refuse_form(form)
    operation(
        actor=request.actor,
        at=clock.now(),
        item_id=pk,
        seen_version=seen_version(request),
        **values_of(form.cleaned_data),
    )
    return done(request, "hazards:case", hazard, message=_(str(STEP_LABELS[name])))
