"""Every write of duties."""

from zhiben.domains.duties.operations.activities import (
    NewActivity,
    RowResult,
    judge_activities,
    record_activities,
    record_activity,
    withdraw_activity,
)
from zhiben.domains.duties.operations.excuses import excuse
from zhiben.domains.duties.operations.happenings import record_event, write_event
from zhiben.domains.duties.operations.opening import (
    catch_up,
    count_later,
    follow_subjects,
    follow_unit,
    open_event,
    rebuild,
)
from zhiben.domains.duties.operations.packs import follow_packs

__all__ = [
    "NewActivity",
    "RowResult",
    "catch_up",
    "count_later",
    "excuse",
    "follow_packs",
    "follow_subjects",
    "follow_unit",
    "judge_activities",
    "open_event",
    "rebuild",
    "record_activities",
    "record_activity",
    "record_event",
    "withdraw_activity",
    "write_event",
]
