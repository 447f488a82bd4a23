"""Steps on the grade."""

from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards.forms import DiscussionForm, DoneForm, RegradeForm, TextForm
from zhiben.domains.hazards.views.shared import StepPage, same, with_photos
from zhiben.domains.hazards.vocabulary import Step

STEPS: dict[str, StepPage] = {
    Step.DISCUSS: (
        DiscussionForm,
        do.record_discussion,
        lambda values: {**with_photos(values), "kind": values["kind"]},
    ),
    Step.STATE_CASE: (DoneForm, do.state_case, with_photos),
    Step.ANSWER_CASE: (TextForm, do.answer_case, same),
    Step.REGRADE: (RegradeForm, do.regrade, same),
}
