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
from zhiben.domains.hazards.queries.figures import (
    BASES,
    FIGURES,
    BoardAsk,
    BoardRow,
    By,
    board,
    both_ways,
    checked,
    summed,
    totals,
    trend,
)
from zhiben.domains.hazards.queries.figures import MOVEMENTS as FIGURE_MOVEMENTS
from zhiben.domains.hazards.queries.figures_rows import Late, LatePage, Opened, late_rows, rows_behind
from zhiben.domains.hazards.queries.figures_times import Times, times
from zhiben.domains.hazards.queries.found import found_in
from zhiben.domains.hazards.queries.inside import UnitInside, inside
from zhiben.domains.hazards.queries.items import hazard_of_item
from zhiben.domains.hazards.queries.letters import letter_shown
from zhiben.domains.hazards.queries.lists import (
    hazards,
    newest,
    overdue_count,
    tab_counts,
    units_reported,
    with_names,
)
from zhiben.domains.hazards.queries.lookback import Draw, look_backs
from zhiben.domains.hazards.queries.merit import Merit, merit, promise_kept
from zhiben.domains.hazards.queries.missed import missed, missed_counts, missed_rules
from zhiben.domains.hazards.queries.openness import demand_open_to
from zhiben.domains.hazards.queries.pairs import PairPage, SideOfPair, may_unmerge, offered_count, pair, pairs
from zhiben.domains.hazards.queries.postings import served_publicly
from zhiben.domains.hazards.queries.register import (
    OpenRegister,
    OriginalRow,
    Register,
    RegisterLine,
    RegisterPreview,
    get_register,
    open_register,
    register_preview,
    registers,
)
from zhiben.domains.hazards.queries.register_export import layouts
from zhiben.domains.hazards.queries.register_layout import sheets_of, shown_layout
from zhiben.domains.hazards.queries.reports import double_reports
from zhiben.domains.hazards.queries.seat_matters import open_hazards
from zhiben.domains.hazards.queries.sheets import PrintedSheet, find_sheet, reminder, sheet, sheet_photo
from zhiben.domains.hazards.queries.suspension import (
    SuspensionCase,
    kinds_for,
    notice_draft,
    paper_of,
    suspension,
    suspension_shown,
    suspensions,
)
from zhiben.domains.hazards.queries.tables import Table, unit_table, unit_tables
from zhiben.domains.hazards.queries.treatment import parts_demanded

__all__ = [
    "open_hazards",
    "found_in",
    "with_names",
    "PrintedSheet",
    "find_sheet",
    "reminder",
    "served_publicly",
    "sheet",
    "sheet_photo",
    "promise_kept",
    "Merit",
    "Table",
    "double_reports",
    "merit",
    "unit_table",
    "unit_tables",
    "BASES",
    "FIGURES",
    "FIGURE_MOVEMENTS",
    "UnitInside",
    "inside",
    "OpenRegister",
    "OriginalRow",
    "Register",
    "RegisterLine",
    "RegisterPreview",
    "get_register",
    "open_register",
    "register_preview",
    "registers",
    "sheets_of",
    "shown_layout",
    "SuspensionCase",
    "hazard_of_item",
    "kinds_for",
    "notice_draft",
    "parts_demanded",
    "suspension",
    "suspensions",
    "suspension_shown",
    "paper_of",
    "layouts",
    "Draw",
    "look_backs",
    "BoardAsk",
    "BoardRow",
    "By",
    "Late",
    "LatePage",
    "both_ways",
    "checked",
    "Opened",
    "late_rows",
    "rows_behind",
    "Times",
    "times",
    "summed",
    "CaseAction",
    "CaseFile",
    "CaseLetter",
    "CaseStep",
    "HazardCase",
    "board",
    "case",
    "demand_open_to",
    "hazards",
    "image",
    "letter",
    "letter_shown",
    "opened",
    "newest",
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
