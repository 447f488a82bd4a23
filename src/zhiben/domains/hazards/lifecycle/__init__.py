"""The states of a hazard, as one table; each part of the procedure has its own file."""

from zhiben.core.lifecycle import Machine
from zhiben.domains.hazards.lifecycle.closing import CLOSING
from zhiben.domains.hazards.lifecycle.ends import ENDS
from zhiben.domains.hazards.lifecycle.finding import FINDING
from zhiben.domains.hazards.lifecycle.grading import GRADING
from zhiben.domains.hazards.lifecycle.items import ITEM
from zhiben.domains.hazards.lifecycle.powers import POWERS
from zhiben.domains.hazards.lifecycle.reports import REPORTS
from zhiben.domains.hazards.lifecycle.sameness import SAMENESS
from zhiben.domains.hazards.lifecycle.short import SHORT
from zhiben.domains.hazards.lifecycle.suspension import SUSPENSION
from zhiben.domains.hazards.lifecycle.treating import TREATING
from zhiben.domains.hazards.lifecycle.treatment import TREATMENT
from zhiben.domains.hazards.vocabulary import ENDED, STATE_LABELS

HAZARD = Machine(
    model_label="hazards.Hazard",
    kind="hazard",
    ended=frozenset(ENDED),
    labels=STATE_LABELS,
    holder="listed_by_id",
    transitions=(
        *FINDING,
        *POWERS,
        *GRADING,
        *TREATING,
        *TREATMENT,
        *CLOSING,
        *ENDS,
        *SHORT,
        *REPORTS,
        *SAMENESS,
    ),
)

__all__ = ["HAZARD", "ITEM", "SUSPENSION"]
