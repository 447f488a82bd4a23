"""Every write of duties."""

from zhiben.domains.duties.operations.activities import (
    NewActivity,
    RowResult,
    judge_activities,
    record_activities,
    record_activity,
    withdraw_activity,
)
from zhiben.domains.duties.operations.calendar import subscribe, unsubscribe
from zhiben.domains.duties.operations.deliveries import confirm_receipt
from zhiben.domains.duties.operations.excuses import excuse
from zhiben.domains.duties.operations.happenings import note_event, record_event, withdraw_event, write_event
from zhiben.domains.duties.operations.imports import (
    COLUMNS as ACTIVITY_COLUMNS,
)
from zhiben.domains.duties.operations.imports import (
    ActivityTable,
    Imported,
    check_activity_table,
    import_activities,
)
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
from zhiben.domains.duties.operations.seats import (
    NewHolder,
    copy_seats,
    end_seat,
    fill_seats,
    follow_unit_seats,
)
from zhiben.domains.duties.operations.seats_handover import confirm_hand_over, hand_over, withdraw_hand_over
from zhiben.domains.duties.operations.seats_packs import follow_schemes
from zhiben.domains.duties.operations.seats_rollcall import answer_roll, call_roll, note_reached
from zhiben.domains.duties.operations.shortfalls import find_shortfalls

__all__ = [
    "ACTIVITY_COLUMNS",
    "ActivityTable",
    "Imported",
    "NewActivity",
    "NewHolder",
    "RowResult",
    "answer_roll",
    "call_roll",
    "catch_up",
    "check_activity_table",
    "confirm_hand_over",
    "confirm_receipt",
    "copy_seats",
    "count_later",
    "end_seat",
    "excuse",
    "fill_seats",
    "find_shortfalls",
    "follow_packs",
    "follow_schemes",
    "follow_subjects",
    "follow_unit",
    "follow_unit_seats",
    "hand_over",
    "import_activities",
    "judge_activities",
    "note_event",
    "note_laws",
    "note_occasions",
    "note_reached",
    "open_event",
    "rebuild",
    "record_activities",
    "record_activity",
    "record_event",
    "remind",
    "settle",
    "subscribe",
    "unsubscribe",
    "withdraw_activity",
    "withdraw_event",
    "withdraw_hand_over",
    "write_event",
]
