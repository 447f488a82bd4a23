"""Forms of people."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from zhiben.domains.people.rules import GRANTABLE
from zhiben.domains.people.vocabulary import BODY_ROLES, ROLE_LABELS, UNIT_ROLES
from zhiben.ui.widgets import DayInput, PickerInput

_BIGGEST = 2**63 - 1
_password_rules = lazy(password_validators_help_text_html, str)


def _number(label: Any, url_name: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=1, max_value=_BIGGEST, widget=PickerInput(url_name), required=False
    )


class AppointForm(forms.Form):
    """A role in one's own place, or in another body or unit within reach."""

    role = forms.ChoiceField(label=_("Role"))
    body_id = _number(_("Body, if another than your own"), "organisations:body_pick")
    unit_id = _number(_("Unit"), "organisations:pick")
    since = forms.DateField(label=_("First day"), widget=DayInput(), required=False)

    def __init__(self, *args: Any, giver: str, in_unit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [role for role in ROLE_LABELS if role in GRANTABLE.get(giver, ())]
        self.fields["role"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (role, ROLE_LABELS[role]) for role in roles if not in_unit or role in UNIT_ROLES
        ]
        if in_unit:
            del self.fields["body_id"], self.fields["unit_id"]

    def place(self, body_id: int | None, unit_id: int | None) -> dict[str, Any]:
        """Body and unit chosen; the giver's own place where nothing was chosen."""
        chosen = self.cleaned_data.get("body_id"), self.cleaned_data.get("unit_id")
        if any(chosen):
            return {"body_id": chosen[0], "unit_id": chosen[1]}
        if self.cleaned_data["role"] in BODY_ROLES or unit_id is not None:
            return {"body_id": body_id, "unit_id": unit_id}
        return {"body_id": None, "unit_id": None}


class InviteForm(AppointForm):
    """Somebody new."""

    name = forms.CharField(label=_("Name"), max_length=60)
    field_order = ("name", "role", "body_id", "unit_id", "since")


class EndForm(forms.Form):
    """The last day of a membership."""

    last_day = forms.DateField(label=_("Last day"), widget=DayInput())


class _PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_password_rules(),
    )
    again = forms.CharField(
        label=_("Password once more"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Both must be the same."""
        if self.cleaned_data["again"] != self.cleaned_data.get("password"):
            raise forms.ValidationError(_("The two passwords differ."))
        return self.cleaned_data["again"]


class JoinForm(_PasswordForm):
    """Username and password of a new account."""

    username = forms.CharField(
        label=_("Username"),
        max_length=60,
        help_text=_("Letters, digits, dots, hyphens and underscores; begins with a letter."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    field_order = ("username", "password", "again")


class NewPasswordForm(_PasswordForm):
    """A new password by a one-time link."""


class TokenForm(forms.Form):
    """A token for the API."""

    name = forms.CharField(label=_("What it is for"), max_length=60)
    scope = forms.ChoiceField(
        label=_("Access"), choices=[("read", _("read only")), ("write", _("read and write"))]
    )
    days = forms.IntegerField(label=_("Days until it ends"), min_value=1, max_value=365, initial=90)
