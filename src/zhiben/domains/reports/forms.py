"""Forms of the administration pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.ui.widgets import DayInput


class DayForm(forms.Form):
    """What kind of day a day is."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    kind = forms.ChoiceField(
        label=_("Kind of day"),
        choices=[
            ("workday", _("working day")),
            ("rest", _("rest day")),
            ("holiday", _("holiday")),
            ("make_up_work", _("make-up working day")),
        ],
    )
    name = forms.CharField(label=_("Name"), max_length=40, required=False)
