"""The tables of plans."""

from zhiben.domains.plans.models.dues import (
    ReportDelivery,
    ReportDue,
    ReportFile,
    ReportRule,
    ReportSender,
)
from zhiben.domains.plans.models.plans import (
    Phase,
    Plan,
    Progress,
    ProgressFile,
    Share,
    ShareParty,
    Target,
    TargetReading,
    Task,
)

__all__ = [
    "Phase",
    "Plan",
    "Progress",
    "ProgressFile",
    "ReportDelivery",
    "ReportDue",
    "ReportFile",
    "ReportRule",
    "ReportSender",
    "Share",
    "ShareParty",
    "Target",
    "TargetReading",
    "Task",
]
