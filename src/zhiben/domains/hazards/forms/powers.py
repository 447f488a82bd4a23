"""Who handles the case: offers, assignments, joint bodies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.core import clock
from zhiben.domains.hazards.forms.steps import RemarkForm, TextForm
from zhiben.domains.hazards.queries import HazardCase
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.organisations.vocabulary import matter_name


def _holders(case: HazardCase) -> list[Any]:
    """Who has which power over the unit, in every matter."""
    return organisations.holders_by_matter(case.unit_id, case.area, case.sector, clock.today())


class HandlerForm(TextForm):
    """To whom, in which matter, and why."""

    takes_case = True

    def __init__(self, *args: Any, case: HazardCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (f"{one.body_id}:{one.matter}", f"{one.body} · {matter_name(one.matter)}")
            for one in _holders(case)
            if one.power == "supervise" and (one.body_id, one.matter) != (case.body_id, case.matter)
        ]
        self.fields["to"] = forms.ChoiceField(label=_("To whom, in which matter"), choices=choices)
        self.fields["text"].label = _("Reason")
        self.order_fields(("to", "text"))

    def clean_to(self) -> tuple[int, str]:
        """Body and matter."""
        body, _sep, matter = self.cleaned_data["to"].partition(":")
        return int(body), matter


class JointForm(RemarkForm):
    """Which bodies are jointly responsible; the responsible body leads."""

    takes_case = True

    def __init__(self, *args: Any, case: HazardCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = {one.body_id: one.body for one in _holders(case) if one.body_id != case.body_id}
        self.fields["bodies"] = forms.TypedMultipleChoiceField(
            label=_("Jointly responsible"),
            coerce=int,
            choices=sorted(bodies.items(), key=lambda one: str(one[1])),
            widget=forms.CheckboxSelectMultiple(),
        )
        self.order_fields(("bodies", "text"))
