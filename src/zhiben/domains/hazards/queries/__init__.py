"""Every read of hazards that others may ask for."""

from zhiben.domains.hazards.queries.cases import (
    CaseAction,
    CaseFile,
    CaseLetter,
    CaseStep,
    HazardCase,
    case,
    image,
    letter,
)
from zhiben.domains.hazards.queries.figures import BoardAsk, BoardRow, By, board, opened, totals, trend
from zhiben.domains.hazards.queries.lists import hazards, overdue_count, tab_counts, units_reported

__all__ = [
    "BoardAsk",
    "BoardRow",
    "By",
    "CaseAction",
    "CaseFile",
    "CaseLetter",
    "CaseStep",
    "HazardCase",
    "board",
    "case",
    "hazards",
    "image",
    "letter",
    "opened",
    "overdue_count",
    "tab_counts",
    "totals",
    "trend",
    "units_reported",
]
