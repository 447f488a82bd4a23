"""What a unit owes on paper about a grave hazard."""

from zhiben.core.lifecycle import Transition
from zhiben.domains.hazards.lifecycle.shared import MOMENT, STANDING
from zhiben.domains.hazards.vocabulary import State, Step

REPORTS = (Transition(Step.DOUBLE_REPORT, (*STANDING, State.CLOSED), None, "hazards.treat", rules=MOMENT),)
