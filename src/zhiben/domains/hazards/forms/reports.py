"""The double report of a grave hazard."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.core import clock
from zhiben.domains.hazards.forms.steps import DoneForm
from zhiben.domains.hazards.queries import HazardCase
from zhiben.domains.hazards.vocabulary.reports import OCCASION_LABELS, TO_LABELS
from zhiben.ui.widgets import DayInput


class DoubleReportForm(DoneForm):
    """Which of the four reports, on which day, how, and the proof."""

    day = forms.DateField(label=_("Day of the report"), initial=clock.today, widget=DayInput())
    takes_case = True

    def __init__(self, *args: Any, case: HazardCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owed = [one for one in case.parts.get("double_report", []) if one["day"] is None]
        choices = [
            (f"{one['occasion']}:{one['to']}", f"{OCCASION_LABELS[one['occasion']]} · {TO_LABELS[one['to']]}")
            for one in owed
        ]
        self.fields["which"] = forms.ChoiceField(label=_("Which report"), choices=choices)
        self.fields["text"].label = _("How it was made (meeting, notice board, letter …)")
        self.order_fields(("which", "day", "text", "photos", "documents"))

    def clean_which(self) -> tuple[str, str]:
        """Occasion and addressee."""
        occasion, _sep, to = self.cleaned_data["which"].partition(":")
        return occasion, to
