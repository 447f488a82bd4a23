"""Tables of the core, by idea."""

from zhiben.core.models.calendar import CalendarDay, CalendarYear
from zhiben.core.models.files import File, Upload
from zhiben.core.models.flows import Flow, FlowCell, FlowCounter, FlowPending, FlowStock
from zhiben.core.models.idempotency import IdempotencyKey
from zhiben.core.models.jobs import JobProgress, Mark
from zhiben.core.models.ledger import Act, Entry, Head, Leaf, Pending, Shape
from zhiben.core.models.numbering import NumberCounter
from zhiben.core.models.vault import VaultAccess, VaultItem

__all__ = [
    "Act",
    "CalendarDay",
    "CalendarYear",
    "Entry",
    "File",
    "Flow",
    "FlowCell",
    "FlowCounter",
    "FlowPending",
    "FlowStock",
    "Head",
    "IdempotencyKey",
    "JobProgress",
    "Leaf",
    "Mark",
    "NumberCounter",
    "Pending",
    "Shape",
    "Upload",
    "VaultAccess",
    "VaultItem",
]
