"""Who handles the case: urging, transfer inside the deployment, assignment, joint bodies, the finder's signature."""

from zhiben.core.lifecycle import Transition
from zhiben.domains.hazards import rules
from zhiben.domains.hazards.lifecycle.shared import ANY_POWER, MOMENT, STANDING
from zhiben.domains.hazards.vocabulary import State, Step

S = State
POWERS = (
    Transition(Step.URGE, STANDING, None, "hazards.urge", power=ANY_POWER, rules=MOMENT),
    Transition(
        Step.ASK_TRANSFER,
        STANDING,
        None,
        "hazards.transfer",
        rules=(*MOMENT, rules.hz036_responsible, rules.hz037_one_transfer),
    ),
    Transition(
        Step.ACCEPT_TRANSFER,
        STANDING,
        None,
        "hazards.transfer",
        rules=(*MOMENT, rules.hz038_offered_to_us),
        movement="moved",
    ),
    Transition(
        Step.REFUSE_TRANSFER, STANDING, None, "hazards.transfer", rules=(*MOMENT, rules.hz038_offered_to_us)
    ),
    Transition(
        Step.ASSIGN,
        STANDING,
        None,
        "hazards.assign",
        power="coordinate",
        rules=(*MOMENT, rules.hz040_goes_up),
        movement="moved",
    ),
    Transition(Step.JOIN, STANDING, None, "hazards.transfer", rules=(*MOMENT, rules.hz036_responsible)),
    Transition(
        Step.COUNTERSIGN,
        (S.ACCEPTED,),
        None,
        "hazards.countersign",
        rules=(*MOMENT, rules.hz005_unit_side, rules.hz039_finder),
    ),
)
