"""The supervisor judges the cure."""

from zhiben.core.lifecycle import Transition
from zhiben.domains.hazards import rules
from zhiben.domains.hazards.lifecycle.shared import ACCEPTANCE, MOMENT, SUPERVISE
from zhiben.domains.hazards.vocabulary import State, Step

S = State
CLOSING = (
    Transition(
        Step.ACCEPT,
        (S.RECTIFIED,),
        None,
        "hazards.accept",
        power=SUPERVISE,
        rules=(*ACCEPTANCE, rules.hz057_long_life),
        held=True,
    ),
    Transition(
        "accept_last",
        (S.RECTIFIED,),
        S.ACCEPTED,
        "hazards.accept",
        power=SUPERVISE,
        rules=(*ACCEPTANCE, rules.hz057_long_life),
        held=True,
    ),
    Transition(
        Step.SEND_BACK,
        (S.RECTIFIED, S.ACCEPTED),
        S.RECTIFYING,
        "hazards.accept",
        power=SUPERVISE,
        rules=(*MOMENT, rules.hz005_unit_side),
        held=True,
    ),
    Transition(
        Step.REVIEW,
        (S.ACCEPTED,),
        S.CLOSED,
        "hazards.review",
        power=SUPERVISE,
        rules=(*MOMENT, rules.hz005_unit_side, rules.hz007_third_person, rules.hz034_countersigned),
        movement="closed",
        held=True,
    ),
)
