"""What the board counts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.domains.hazards.vocabulary import BASIS_LABELS, GRADE_LABELS
from zhiben.domains.places import queries as places
from zhiben.ui.widgets import DayInput, PickerInput


class BoardForm(forms.Form):
    """What the board counts."""

    first = forms.DateField(label=_("From"), required=False, widget=DayInput())
    last = forms.DateField(label=_("To"), required=False, widget=DayInput())
    cutoff = forms.DateField(label=_("Stock cut-off"), required=False, widget=DayInput())
    grade = forms.ChoiceField(
        label=_("Grade"),
        required=False,
        choices=lambda: [("", _("All grades")), *GRADE_LABELS.items()],
    )
    basis = forms.ChoiceField(label=_("Reckoned"), required=False, choices=lambda: list(BASIS_LABELS.items()))
    area = forms.CharField(
        label=_("Area"),
        required=False,
        max_length=12,
        widget=PickerInput("places:pick", label_of=lambda code: places.full_name(int(code))),
    )
