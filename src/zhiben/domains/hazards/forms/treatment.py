"""The plan of treatment, what accompanies it, and its sub-items."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.core import clock
from zhiben.domains.hazards.forms.steps import TextForm
from zhiben.domains.hazards.operations import NewItem
from zhiben.domains.hazards.queries import HazardCase, parts_demanded
from zhiben.domains.hazards.vocabulary import ELEMENTS
from zhiben.domains.hazards.vocabulary.treatment import PLAN_PART_LABELS, PLAN_PARTS
from zhiben.ui.widgets import DayInput, FilesField

_LONG = {"aim": 2, "measures": 3, "contingency": 2}
_MOST = {"measures": 4000, "contingency": 4000}
_LINE = re.compile(r"^\s*(\d{4}-\d{2}-\d{2})\s+(\S.*)$")


def _part(name: str) -> forms.CharField:
    rows = _LONG.get(name)
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=str(PLAN_PART_LABELS.get(name, name)), max_length=_MOST.get(name, 1000), widget=widget
    )


class PlanForm(forms.Form):
    """The plan of treatment: exactly the parts that grade and sector demand, the latest edition filled in."""

    takes_case = True

    funds_yuan = forms.DecimalField(label=_("Funds in yuan"), min_value=0, max_digits=14, decimal_places=2)
    done_by = forms.DateField(label=_("To be done by"), widget=DayInput())
    steps = forms.CharField(
        label=_("Steps with limits of their own, if any"),
        help_text=_(
            "One a line: the day, then what is put right by then, such as 2026-12-01 Replace the cable"
        ),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args: Any, case: HazardCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = _latest(case)
        demanded = parts_demanded(case.grade, case.sector, clock.today())
        self.parts = [name for name in PLAN_PARTS if name in demanded]
        for name in self.parts:
            self.fields[name] = _part(name)
        self.order_fields((*self.parts, "funds_yuan", "done_by", "steps"))

    def clean_steps(self) -> list[NewItem]:
        """The lines as sub-items; each begins with its day."""
        found = []
        for line in self.cleaned_data["steps"].splitlines():
            if line.strip():
                found.append(_step(line))
        return found

    def clean(self) -> dict[str, Any]:
        """The values as the plan takes them: five elements as they are, other parts together."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        parts = {name: cleaned.pop(name) for name in self.parts if name not in ELEMENTS and name in cleaned}
        elements = {name: cleaned.get(name, "") for name in ELEMENTS}
        items = cleaned.pop("steps", [])
        return {**cleaned, **elements, "parts": parts, "items": items}


def _step(line: str) -> NewItem:
    found = _LINE.match(line)
    try:
        return NewItem(found[2].strip()[:200], date.fromisoformat(found[1]))  # type: ignore[index]
    except (TypeError, ValueError) as error:
        raise forms.ValidationError(
            _("“%(line)s” does not begin with a day."), params={"line": line.strip()[:40]}
        ) from error


def _latest(case: HazardCase) -> dict[str, Any]:
    """The newest edition, as a start for the next one."""
    if not case.treatments:
        return {}
    plan = case.treatments[-1]
    return {**plan, **plan["parts"]}


class InterimForm(forms.Form):
    """What keeps people safe meanwhile, and until when."""

    text = forms.CharField(label=_("Interim measure"), max_length=2000, widget=forms.Textarea({"rows": 2}))
    until = forms.DateField(label=_("Expires on"), widget=DayInput())


class EndInterimForm(forms.Form):
    """Which measure ends, and why."""

    takes_case = True

    interim_id = forms.TypedChoiceField(label=_("Interim measure"), coerce=int)
    text = forms.CharField(label=_("Why it ends"), max_length=500)

    def __init__(self, *args: Any, case: HazardCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = [one for one in case.parts.get("treatment_interim", []) if one["ended_day"] is None]
        self.fields["interim_id"].choices = [  # type: ignore[attr-defined]  # a choice field
            (one["id"], one["text"][:60]) for one in running
        ]


class FollowUpForm(forms.Form):
    """How far it is."""

    percent = forms.IntegerField(label=_("Progress in percent"), min_value=0, max_value=100)
    text = forms.CharField(label=_("What was done"), max_length=2000, widget=forms.Textarea({"rows": 2}))
    photos = FilesField(label=_("Photographs"), purpose="photo", most=9, required=False)


class SpendForm(forms.Form):
    """Money spent."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    yuan = forms.DecimalField(label=_("Amount in yuan"), min_value=0.01, max_digits=14, decimal_places=2)
    text = forms.CharField(label=_("What for"), max_length=500)


class OverdueForm(TextForm):
    """Why it is overdue."""

    text = forms.CharField(label=_("Reason"), max_length=4000, widget=forms.Textarea({"rows": 3}))


class ItemForm(forms.Form):
    """A part of the hazard with a limit of its own."""

    title = forms.CharField(label=_("What is put right by itself"), max_length=200)
    limit_day = forms.DateField(label=_("Limit"), widget=DayInput())
