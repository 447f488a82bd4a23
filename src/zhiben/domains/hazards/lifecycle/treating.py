"""The unit treats the hazard; more time."""

from zhiben.core.lifecycle import Transition
from zhiben.domains.hazards import rules
from zhiben.domains.hazards.lifecycle.shared import MOMENT, SUPERVISE, UNIT
from zhiben.domains.hazards.vocabulary import State, Step

S = State
OPENLY = (*MOMENT, rules.hz053_not_internal)
TREATING = (
    Transition(Step.FILE_PLAN, (S.RECTIFYING,), None, "hazards.treat", rules=OPENLY),
    Transition(
        Step.RECTIFY,
        (S.RECTIFYING,),
        None,
        "hazards.treat",
        rules=(*UNIT, rules.hz053_not_internal, rules.hz010_planned, rules.hz019_own_acceptor),
    ),
    Transition(
        Step.OWN_ACCEPT,
        (S.RECTIFYING,),
        None,
        "hazards.treat",
        rules=(*UNIT, rules.hz053_not_internal, rules.hz012_rectified, rules.hz004_other_person),
    ),
    Transition(
        Step.REPORT_RECTIFIED,
        (S.RECTIFYING,),
        S.RECTIFIED,
        "hazards.treat",
        rules=(
            *UNIT,
            rules.hz053_not_internal,
            rules.hz010_planned,
            rules.hz012_rectified,
            rules.hz013_own_accepted,
            rules.hz035_items_done,
        ),
    ),
    Transition(
        Step.ASK_EXTENSION,
        (S.RECTIFYING,),
        None,
        "hazards.treat",
        rules=(*OPENLY, rules.hz008_in_time, rules.hz016_one_extension, rules.hz017_later),
    ),
    Transition(
        Step.GRANT_EXTENSION,
        (S.RECTIFYING,),
        None,
        "hazards.decide_extension",
        power=SUPERVISE,
        rules=(*MOMENT, rules.hz015_extension_waits, rules.hz009_same_body),
        movement="extended",
        held=True,
    ),
    Transition(
        Step.REFUSE_EXTENSION,
        (S.RECTIFYING,),
        None,
        "hazards.decide_extension",
        power=SUPERVISE,
        rules=(*MOMENT, rules.hz015_extension_waits, rules.hz009_same_body),
        held=True,
    ),
)
