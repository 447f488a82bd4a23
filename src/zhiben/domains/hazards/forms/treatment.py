"""The plan of treatment."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.domains.hazards.vocabulary import (
    ELEMENTS,
)
from zhiben.ui.widgets import DayInput


class PlanForm(forms.Form):
    """The plan of treatment with the five elements."""

    responsibility = forms.CharField(label=_("Responsibility"), max_length=1000)
    measures = forms.CharField(label=_("Measures"), max_length=4000, widget=forms.Textarea({"rows": 3}))
    funds = forms.CharField(label=_("Funds"), max_length=1000)
    funds_yuan = forms.DecimalField(label=_("Funds in yuan"), min_value=0, max_digits=14, decimal_places=2)
    time_limit = forms.CharField(label=_("Time limit"), max_length=1000)
    done_by = forms.DateField(label=_("To be done by"), widget=DayInput())
    contingency = forms.CharField(label=_("Contingency"), max_length=4000, widget=forms.Textarea({"rows": 2}))


assert set(ELEMENTS) <= set(PlanForm.base_fields)
