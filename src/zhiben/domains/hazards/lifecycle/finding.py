"""A hazard comes to light, is confirmed and gets its limit."""

from zhiben.core.lifecycle import Transition
from zhiben.domains.hazards import rules
from zhiben.domains.hazards.lifecycle.shared import MOMENT, SUPERVISE
from zhiben.domains.hazards.vocabulary import State, Step

S = State
FINDING = (
    Transition("report_own", (), S.REPORTED, "hazards.report_own", movement="found"),
    Transition("report_found", (), S.REPORTED, "hazards.report_found", movement="found"),
    Transition(
        Step.CONFIRM,
        (S.REPORTED,),
        S.CONFIRMED,
        "hazards.confirm",
        power=SUPERVISE,
        rules=(*MOMENT, rules.hz001_basis, rules.hz030_discussed),
        movement="regraded",
        limit="hazards.confirm.within",
    ),
    Transition(
        Step.DECLINE,
        (S.REPORTED, S.CONFIRMED),
        S.UNFOUNDED,
        "hazards.confirm",
        power=SUPERVISE,
        rules=MOMENT,
        movement="withdrawn",
    ),
    Transition(
        Step.SERVE,
        (S.CONFIRMED,),
        S.RECTIFYING,
        "hazards.serve",
        power=SUPERVISE,
        rules=(*MOMENT, rules.hz002_limit, rules.hz054_no_order),
        held=True,
    ),
    Transition(Step.SERVE_ON, (S.RECTIFYING,), None, "hazards.serve", power=SUPERVISE, rules=MOMENT),
)
