"""A hazard comes to light."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.domains.hazards.forms.lists import matters
from zhiben.ui.widgets import DayInput, FilesField, Location, PickerInput


class HazardForm(forms.Form):
    """A hazard, on a phone in a minute."""

    title = forms.CharField(label=_("The hazard in a few words"), max_length=120)
    photos = FilesField(label=_("Photographs"), purpose="photo", most=9, required=False)
    place = forms.CharField(label=_("Where in the unit"), max_length=200)
    location = forms.CharField(label=_("Position"), required=False, widget=Location())
    site = forms.TypedChoiceField(label=_("Site"), coerce=int, empty_value=None, required=False)
    description = forms.CharField(label=_("Description"), max_length=4000, widget=forms.Textarea({"rows": 3}))
    matter = forms.ChoiceField(label=_("Matter"), choices=matters, initial="general")
    found_day = forms.DateField(label=_("Day found"), widget=DayInput())
    criterion = forms.CharField(label=_("Criterion, if you know it"), max_length=500, required=False)
    producing = forms.BooleanField(label=_("Production was going on there"), required=False)
    documents = FilesField(label=_("Documents, if any"), purpose="any", most=9, required=False)

    activity = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput()
    )

    def __init__(self, *args: Any, sites: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("At the unit's seat")), *[(site.id, site.name) for site in sites]]
        self.fields["site"].choices = choices  # type: ignore[attr-defined]  # a choice field
        if not sites:
            self.fields["site"].widget = forms.HiddenInput()


class ReportForm(HazardForm):
    """A hazard of the own unit, and whether the affected area was stopped."""

    suspended = forms.BooleanField(label=_("The unit has stopped the affected area"), required=False)
    extent = forms.CharField(label=_("What was stopped"), max_length=300, required=False)
    since = forms.DateTimeField(
        label=_("Stopped since"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean(self) -> dict[str, Any]:
        """Whoever says that the area was stopped says which and since when."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("suspended"):
            for name in ("extent", "since"):
                if not cleaned.get(name):
                    self.add_error(name, _("Say what was stopped, and since when."))
        return cleaned


class FoundForm(HazardForm):
    """A hazard found in a unit within reach."""

    unit = forms.IntegerField(label=_("Unit"), widget=PickerInput("organisations:pick"))
    field_order = (
        "unit",
        "site",
        "title",
        "photos",
        "place",
        "location",
        "description",
        "matter",
        "found_day",
    )
