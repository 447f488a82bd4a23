"""Suspending, applying for resumption, deciding on it, posting notices."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.domains.hazards.forms.steps import DoneForm
from zhiben.domains.hazards.queries import HazardCase, kinds_for
from zhiben.domains.hazards.vocabulary.suspension import (
    KIND_LABELS,
    OCCASION_LABELS,
    SUSPENSION_LABELS,
)
from zhiben.domains.organisations.vocabulary import SECTOR_LABELS
from zhiben.ui.listing import Choice, Column, Flag, Listing, Order, Picker, Tab
from zhiben.ui.widgets import DayInput, FilesField, PickerInput

_MOMENT = "%Y-%m-%dT%H:%M"


def _moment() -> forms.DateTimeField:
    return forms.DateTimeField(
        label=_("Stopped since"), widget=forms.DateTimeInput({"type": "datetime-local"}, format=_MOMENT)
    )


class SuspendForm(forms.Form):
    """What an authority suspends; only kinds that the body may order here, with where that stands."""

    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect())
    extent = forms.CharField(label=_("What is stopped"), max_length=300)
    basis = forms.CharField(label=_("Basis (clause)"), max_length=500)
    decided_as = forms.CharField(label=_("Decided by (post or meeting)"), max_length=200)
    since = _moment()
    until = forms.DateField(label=_("End asked for, if any"), required=False, widget=DayInput())
    overseer_id = forms.IntegerField(
        label=_("Overseen by, if by another body"),
        required=False,
        widget=PickerInput("organisations:body_pick"),
    )

    def __init__(self, *args: Any, case: HazardCase, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["since"] = clock.now()
        allowed = kinds_for(
            actor, unit_id=case.unit_id, matter=case.matter, today=clock.today(), unit_kind=case.unit_kind
        )
        kind: Any = self.fields["kind"]
        kind.choices = [(one, KIND_LABELS[one]) for one in allowed.value if one in KIND_LABELS]
        self.offers = bool(kind.choices)
        kind.help_text = f"{allowed.source} {allowed.cite} [{allowed.mark}]"


class StopForm(forms.Form):
    """What the unit stopped by itself, and since when."""

    extent = forms.CharField(label=_("What was stopped"), max_length=300)
    since = _moment()


class ApplyForm(forms.Form):
    """The unit's own evaluation of the treatment and its plan of resumption."""

    evaluation = forms.CharField(
        label=_("Own evaluation of the treatment"), max_length=4000, widget=forms.Textarea({"rows": 3})
    )
    plan = forms.CharField(label=_("Plan of resumption"), max_length=4000, widget=forms.Textarea({"rows": 3}))
    documents = FilesField(label=_("Documents, if any"), purpose="any", most=9, required=False)


class OpinionForm(DoneForm):
    """A decision in words, with the paper it stands in if there is one."""

    text = forms.CharField(label=_("Opinion"), max_length=4000, widget=forms.Textarea({"rows": 2}))


class PostForm(forms.Form):
    """The notice as it was posted: text, place, day."""

    occasion = forms.ChoiceField(choices=list(OCCASION_LABELS.items()), widget=forms.HiddenInput())
    text = forms.CharField(label=_("Text of the notice"), max_length=4000, widget=forms.Textarea({"rows": 6}))
    place = forms.CharField(label=_("Where it was posted"), max_length=300)
    day = forms.DateField(label=_("Day posted"), widget=DayInput())
    photos = FilesField(label=_("Photographs"), purpose="photo", most=9, required=False)


SUSPENSIONS = Listing(
    key="suspensions",
    title=_("Suspensions"),
    columns=(
        Column("shown", _("Number"), url="hazards:suspension"),
        Column("unit", _("Unit")),
        Column("kind", _("Kind"), words=KIND_LABELS),
        Column("extent", _("What is stopped")),
        Column("state", _("State"), "state", machine="suspension"),
        Column("since_day", _("Since"), "day"),
        Column("due_day", _("Resumption to be accepted by"), "due", ended_key="is_lifted"),
        Column("hazard_number", _("Hazard"), url="hazards:case", url_key="hazard_id"),
        Column("hazard_state", _("State of the hazard"), "state", machine="hazard"),
        Column("body", _("Ordered by")),
        Column("area_name", _("Area"), is_shown=False),
        Column("sector", _("Sector"), words=SECTOR_LABELS, is_shown=False),
        Column("until", _("End asked for"), "day", is_shown=False),
    ),
    filters=(
        Choice("state", _("State"), SUSPENSION_LABELS),
        Choice("kind", _("Kind"), KIND_LABELS),
        Choice("sector", _("Sector"), SECTOR_LABELS),
        Picker("area", _("Area"), "places:pick"),
        Flag("standing", _("Standing only")),
        Flag("overdue", _("Acceptance overdue")),
        Flag("after_end", _("The hazard has ended, the suspension stands")),
    ),
    tabs=(Tab("territory", _("In our territory")), Tab("granted", _("We are responsible"))),
    orders=(Order("new", _("Newest first")),),
)


OWN_SUSPENSIONS = replace(SUSPENSIONS, tabs=(Tab("own", _("Our unit")),))
"""The same list as a unit sees it."""
