"""Words of suspensions and of resumption, a procedure of its own."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SuspensionState(StrEnum):
    """Where a suspension stands."""

    STANDING = "standing"
    ASKED = "asked"
    ACCEPTED = "accepted"
    SIGNED = "signed"
    CONSENTED = "consented"
    LIFTED = "lifted"


class SuspensionKind(StrEnum):
    """What kind of stop; the last three are the softer ones for homes, schools and hospitals."""

    SELF = "self_suspension"
    MEASURE = "measure_on_spot"
    RECTIFICATION = "suspension_for_rectification"
    SEALING = "provisional_sealing"
    STOP_OF_USE = "stop_of_use"
    NO_ADMISSIONS = "no_new_admissions"
    RELOCATION = "relocation"
    GUARD = "interim_guard"


class Occasion(StrEnum):
    """What a public notice tells."""

    SUSPEND = "suspend"
    RESUME = "resume"


RESUMING = frozenset({SuspensionState.ASKED, "accepted", "signed", "consented"})
"""States in which an application for resumption is under way."""

DECISIONS = ("accept", "sign", "consent", "approve")
"""The steps by which an application is decided, as packs name them; which are needed is data."""

NOTICE = "notice"
"""As the last of the steps: suspension and resumption are made public."""

SUSPENSION_LABELS: dict[str, Promise] = {
    SuspensionState.STANDING: pgettext_lazy("suspension", "Standing"),
    SuspensionState.ASKED: _("Resumption to be accepted on site"),
    SuspensionState.ACCEPTED: _("Resumption accepted on site"),
    SuspensionState.SIGNED: _("Resumption signed"),
    SuspensionState.CONSENTED: _("Resumption consented to"),
    SuspensionState.LIFTED: _("Lifted"),
}
SUSPENSION_TONES: dict[str, str] = {
    SuspensionState.STANDING: "danger",
    SuspensionState.ASKED: "warning",
    SuspensionState.ACCEPTED: "progress",
    SuspensionState.SIGNED: "progress",
    SuspensionState.CONSENTED: "progress",
    SuspensionState.LIFTED: "success",
}
KIND_LABELS: dict[str, Promise] = {
    SuspensionKind.SELF: _("Self-suspension"),
    SuspensionKind.MEASURE: _("Measure on the spot"),
    SuspensionKind.RECTIFICATION: _("Suspension for rectification"),
    SuspensionKind.SEALING: _("Provisional sealing"),
    SuspensionKind.STOP_OF_USE: _("Stop of use"),
    SuspensionKind.NO_ADMISSIONS: _("No new admissions"),
    SuspensionKind.RELOCATION: _("Relocation"),
    SuspensionKind.GUARD: _("Interim guard"),
}
DECISION_LABELS: dict[str, Promise] = {
    "accept": _("Acceptance on site"),
    "sign": _("Signature of the department head"),
    "consent": _("Consent of the overseeing body"),
    "approve": _("Approval by the head of government"),
    NOTICE: _("Public notice"),
}
OCCASION_LABELS: dict[str, Promise] = {
    Occasion.SUSPEND: pgettext_lazy("notice", "Of the suspension"),
    Occasion.RESUME: pgettext_lazy("notice", "Of the resumption"),
}
