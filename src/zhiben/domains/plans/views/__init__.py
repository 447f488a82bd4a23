"""Pages of plans."""

from zhiben.domains.plans.views.cases import evidence, progress_step, share_case, step
from zhiben.domains.plans.views.dues import (
    assign_report,
    due_case,
    due_file,
    due_list,
    due_step,
    report_rule,
    report_rule_step,
    report_rules,
)
from zhiben.domains.plans.views.months import leads, older, progress_month, record_reading, targets
from zhiben.domains.plans.views.plans import (
    bodies,
    close_plan,
    of_document,
    of_item,
    pick,
    plan_list,
    plan_page,
    reopen_plan,
    share_list,
    wall,
)

__all__ = [
    "assign_report",
    "due_case",
    "due_file",
    "due_list",
    "due_step",
    "report_rule",
    "report_rule_step",
    "report_rules",
    "bodies",
    "close_plan",
    "reopen_plan",
    "evidence",
    "leads",
    "of_document",
    "of_item",
    "older",
    "pick",
    "plan_list",
    "plan_page",
    "progress_month",
    "progress_step",
    "record_reading",
    "share_case",
    "share_list",
    "step",
    "targets",
    "wall",
]
