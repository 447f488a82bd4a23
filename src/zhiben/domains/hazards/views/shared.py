"""The form and the operation behind each step on a case; every part of the procedure has its own table."""

from collections.abc import Callable
from typing import Any

from django.forms import Form

from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards.forms import (
    AcceptForm,
    ConfirmForm,
    DoneForm,
    ExtensionForm,
    LetterForm,
    PlanForm,
    RemarkForm,
    ServeForm,
    TextForm,
    serving_of,
)
from zhiben.domains.hazards.queries import HazardCase
from zhiben.domains.hazards.vocabulary import Step
from zhiben.ui.widgets import read_signature

Values = dict[str, Any]
StepPage = tuple[type[Form], Callable[..., Any], Callable[[Values], Values]]
"""Form, operation, and what of the form's values the operation takes."""


def _limit(values: Values) -> do.Limit:
    return do.Limit(day=values["limit_day"], count=values["count"], unit=values["unit"])


def with_photos(values: Values) -> Values:
    return {
        "text": values["text"],
        "photos": [do.Photo(file_id=file) for file in [*values["photos"], *values["documents"]]],
    }


def accept(values: Values) -> Values:
    drawn = values["signature"]
    return {**with_photos(values), "signature_png": read_signature(drawn) if drawn else None}


def same(values: Values) -> Values:
    return values


FIRST: dict[str, StepPage] = {
    Step.CONFIRM: (ConfirmForm, do.confirm_hazard, same),
    Step.DECLINE: (TextForm, do.decline_hazard, same),
    Step.SERVE: (
        LetterForm,
        do.issue_letter,
        lambda values: {
            "limit": _limit(values),
            "guidance": values["guidance"],
            "ordered": values["ordered"],
        },
    ),
    Step.SERVE_ON: (ServeForm, do.serve_letter, serving_of),
    Step.FILE_PLAN: (PlanForm, do.file_treatment, lambda values: {"plan": do.FiveElements(**values)}),
    Step.RECTIFY: (DoneForm, do.record_rectification, with_photos),
    Step.OWN_ACCEPT: (DoneForm, do.own_acceptance, with_photos),
    Step.REPORT_RECTIFIED: (RemarkForm, do.report_rectified, same),
    Step.ACCEPT: (AcceptForm, do.accept_on_site, accept),
    Step.REVIEW: (TextForm, do.review_and_close, same),
    Step.SEND_BACK: (TextForm, do.send_back, same),
    Step.ASK_EXTENSION: (ExtensionForm, do.ask_extension, same),
    Step.GRANT_EXTENSION: (
        TextForm,
        do.decide_extension,
        lambda values: {**values, "granted": True},
    ),
    Step.REFUSE_EXTENSION: (
        TextForm,
        do.decide_extension,
        lambda values: {**values, "granted": False},
    ),
}


def form_of(page: type[Form], name: str, case: HazardCase, data: Any = None) -> Form:
    """The form of a step, with ids of its own; one with `takes_case` is handed the case."""
    if getattr(page, "takes_case", False):
        return page(data, case=case, auto_id=f"{name}_%s")  # type: ignore[call-arg]  # such a form takes it
    return page(data, auto_id=f"{name}_%s")
