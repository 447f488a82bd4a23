"""The states of a sub-item."""

from zhiben.core.lifecycle import Machine, Transition
from zhiben.domains.hazards import rules
from zhiben.domains.hazards.lifecycle.shared import MOMENT, SUPERVISE
from zhiben.domains.hazards.vocabulary import Step
from zhiben.domains.hazards.vocabulary.treatment import ITEM_LABELS, ItemState

S = ItemState
ITEM = Machine(
    model_label="hazards.SubItem",
    kind="hazard_item",
    ended=frozenset({S.ACCEPTED}),
    labels=ITEM_LABELS,
    counted=False,
    transitions=(
        Transition(Step.ADD_ITEM, (), S.OPEN, "hazards.split"),
        Transition(
            Step.ITEM_RECTIFIED,
            (S.OPEN,),
            S.RECTIFIED,
            "hazards.treat",
            rules=(*MOMENT, rules.hz018_no_judge),
        ),
        Transition(
            Step.ITEM_ACCEPTED,
            (S.RECTIFIED,),
            S.ACCEPTED,
            "hazards.accept",
            power=SUPERVISE,
            rules=(*MOMENT, rules.hz095_not_the_unit),
        ),
        Transition(
            Step.ITEM_SENT_BACK,
            (S.RECTIFIED,),
            S.OPEN,
            "hazards.accept",
            power=SUPERVISE,
            rules=(*MOMENT, rules.hz095_not_the_unit),
        ),
    ),
)
