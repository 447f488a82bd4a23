"""The states of a hazard, as one table."""

from zhiben.core.lifecycle import Machine, Transition
from zhiben.domains.hazards import rules
from zhiben.domains.hazards.vocabulary import ENDED, STATE_LABELS, State, Step

SUPERVISE = "supervise"
S = State
MOMENT = (rules.hz024_not_ahead, rules.hz025_in_order)
"""Every step takes effect in its order and not ahead of the clock."""
UNIT = (*MOMENT, rules.hz018_unit_only)
ACCEPTANCE = (*MOMENT, rules.hz005_unit_side, rules.hz006_two_persons, rules.hz014_not_reviewer)

HAZARD = Machine(
    model_label="hazards.Hazard",
    kind="hazard",
    ended=frozenset(ENDED),
    labels=STATE_LABELS,
    transitions=(
        Transition("report_own", (), S.REPORTED, "hazards.report_own", movement="found"),
        Transition("report_found", (), S.REPORTED, "hazards.report_found", movement="found"),
        Transition(
            Step.CONFIRM,
            (S.REPORTED,),
            S.CONFIRMED,
            "hazards.confirm",
            power=SUPERVISE,
            rules=(*MOMENT, rules.hz001_basis),
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
            rules=(*MOMENT, rules.hz002_limit),
        ),
        Transition(Step.SERVE_ON, (S.RECTIFYING,), None, "hazards.serve", power=SUPERVISE, rules=MOMENT),
        Transition(Step.FILE_PLAN, (S.RECTIFYING,), None, "hazards.treat", rules=MOMENT),
        Transition(
            Step.RECTIFY,
            (S.RECTIFYING,),
            None,
            "hazards.treat",
            rules=(*UNIT, rules.hz010_planned, rules.hz019_own_acceptor),
        ),
        Transition(
            Step.OWN_ACCEPT,
            (S.RECTIFYING,),
            None,
            "hazards.treat",
            rules=(*UNIT, rules.hz012_rectified, rules.hz004_other_person),
        ),
        Transition(
            Step.REPORT_RECTIFIED,
            (S.RECTIFYING,),
            S.RECTIFIED,
            "hazards.treat",
            rules=(*UNIT, rules.hz010_planned, rules.hz012_rectified, rules.hz013_own_accepted),
        ),
        Transition(
            Step.ACCEPT,
            (S.RECTIFIED,),
            None,
            "hazards.accept",
            power=SUPERVISE,
            rules=ACCEPTANCE,
        ),
        Transition(
            "accept_last",
            (S.RECTIFIED,),
            S.ACCEPTED,
            "hazards.accept",
            power=SUPERVISE,
            rules=ACCEPTANCE,
        ),
        Transition(
            Step.SEND_BACK,
            (S.RECTIFIED, S.ACCEPTED),
            S.RECTIFYING,
            "hazards.accept",
            power=SUPERVISE,
            rules=(*MOMENT, rules.hz005_unit_side),
        ),
        Transition(
            Step.REVIEW,
            (S.ACCEPTED,),
            S.CLOSED,
            "hazards.review",
            power=SUPERVISE,
            rules=(*MOMENT, rules.hz005_unit_side, rules.hz007_third_person),
            movement="closed",
        ),
        Transition(
            Step.ASK_EXTENSION,
            (S.RECTIFYING,),
            None,
            "hazards.treat",
            rules=(*MOMENT, rules.hz008_in_time, rules.hz016_one_extension, rules.hz017_later),
        ),
        Transition(
            Step.GRANT_EXTENSION,
            (S.RECTIFYING,),
            None,
            "hazards.decide_extension",
            power=SUPERVISE,
            rules=(*MOMENT, rules.hz015_extension_waits, rules.hz009_same_body),
            movement="extended",
        ),
        Transition(
            Step.REFUSE_EXTENSION,
            (S.RECTIFYING,),
            None,
            "hazards.decide_extension",
            power=SUPERVISE,
            rules=(*MOMENT, rules.hz015_extension_waits, rules.hz009_same_body),
        ),
    ),
)
