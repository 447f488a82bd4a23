"""General hazards in a minute on a phone."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.domains.hazards.forms.lists import matters
from zhiben.domains.hazards.forms.steps import DoneForm
from zhiben.ui.widgets import DayInput, FilesField, PickerInput


class OwnForm(forms.Form):
    """A general hazard of the own unit that it puts right itself."""

    title = forms.CharField(label=_("The hazard in a few words"), max_length=120)
    photos = FilesField(label=_("Photographs"), purpose="photo", most=9, required=False)
    place = forms.CharField(label=_("Where in the unit"), max_length=200)
    fixed = forms.BooleanField(label=_("Put right on the spot"), required=False)
    limit_day = forms.DateField(
        label=_("To be put right by"),
        required=False,
        widget=DayInput(),
        help_text=_("Past this day the supervisor sees it too."),
    )
    matter = forms.ChoiceField(label=_("Matter"), choices=matters, initial="general")


class DissuadeForm(forms.Form):
    """What a grid member dissuaded on the spot."""

    unit = forms.IntegerField(label=_("Unit"), widget=PickerInput("organisations:pick"))
    title = forms.CharField(label=_("The hazard in a few words"), max_length=120)
    photos = FilesField(label=_("Photographs"), purpose="photo", most=9, required=False)
    place = forms.CharField(label=_("Where in the unit"), max_length=200)
    text = forms.CharField(
        label=_("What was said and done"), max_length=4000, widget=forms.Textarea({"rows": 2})
    )


class LookAgainForm(DoneForm):
    """Whether it is put right now."""

    corrected = forms.TypedChoiceField(
        label=_("Is it put right?"),
        choices=[("yes", _("Yes: it ends")), ("no", _("No: it goes to the supervisor"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(),
    )
    field_order = ("corrected", "text", "photos", "documents")


class SampleForm(forms.Form):
    """By which seed to draw."""

    seed = forms.CharField(
        label=_("Seed"),
        max_length=80,
        help_text=_("Say it before witnesses, such as a date and a name: anybody can recompute the draw."),
    )
