"""The letter with the limit, and serving it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.domains.hazards.queries import HazardCase
from zhiben.ui.widgets import DayInput, Signature


class LetterForm(forms.Form):
    """The limit, as a day or counted, and the guidance."""

    limit_day = forms.DateField(label=_("Limit: a day"), required=False, widget=DayInput())
    count = forms.IntegerField(label=_("or a number of"), required=False, min_value=1, max_value=2000)
    unit = forms.ChoiceField(
        label=_("counted in"),
        choices=[
            ("working_days", _("working days")),
            ("calendar_days", _("calendar days")),
            ("months", _("months")),
        ],
    )
    guidance = forms.CharField(label=_("Guidance"), max_length=4000, widget=forms.Textarea({"rows": 4}))


class ServeForm(forms.Form):
    """On whom, and how."""

    method = forms.ChoiceField(
        label=_("Method"),
        choices=[
            ("in_person", _("In person, signed on this phone")),
            ("electronic", _("Electronically (with consent)")),
        ],
        initial="in_person",
        widget=forms.RadioSelect(),
    )
    signature = forms.CharField(
        label=_("The recipient signs here (in person only)"), required=False, widget=Signature()
    )

    takes_case = True

    def __init__(self, *args: Any, case: HazardCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (one["person_id"], f"{one['name']} · {ROLE_WORDS[one['role']]}") for one in case.recipients
        ]
        self.fields["recipient"] = forms.TypedChoiceField(label=_("Recipient"), coerce=int, choices=choices)
        self.order_fields(("recipient", "method", "signature"))


ROLE_WORDS = {"principal": _("principal"), "controller": _("actual controller")}


class ExtensionForm(forms.Form):
    """More time: until when, why, and what keeps people safe meanwhile."""

    until = forms.DateField(label=_("New limit"), widget=DayInput())
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 2}))
    interim = forms.CharField(
        label=_("Interim measures"), max_length=2000, widget=forms.Textarea({"rows": 2})
    )
