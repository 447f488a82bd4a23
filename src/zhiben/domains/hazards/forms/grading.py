"""Confirming and grading."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.domains.hazards.forms.steps import DoneForm, RemarkForm
from zhiben.domains.hazards.vocabulary import (
    DISCUSSION_LABELS,
    GRADE_LABELS,
    Grade,
)


class ConfirmForm(RemarkForm):
    """Confirm and grade."""

    grade = forms.ChoiceField(
        label=_("Grade"),
        choices=lambda: [(g, GRADE_LABELS[g]) for g in (Grade.GENERAL, Grade.MAJOR, Grade.MAJOR_FIRE)],
        widget=forms.RadioSelect(),
    )
    basis = forms.CharField(label=_("Basis (needed for a major hazard)"), max_length=500, required=False)
    field_order = ("grade", "basis", "text")


class RegradeForm(ConfirmForm):
    """Another grade, with the reason."""

    text = forms.CharField(label=_("Reason"), max_length=4000, widget=forms.Textarea({"rows": 3}))


class DiscussionForm(DoneForm):
    """The discussion or review behind a grade: who, what, with which result."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=list(DISCUSSION_LABELS.items()), widget=forms.RadioSelect()
    )
    field_order = ("kind", "text", "photos", "documents")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Who took part, what was said, with which result")
