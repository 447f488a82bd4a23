"""Steps on who handles the case."""

from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards.forms import HandlerForm, JointForm, RemarkForm, TextForm
from zhiben.domains.hazards.views.shared import StepPage, Values, same
from zhiben.domains.hazards.vocabulary import Step


def _to(values: Values) -> Values:
    body, matter = values["to"]
    return {"to_body_id": body, "matter": matter, "text": values["text"]}


STEPS: dict[str, StepPage] = {
    Step.URGE: (TextForm, do.urge, same),
    Step.ASK_TRANSFER: (HandlerForm, do.propose_transfer, _to),
    Step.ACCEPT_TRANSFER: (RemarkForm, do.accept_transfer, same),
    Step.REFUSE_TRANSFER: (TextForm, do.refuse_transfer, same),
    Step.ASSIGN: (HandlerForm, do.assign, _to),
    Step.JOIN: (
        JointForm,
        do.name_joint,
        lambda values: {"body_ids": values["bodies"], "text": values["text"]},
    ),
    Step.COUNTERSIGN: (RemarkForm, do.countersign, same),
}
