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
from zhiben.domains.hazards.queries.figures import BoardAsk, BoardRow, By, board, summed, totals, trend
from zhiben.domains.hazards.queries.figures_rows import Late, Opened, late_rows, rows_behind
from zhiben.domains.hazards.queries.letters import letter_shown
from zhiben.domains.hazards.queries.lists import hazards, overdue_count, tab_counts, units_reported
from zhiben.domains.hazards.queries.lookback import Draw, look_backs
from zhiben.domains.hazards.queries.missed import missed, missed_counts, missed_rules
from zhiben.domains.hazards.queries.pairs import PairPage, SideOfPair, may_unmerge, offered_count, pair, pairs
from zhiben.domains.hazards.queries.register import (
    Line,
    OriginalRow,
    Preview,
    Register,
    get_register,
    opened,
    preview,
    proposed,
    registers,
)
from zhiben.domains.hazards.queries.register_export import layouts

__all__ = [
    "layouts",
    "Line",
    "OriginalRow",
    "Preview",
    "Register",
    "get_register",
    "opened",
    "preview",
    "proposed",
    "registers",
    "Draw",
    "look_backs",
    "BoardAsk",
    "BoardRow",
    "By",
    "Late",
    "Opened",
    "late_rows",
    "rows_behind",
    "summed",
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
    "letter_shown",
    "opened",
    "overdue_count",
    "tab_counts",
    "totals",
    "trend",
    "units_reported",
    "PairPage",
    "SideOfPair",
    "missed",
    "missed_counts",
    "offered_count",
    "pair",
    "pairs",
    "may_unmerge",
    "missed_rules",
]
