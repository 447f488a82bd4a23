"""Every read of duties that others may ask for."""

from zhiben.domains.duties.queries.due import (
    ActivityLine,
    Count,
    Due,
    Evidence,
    activities,
    counts_for,
    due_for,
    evidence_of,
    get_activity,
    missed_by,
)
from zhiben.domains.duties.queries.duties import (
    DutyLine,
    activity_kinds_of,
    duty_lines,
    get_duty,
    list_duties,
)
from zhiben.domains.duties.queries.figures import STEPS, Figure, completeness
from zhiben.domains.duties.queries.live import LIVE, live
from zhiben.domains.duties.queries.standing import Matrix, MatrixRow, PeriodLine, matrix, who

__all__ = [
    "LIVE",
    "live",
    "STEPS",
    "ActivityLine",
    "Count",
    "Due",
    "DutyLine",
    "Evidence",
    "Figure",
    "Matrix",
    "MatrixRow",
    "PeriodLine",
    "activities",
    "activity_kinds_of",
    "completeness",
    "counts_for",
    "due_for",
    "duty_lines",
    "evidence_of",
    "get_activity",
    "get_duty",
    "list_duties",
    "matrix",
    "missed_by",
    "who",
]
