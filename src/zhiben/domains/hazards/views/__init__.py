"""Pages of hazards."""

from zhiben.domains.hazards.views.boards import board, board_rows
from zhiben.domains.hazards.views.cases import hazard_case, letter_page, picture, signature, step
from zhiben.domains.hazards.views.ends import look_back_page
from zhiben.domains.hazards.views.figures import board_late, board_times
from zhiben.domains.hazards.views.lists import hazard_list, report, report_found
from zhiben.domains.hazards.views.register import (
    register_confirm,
    register_export,
    register_head,
    register_layout,
    register_page,
    registers,
)
from zhiben.domains.hazards.views.register_units import (
    register_new_unit,
    register_rest,
    register_unit,
)
from zhiben.domains.hazards.views.reports import sign_table, table, tables
from zhiben.domains.hazards.views.sameness import (
    clean_visit,
    missed,
    propose_same,
    same_list,
    same_merge,
    same_pair,
    same_refuse,
    unmerge,
)
from zhiben.domains.hazards.views.sheets import handout, sheet_find, sheet_page, sheet_photo, sheet_print
from zhiben.domains.hazards.views.short import dissuade, inside, record_own
from zhiben.domains.hazards.views.suspension import (
    stop_own,
    suspend,
    suspension_list,
    suspension_notice,
    suspension_page,
    suspension_paper,
    suspension_step,
)
from zhiben.domains.hazards.views.treatment import item_step

__all__ = [
    "handout",
    "sheet_find",
    "sheet_page",
    "sheet_photo",
    "sheet_print",
    "sign_table",
    "table",
    "tables",
    "item_step",
    "stop_own",
    "suspend",
    "suspension_list",
    "suspension_notice",
    "suspension_page",
    "suspension_paper",
    "suspension_step",
    "dissuade",
    "inside",
    "record_own",
    "register_confirm",
    "register_export",
    "register_head",
    "register_layout",
    "register_new_unit",
    "register_page",
    "register_rest",
    "register_unit",
    "registers",
    "look_back_page",
    "board",
    "board_late",
    "board_rows",
    "board_times",
    "hazard_case",
    "hazard_list",
    "letter_page",
    "picture",
    "report",
    "report_found",
    "signature",
    "step",
    "clean_visit",
    "missed",
    "propose_same",
    "same_list",
    "same_merge",
    "same_pair",
    "same_refuse",
    "unmerge",
]
