"""Every write of plans."""

from zhiben.domains.plans.methods.dues import Term
from zhiben.domains.plans.operations.closing import close_plan, reopen_plan
from zhiben.domains.plans.operations.dues import (
    Terms,
    assign_report,
    change_senders,
    end_report,
    owe_reports,
    remind_of_reports,
)
from zhiben.domains.plans.operations.dues_delivery import (
    approve_report,
    deliver_report,
    give_back_report,
    send_back_report,
    waive_report,
)
from zhiben.domains.plans.operations.leads import Lead, name_lead, name_leads
from zhiben.domains.plans.operations.progress import (
    record_target,
    report_progress,
    return_progress,
    review_progress,
)
from zhiben.domains.plans.operations.reminding import ask_for_reports
from zhiben.domains.plans.operations.shares import (
    Piece,
    break_down,
    complete_share,
    confirm_old,
    decide_objection,
    object_to_share,
    sign_for_share,
)
from zhiben.domains.plans.operations.taking import take_up_edition

__all__ = [
    "Term",
    "Terms",
    "approve_report",
    "assign_report",
    "change_senders",
    "deliver_report",
    "end_report",
    "give_back_report",
    "owe_reports",
    "remind_of_reports",
    "send_back_report",
    "waive_report",
    "Lead",
    "Piece",
    "ask_for_reports",
    "break_down",
    "close_plan",
    "complete_share",
    "confirm_old",
    "decide_objection",
    "name_lead",
    "name_leads",
    "object_to_share",
    "record_target",
    "reopen_plan",
    "report_progress",
    "return_progress",
    "review_progress",
    "sign_for_share",
    "take_up_edition",
]
