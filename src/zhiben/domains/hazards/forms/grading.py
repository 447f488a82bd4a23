"""Confirming and grading."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.domains.hazards.forms.steps import RemarkForm
from zhiben.domains.hazards.vocabulary import (
    GRADE_LABELS,
    Grade,
)


class ConfirmForm(RemarkForm):
    """Confirm and grade."""

    grade = forms.ChoiceField(
        label=_("Grade"),
        choices=lambda: [(g, GRADE_LABELS[g]) for g in (Grade.GENERAL, Grade.MAJOR)],
        widget=forms.RadioSelect(),
    )
    basis = forms.CharField(label=_("Basis (needed for a major hazard)"), max_length=500, required=False)
    field_order = ("grade", "basis", "text")
