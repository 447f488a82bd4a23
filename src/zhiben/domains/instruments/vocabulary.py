"""Words of instruments: documents, what is proposed from them, packs, permissions."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DocumentState(StrEnum):
    """Where an uploaded document stands."""

    REVIEW = "review"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class Decision(StrEnum):
    """What the office decided on a proposal."""

    OPEN = "open"
    KEPT = "kept"
    DROPPED = "dropped"


class Origin(StrEnum):
    """Where a proposal comes from."""

    READ = "read"
    HAND = "hand"


class Kind(StrEnum):
    """Kinds of items a pack holds."""

    DUTY = "duty"
    TASK = "task"
    TARGET = "target"
    REPORT = "report"
    PHASE = "phase"
    LIMIT = "limit"
    PARAMETER = "parameter"


RUNNING = (Kind.TASK, Kind.TARGET, Kind.PHASE)
"""Kinds that run from publication on; the others are stored and shown as not running yet."""

MARKS: dict[str, Promise] = {
    "S": _("seen in a public source"),
    "D": _("stands in the document"),
    "K": _("general knowledge, not checked against the text"),
    "P": _("the platform's own setting, no law"),
}
DOCUMENT_STATE_LABELS: dict[str, Promise] = {
    DocumentState.REVIEW: _("In review"),
    DocumentState.PUBLISHED: _("Published"),
    DocumentState.DISCARDED: _("Discarded"),
}
DOCUMENT_TONES: dict[str, str] = {
    DocumentState.REVIEW: "progress",
    DocumentState.PUBLISHED: "success",
    DocumentState.DISCARDED: "neutral",
}
KIND_LABELS: dict[str, Promise] = {
    Kind.DUTY: _("Duty (cadence)"),
    Kind.TASK: _("Task"),
    Kind.TARGET: _("Target"),
    Kind.REPORT: _("Report due"),
    Kind.PHASE: _("Phase"),
    Kind.LIMIT: _("Limit value"),
    Kind.PARAMETER: _("Parameter"),
}
DECISION_LABELS: dict[str, Promise] = {
    Decision.OPEN: _("Not decided"),
    Decision.KEPT: _("Kept"),
    Decision.DROPPED: _("Dropped"),
}
COMPANY_LEVEL_LABELS: dict[str, Promise] = {
    "group": pgettext_lazy("company level", "Group"),
    "company": pgettext_lazy("company level", "Company"),
    "site": pgettext_lazy("company level", "Site or mine"),
}
PERIOD_LABELS: dict[str, Promise] = {
    "day": _("a day"),
    "week": _("a week"),
    "ten_days": _("every ten days"),
    "half_month": _("a half-month"),
    "month": _("a month"),
    "two_months": _("every two months"),
    "quarter": _("a quarter"),
    "half_year": _("a half-year"),
    "year": _("a year"),
    "three_years": _("every three years"),
}
WARNING_LABELS: dict[str, Promise] = {
    "numbering_jumps": _("The numbering jumps here"),
    "numbering_repeats": _("The numbering repeats here"),
    "part_missing": _("The contents name a part that was not found"),
    "part_repeats": _("Two parts bear the same title"),
    "no_clauses": _("No numbered clauses were found"),
}
UNIT_LABELS: dict[str, Promise] = {
    "working_days": _("working days"),
    "calendar_days": _("calendar days"),
    "months": _("months"),
    "count": _("(number)"),
    "list": _("(list)"),
    "text": _("(text)"),
}

_OFFICE = frozenset({"office"})
PERMISSIONS: dict[str, frozenset[str]] = {
    "instruments.read": frozenset(
        {"office", "leader", "department_head", "officer", "town_officer", "administrator", "auditor"}
    ),
    "instruments.import": _OFFICE,
    "instruments.review": _OFFICE,
    "instruments.publish": _OFFICE,
}

ITEM_LABELS: dict[str, Promise] = {
    **KIND_LABELS,
    "scheme": _("Responsibility scheme"),
    "register": _("Register demanded"),
    "procedure": _("Procedure"),
    "system": _("System"),
}
"""Every kind a pack may hold; a document under review holds those of KIND_LABELS only."""
COVER_LABELS: dict[str, Promise] = {
    "carried": _("carried out"),
    "partly": _("partly carried out"),
    "not_yet": _("not yet carried out"),
}
COVER_TONES: dict[str, str] = {"carried": "success", "partly": "progress", "not_yet": "neutral"}
COURSE_LABELS: dict[str, Promise] = {"on_course": _("on course"), "behind": _("behind")}
COURSE_TONES: dict[str, str] = {"on_course": "success", "behind": "warning"}
