"""What accompanies the treatment: sub-items, interim measures, money, follow-up, the reason for being overdue."""

from zhiben.core.lifecycle import Transition
from zhiben.domains.hazards import rules
from zhiben.domains.hazards.lifecycle.shared import MOMENT
from zhiben.domains.hazards.vocabulary import State, Step

S = State
_TREATED = (S.CONFIRMED, S.RECTIFYING)
_NOT_ENDED = (S.REPORTED, S.CONFIRMED, S.RECTIFYING, S.RECTIFIED, S.ACCEPTED)
TREATMENT = (
    Transition(Step.ADD_ITEM, _TREATED, None, "hazards.split", rules=(*MOMENT, rules.hz094_splits)),
    Transition(Step.INTERIM, _NOT_ENDED, None, "hazards.treat", rules=MOMENT),
    Transition(Step.END_INTERIM, _NOT_ENDED, None, "hazards.treat", rules=MOMENT),
    Transition(Step.FOLLOW_UP, (S.RECTIFYING,), None, "hazards.treat", rules=MOMENT),
    Transition(Step.SPEND, _NOT_ENDED, None, "hazards.treat", rules=MOMENT),
    Transition(Step.OVERDUE_REASON, _TREATED, None, "hazards.treat", rules=(*MOMENT, rules.hz098_overdue)),
)
