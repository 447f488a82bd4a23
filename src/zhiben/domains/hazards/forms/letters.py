"""The letter with the limit, and serving it."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.core import clock
from zhiben.domains.hazards.queries import HazardCase, SuspensionCase, served_publicly
from zhiben.domains.notices.operations import ServiceDetails
from zhiben.domains.notices.vocabulary import CAPACITY_LABELS, METHOD_LABELS, NEEDS, Capacity, Method
from zhiben.ui.widgets import DayInput, FilesField, Signature, read_signature


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
    ordered = forms.BooleanField(
        label=_("As an order of law to put it right within the limit"), required=False
    )
    takes_case = True

    def __init__(self, *args: Any, case: HazardCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if case.channel == "self_report":
            self.fields["ordered"].widget = forms.HiddenInput()


UNIT_ITSELF = "unit"
_PHOTOS = {"files": "photos"}
"""Detail of a service -> field of the form, where a form has another use for the word."""


def _needs(method: str) -> tuple[str, ...]:
    return tuple(_PHOTOS.get(name, name) for name in NEEDS.get(method, ()))


_BY_METHOD: dict[str, tuple[str, ...]] = {
    Method.IN_PERSON: ("signature",),
    Method.LEFT: (*_needs(Method.LEFT), "day"),
    Method.POST: (*_needs(Method.POST), "day", "photos"),
    Method.ELECTRONIC: (),
    Method.LINK: (),
    Method.PUBLIC: (*_needs(Method.PUBLIC), "day"),
}
"""Method of service -> the fields it asks for."""


class ServeForm(forms.Form):
    """On whom, and how; a method shows only the fields it needs. For every paper that is served on a unit."""

    takes_case = True

    recipient = forms.ChoiceField(label=_("Recipient"), required=False)
    recipient_name = forms.CharField(label=_("Name of the recipient"), max_length=60, required=False)
    capacity = forms.ChoiceField(
        label=_("Capacity"),
        required=False,
        choices=lambda: [(one, CAPACITY_LABELS[one]) for one in Capacity if one != Capacity.UNIT],
    )
    method = forms.ChoiceField(
        label=_("Method"),
        choices=lambda: list(METHOD_LABELS.items()),
        initial=Method.IN_PERSON,
        widget=forms.RadioSelect({"data-fields": json.dumps(_BY_METHOD)}),
    )
    signature = forms.CharField(label=_("The recipient signs here"), required=False, widget=Signature())
    witness_name = forms.CharField(label=_("Witness"), max_length=60, required=False)
    witness_capacity = forms.CharField(label=_("Who the witness is"), max_length=60, required=False)
    refusal = forms.CharField(label=_("Reason of refusal"), max_length=500, required=False)
    tracking = forms.CharField(label=_("Tracking number"), max_length=60, required=False)
    place = forms.CharField(label=_("Where it was left or posted"), max_length=300, required=False)
    day = forms.DateField(label=_("Day left, sent or posted"), required=False, widget=DayInput())
    text = forms.CharField(
        label=_("Text of the notice"), max_length=4000, required=False, widget=forms.Textarea({"rows": 4})
    )
    photos = FilesField(label=_("Photographs that prove it"), purpose="photo", most=9, required=False)

    def __init__(self, *args: Any, case: HazardCase | SuspensionCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.fields["text"].initial = served_publicly(case, clock.today())
        persons = [
            (str(one["person_id"]), f"{one['name']} · {CAPACITY_LABELS[one['role']]}")
            for one in case.recipients
        ]
        recipient: Any = self.fields["recipient"]
        recipient.choices = [
            *persons,
            ("", _("Somebody without account")),
            (UNIT_ITSELF, _("The unit itself (by post or public notice)")),
        ]
        recipient.initial = recipient.choices[0][0]
        recipient.widget.attrs["data-fields"] = json.dumps({"": ["recipient_name", "capacity"]})

    def clean(self) -> dict[str, Any]:
        """What proves the service by this method is asked for here already."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        wanted = list(_needs(cleaned.get("method", "")))
        if cleaned.get("recipient") == "":
            wanted.append("recipient_name")
        for name in wanted:
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("This method of service needs it."))
        return cleaned


def serving_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the form says, as `notices.serve` takes it: recipient_id or name, capacity, method, details."""
    asked = set(_BY_METHOD[values["method"]])
    words = {name: values[name] for name in asked - {"signature", "photos"} if values[name]}
    if "photos" in asked:
        words["files"] = values["photos"]
    drawn = values["signature"] if "signature" in asked else ""
    chosen = values["recipient"]
    known = chosen if chosen.isdecimal() else ""
    return {
        "recipient_id": int(known) if known else None,
        "recipient_name": values["recipient_name"] if not chosen else "",
        "capacity": Capacity.UNIT if chosen == UNIT_ITSELF else values["capacity"] if not chosen else "",
        "method": values["method"],
        "details": ServiceDetails(signature_png=read_signature(drawn) if drawn else None, **words),
    }


class ExtensionForm(forms.Form):
    """More time: until when, why, and what keeps people safe meanwhile."""

    until = forms.DateField(label=_("New limit"), widget=DayInput())
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea({"rows": 2}))
    interim = forms.CharField(
        label=_("Interim measures"), max_length=2000, widget=forms.Textarea({"rows": 2})
    )
