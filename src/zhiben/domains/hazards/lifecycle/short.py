"""The short life of a general hazard: inside the unit, dissuaded by a grid member, under an order of law."""

from zhiben.core.lifecycle import Transition
from zhiben.domains.hazards import rules
from zhiben.domains.hazards.lifecycle.shared import ACCEPTANCE, MOMENT, SUPERVISE, UNIT
from zhiben.domains.hazards.vocabulary import State, Step

S = State
INSIDE = (*UNIT, rules.hz050_internal)
AGAIN = (*MOMENT, rules.hz055_same_body)
REINSPECTION = (*ACCEPTANCE, rules.hz056_under_order)
SHORT = (
    Transition(Step.RECORD_OWN, (), S.RECTIFYING, "hazards.record_own", movement="found"),
    Transition(Step.FIX_OWN, (S.RECTIFYING,), None, "hazards.record_own", rules=(*INSIDE, rules.hz104_once)),
    Transition(
        Step.CLOSE_OWN,
        (S.RECTIFYING,),
        S.CLOSED,
        "hazards.treat",
        rules=(*INSIDE, rules.hz051_put_right, rules.hz052_another),
        movement="closed",
    ),
    Transition(Step.RAISE_OWN, (S.RECTIFYING,), S.REPORTED, "hazards.treat", rules=INSIDE),
    Transition(Step.TAKE_UP, (S.RECTIFYING,), None, "hazards.take_up"),
    Transition(Step.DISSUADE, (), S.DISSUADED, "hazards.dissuade", movement="found"),
    Transition(
        "look_again_well", (S.DISSUADED,), S.CLOSED, "hazards.dissuade", rules=AGAIN, movement="closed"
    ),
    Transition("look_again_ill", (S.DISSUADED,), S.REPORTED, "hazards.dissuade", rules=AGAIN),
    Transition(
        Step.REINSPECT, (S.RECTIFIED,), None, "hazards.accept", power=SUPERVISE, rules=REINSPECTION, held=True
    ),
    Transition(
        "reinspect_last",
        (S.RECTIFIED,),
        S.CLOSED,
        "hazards.accept",
        power=SUPERVISE,
        rules=(*REINSPECTION, rules.hz034_countersigned),
        movement="closed",
        held=True,
    ),
)
