"""Other ends than closing; look-back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.domains.hazards.forms.steps import TextForm
from zhiben.ui.widgets import DayInput


class HandOverForm(TextForm):
    """To whom outside this deployment, and why."""

    destination = forms.CharField(label=_("To whom (outside this platform)"), max_length=200)
    field_order = ("destination", "text")


class DrawForm(forms.Form):
    """What to draw from, and how much of it."""

    first = forms.DateField(label=_("Closed from"), widget=DayInput())
    last = forms.DateField(label=_("to"), widget=DayInput())
    percent = forms.IntegerField(label=_("Share in percent"), min_value=1, max_value=100, initial=10)
    seed = forms.CharField(
        label=_("Seed"),
        max_length=80,
        help_text=_("Say it before witnesses, such as a date and a name: anybody can recompute the draw."),
    )
