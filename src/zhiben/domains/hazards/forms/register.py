"""Handing in a register, saying how it is read, deciding about its rows."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.domains.hazards.forms.lists import matters
from zhiben.domains.hazards.vocabulary import GRADE_LABELS
from zhiben.domains.hazards.vocabulary.register import (
    DAY_ORDER_LABELS,
    FIELD_LABELS,
    MEANING_LABELS,
    SPLIT_LABELS,
)
from zhiben.domains.organisations.vocabulary import SECTOR_LABELS, UNIT_KIND_LABELS
from zhiben.domains.places import queries as places
from zhiben.ui.widgets import AreaPicker, DayInput, FilesField, PickerInput


def area_label(code: Any) -> str:
    """The full name of an area already chosen."""
    return places.full_names([int(code)]).get(int(code), str(code)) if str(code).isdigit() else ""


_GRADES = {"": _("Not said yet"), **{key: GRADE_LABELS[key] for key in ("general", "major")}}


class RegisterForm(forms.Form):
    """The file of a register."""

    file = FilesField(
        label=_("Register (.xlsx, .xls, .csv or .docx)"), purpose="register", most=1, required=True
    )


class HeadForm(forms.Form):
    """Which sheet, and the rows its head takes."""

    sheet = forms.ChoiceField(label=_("Sheet"))
    first = forms.IntegerField(label=_("First row of the head"), min_value=1, max_value=20_000)
    last = forms.IntegerField(label=_("Last row of the head"), min_value=1, max_value=20_000)

    def __init__(self, *args: Any, sheets: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(name, name) for name in sheets]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """The last row is not above the first."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("last", 1) < cleaned.get("first", 1):
            self.add_error("last", _("The last row of the head stands above the first."))
        return cleaned


class LayoutForm(forms.Form):
    """How a register is read: a field for each of its columns, a meaning for each of its words."""

    matter = forms.ChoiceField(label=_("Matter"), choices=matters, initial="general")
    split = forms.ChoiceField(label=_("Several problems in one cell"), choices=list(SPLIT_LABELS.items()))
    day_order = forms.ChoiceField(label=_("Order of days in figures"), choices=list(DAY_ORDER_LABELS.items()))
    year = forms.IntegerField(
        label=_("Year of days without one"), required=False, min_value=1990, max_value=2100
    )
    day = forms.DateField(
        label=_("Day of the register, for closed rows without a day"), required=False, widget=DayInput()
    )
    carry = forms.BooleanField(label=_("A blank unit or day repeats the one above"), required=False)
    wan = forms.BooleanField(label=_("Bare sums are in ten thousands of yuan"), required=False)

    def __init__(
        self,
        *args: Any,
        columns: Iterable[str] = (),
        states: Mapping[str, str] | None = None,
        grades: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.words = {"state": list(states or {}), "grade": list(grades or {})}
        self.count = 0
        for place, name in enumerate(columns):
            self._choice(f"column_{place}", FIELD_LABELS, name)
            self.count = place + 1
        for place, word in enumerate(self.words["state"]):
            self._choice(f"state_{place}", MEANING_LABELS, (states or {})[word])
        for place, word in enumerate(self.words["grade"]):
            self._choice(f"grade_{place}", _GRADES, (grades or {})[word])

    def _choice(self, name: str, labels: Mapping[str, Any], initial: str) -> None:
        field = forms.ChoiceField(choices=list(labels.items()), initial=initial, required=False)
        field.widget.attrs["class"] = "form-select"
        self.fields[name] = field

    def settled(self) -> dict[str, Any]:
        """What the operation takes."""
        values = dict(self.cleaned_data)
        words = {
            kind: {word: values.pop(f"{kind}_{place}") for place, word in enumerate(words)}
            for kind, words in self.words.items()
        }
        columns = [values.pop(f"column_{place}") or "keep" for place in range(self.count)]
        return {**values, "columns": columns, "states": words["state"], "grades": words["grade"]}


class UnitOfRegisterForm(forms.Form):
    """A unit the register names that is not on the books yet. `called`: its name in the register."""

    called = forms.CharField(widget=forms.HiddenInput(), max_length=1000)
    name = forms.CharField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(UNIT_KIND_LABELS.items()))
    sector = forms.ChoiceField(label=_("Sector"), choices=list(SECTOR_LABELS.items()))
    area = forms.IntegerField(
        label=_("Area"), min_value=1, max_value=2**63 - 1, widget=AreaPicker(label_of=area_label)
    )
    address = forms.CharField(label=_("Address"), max_length=240)


class MatchForm(forms.Form):
    """Which unit a name in a register means."""

    def __init__(self, *args: Any, own: tuple[int, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(widget=forms.HiddenInput(), max_length=1000)
        if own is None:
            self.fields["unit"] = forms.IntegerField(
                label=_("Which unit is it?"), widget=PickerInput("organisations:pick")
            )
        else:
            self.fields["unit"] = forms.TypedChoiceField(
                label=_("Which unit is it?"), coerce=int, choices=[own]
            )
