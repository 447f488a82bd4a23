"""What the parts of the table share: powers, and rules that every step obeys."""

from zhiben.domains.hazards import rules
from zhiben.domains.hazards.vocabulary import OPEN, State

SUPERVISE = "supervise"
ANY_POWER = ("supervise", "manage", "coordinate")
MOMENT = (rules.hz024_not_ahead, rules.hz025_in_order)
"""Every step takes effect in its order and not ahead of the clock."""
UNIT = (*MOMENT, rules.hz018_unit_only)
ACCEPTANCE = (*MOMENT, rules.hz005_unit_side, rules.hz006_two_persons, rules.hz014_not_reviewer)
STANDING = tuple(state for state in OPEN if state != State.DISSUADED)
"""Open states in which a supervisor handles the case."""
