"""Every write of duties."""

from zhiben.domains.duties.operations.activities import (
    NewActivity,
    RowResult,
    judge_activities,
    record_activities,
    record_activity,
    withdraw_activity,
)
from zhiben.domains.duties.operations.deliveries import confirm_receipt
from zhiben.domains.duties.operations.excuses import excuse
from zhiben.domains.duties.operations.happenings import note_event, record_event, withdraw_event, write_event
from zhiben.domains.duties.operations.occasions import note_laws, note_occasions
from zhiben.domains.duties.operations.opening import (
    catch_up,
    count_later,
    follow_subjects,
    follow_unit,
    open_event,
    rebuild,
)
from zhiben.domains.duties.operations.packs import follow_packs
from zhiben.domains.duties.operations.reminders import remind, settle
from zhiben.domains.duties.operations.shortfalls import find_shortfalls

__all__ = [
    "withdraw_event",
    "settle",
    "remind",
    "note_occasions",
    "note_laws",
    "note_event",
    "find_shortfalls",
    "confirm_receipt",
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
