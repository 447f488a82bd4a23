"""Hazards, what was done about them, and who signed on which side."""

from zhiben.domains.hazards.models.case import (
    Hazard,
    Participant,
)
from zhiben.domains.hazards.models.found import FoundAt
from zhiben.domains.hazards.models.items import SubItem
from zhiben.domains.hazards.models.limits import (
    Extension,
    Letter,
)
from zhiben.domains.hazards.models.lookback import LookBack, LookBackDraw
from zhiben.domains.hazards.models.register import RegisterImport, RegisterLayout, RegisterRow
from zhiben.domains.hazards.models.reports import DoubleReport, Repeat, UnitTable
from zhiben.domains.hazards.models.sameness import CleanVisit, PictureHash, SameLook, SamePair
from zhiben.domains.hazards.models.sheets import Sheet, SheetFile, SheetRow
from zhiben.domains.hazards.models.steps import (
    SENT_BACK,
    Attachment,
    HazardSide,
    Signature,
    StepRecord,
)
from zhiben.domains.hazards.models.suspension import (
    PublicNotice,
    Resumption,
    ResumptionSign,
    Suspension,
)
from zhiben.domains.hazards.models.treatment import (
    FollowUp,
    InterimMeasure,
    Spending,
    Treatment,
)

__all__ = [
    "SENT_BACK",
    "Sheet",
    "SheetFile",
    "SheetRow",
    "DoubleReport",
    "Repeat",
    "UnitTable",
    "RegisterImport",
    "RegisterLayout",
    "RegisterRow",
    "LookBack",
    "LookBackDraw",
    "Attachment",
    "Extension",
    "FoundAt",
    "Hazard",
    "HazardSide",
    "Letter",
    "Participant",
    "Signature",
    "StepRecord",
    "Suspension",
    "Treatment",
    "FollowUp",
    "InterimMeasure",
    "PublicNotice",
    "Resumption",
    "ResumptionSign",
    "Spending",
    "SubItem",
    "CleanVisit",
    "PictureHash",
    "SameLook",
    "SamePair",
]
