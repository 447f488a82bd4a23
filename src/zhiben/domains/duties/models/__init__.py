"""Tables of duties: who must do what how often, the activities that prove it, and how each period stands."""

from zhiben.domains.duties.models.activity import Activity, ActivityFile
from zhiben.domains.duties.models.calendar import CalendarLink
from zhiben.domains.duties.models.delivery import DutyDelivery
from zhiben.domains.duties.models.duty import Duty, DutyEvent
from zhiben.domains.duties.models.period import DutyPeriod, Excuse
from zhiben.domains.duties.models.seats import HandOver, Scheme, SeatHolder
from zhiben.domains.duties.models.seats_rollcall import RollCall, RollCallLine
from zhiben.domains.duties.models.shortfall import DutyShortfall

__all__ = [
    "Activity",
    "ActivityFile",
    "CalendarLink",
    "Duty",
    "DutyDelivery",
    "DutyEvent",
    "DutyPeriod",
    "DutyShortfall",
    "Excuse",
    "HandOver",
    "RollCall",
    "RollCallLine",
    "Scheme",
    "SeatHolder",
]
