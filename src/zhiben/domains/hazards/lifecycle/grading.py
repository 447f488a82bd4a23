"""Grades: major fire hazards, the unit's statement, grading anew."""

from zhiben.core.lifecycle import Transition
from zhiben.domains.hazards import rules
from zhiben.domains.hazards.lifecycle.shared import MOMENT, STANDING, SUPERVISE
from zhiben.domains.hazards.vocabulary import State, Step

S = State
GRADED = tuple(state for state in STANDING if state != S.REPORTED)
GRADING = (
    Transition(Step.DISCUSS, STANDING, None, "hazards.confirm", power=SUPERVISE, rules=MOMENT),
    Transition(
        Step.STATE_CASE, STANDING, None, "hazards.state_case", rules=(*MOMENT, rules.hz041_one_statement)
    ),
    Transition(
        Step.ANSWER_CASE,
        STANDING,
        None,
        "hazards.confirm",
        power=SUPERVISE,
        rules=(*MOMENT, rules.hz042_statement_waits),
    ),
    Transition(
        Step.REGRADE,
        GRADED,
        None,
        "hazards.regrade",
        power=SUPERVISE,
        rules=(*MOMENT, rules.hz001_basis, rules.hz030_discussed, rules.hz031_lowered, rules.hz043_another),
        movement="regraded",
    ),
)
