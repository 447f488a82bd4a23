"""The short life of a general hazard: inside the unit, dissuaded by a grid member, under an order of law."""

from zhiben.core.lifecycle import Transition
from zhiben.domains.hazards.lifecycle.shared import MOMENT
from zhiben.domains.hazards.vocabulary import State, Step

S = State
SHORT = (
    Transition(Step.DISSUADE, (), S.DISSUADED, "hazards.dissuade", movement="found"),
    Transition(
        "look_again_well",
        (S.DISSUADED,),
        S.CLOSED,
        "hazards.dissuade",
        rules=MOMENT,
        movement="closed",
    ),
    Transition("look_again_ill", (S.DISSUADED,), S.REPORTED, "hazards.dissuade", rules=MOMENT),
)
