"""Words of hazards: states, grades, channels, sides, steps, permissions, parameter keys."""

from zhiben.domains.hazards.vocabulary.figures import BASIS_LABELS, FIGURE_LABELS, MOVEMENT_LABELS
from zhiben.domains.hazards.vocabulary.permissions import (
    PARAMETERS,
    PERMISSIONS,
)
from zhiben.domains.hazards.vocabulary.sameness import (
    MISSED_LABELS,
    PAIR_ENDED,
    PAIR_LABELS,
    PAIR_TONES,
    PairState,
)
from zhiben.domains.hazards.vocabulary.states import (
    CHANNEL_LABELS,
    ENDED,
    GRADE_LABELS,
    GRAVE,
    OPEN,
    PART_LABELS,
    STATE_LABELS,
    TONES,
    Channel,
    Grade,
    Part,
    State,
)
from zhiben.domains.hazards.vocabulary.steps import (
    OPERATION_LABELS,
    SIDE_OF_STEP,
    SIGNED_BY_UNIT,
    STEP_DO,
    STEP_LABELS,
    Side,
    Step,
)
from zhiben.domains.hazards.vocabulary.words import (
    DISCUSSION_LABELS,
    ELEMENT_LABELS,
    ELEMENTS,
)

__all__ = [
    "BASIS_LABELS",
    "MOVEMENT_LABELS",
    "DISCUSSION_LABELS",
    "CHANNEL_LABELS",
    "Channel",
    "ELEMENTS",
    "ELEMENT_LABELS",
    "ENDED",
    "FIGURE_LABELS",
    "GRADE_LABELS",
    "GRAVE",
    "Grade",
    "OPEN",
    "OPERATION_LABELS",
    "PARAMETERS",
    "PART_LABELS",
    "Part",
    "PERMISSIONS",
    "SIDE_OF_STEP",
    "SIGNED_BY_UNIT",
    "STATE_LABELS",
    "STEP_DO",
    "STEP_LABELS",
    "Side",
    "State",
    "Step",
    "TONES",
    "MISSED_LABELS",
    "PAIR_ENDED",
    "PAIR_LABELS",
    "PAIR_TONES",
    "PairState",
]
