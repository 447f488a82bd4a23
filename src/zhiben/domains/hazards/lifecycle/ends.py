"""Other ends than closing, listing, and what reopens a hazard."""

from zhiben.core.lifecycle import Transition
from zhiben.domains.hazards.lifecycle.shared import MOMENT, STANDING, SUPERVISE
from zhiben.domains.hazards.vocabulary import State, Step

S = State
ENDS = (
    Transition(
        Step.HAND_OVER,
        STANDING,
        S.HANDED_OVER,
        "hazards.hand_over",
        power=SUPERVISE,
        rules=MOMENT,
        movement="handed_over",
        held=True,
    ),
    Transition(
        Step.TAKE_BACK,
        (S.HANDED_OVER,),
        S.CONFIRMED,
        "hazards.hand_over",
        power=SUPERVISE,
        rules=MOMENT,
        movement="reopened",
    ),
    Transition(Step.LIST, STANDING, None, "hazards.list_for_oversight", rules=MOMENT),
    Transition(
        Step.DELIST, (*STANDING, S.CLOSED), None, "hazards.list_for_oversight", rules=MOMENT, held=True
    ),
    Transition(Step.LOOK_BACK, (S.CLOSED,), None, "hazards.look_back", power=SUPERVISE, rules=MOMENT),
    Transition(
        Step.REOPEN,
        (S.CLOSED,),
        S.RECTIFYING,
        "hazards.look_back",
        power=SUPERVISE,
        rules=MOMENT,
        movement="reopened",
    ),
)
