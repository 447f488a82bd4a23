"""Words of notices: methods of service, capacities, standings, permissions, parameters."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Method(StrEnum):
    """How a paper is served."""

    IN_PERSON = "in_person"
    LEFT = "left"
    POST = "post"
    ELECTRONIC = "electronic"
    LINK = "link"
    PUBLIC = "public"


METHOD_LABELS: dict[str, str | Promise] = {
    Method.IN_PERSON: _("In person"),
    Method.LEFT: _("Left with a witness"),
    Method.POST: _("By post"),
    Method.ELECTRONIC: _("Electronically, to the account"),
    Method.LINK: _("Electronically, by one-time link"),
    Method.PUBLIC: _("By public notice"),
}

NEEDS: dict[str, tuple[str, ...]] = {
    Method.LEFT: ("witness_name", "witness_capacity", "refusal", "place", "files"),
    Method.POST: ("tracking",),
    Method.PUBLIC: ("place", "text", "files"),
}
"""Method -> the details without which there is no proof."""


class Capacity(StrEnum):
    """As what somebody is served for a unit."""

    PRINCIPAL = "principal"
    CONTROLLER = "controller"
    DUTY_MANAGER = "duty_manager"
    SAFETY_OFFICER = "safety_officer"
    RECEIVER = "receiver"
    AGENT = "agent"
    UNIT = "unit"


CAPACITY_LABELS: dict[str, str | Promise] = {
    Capacity.PRINCIPAL: _("principal"),
    Capacity.CONTROLLER: _("actual controller"),
    Capacity.DUTY_MANAGER: _("manager on duty"),
    Capacity.SAFETY_OFFICER: _("safety officer"),
    Capacity.RECEIVER: _("who receives the unit's post"),
    Capacity.AGENT: _("authorised agent"),
    Capacity.UNIT: _("the unit itself"),
}


class Standing(StrEnum):
    """How far one service has come; it follows from what was recorded and is nowhere stored."""

    SENT = "sent"
    OPENED = "opened"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    OBJECTED = "objected"
    LEFT = "left"
    MAILED = "mailed"
    RETURNED = "returned"
    PUBLISHED = "published"
    REPLACED = "replaced"


STANDINGS: dict[str, tuple[str | Promise, str]] = {
    Standing.SENT: (_("Sent, not opened"), "warning"),
    Standing.OPENED: (_("Opened, not received"), "warning"),
    Standing.RECEIVED: (_("Received, not answered"), "progress"),
    Standing.ACCEPTED: (_("Received, content accepted"), "success"),
    Standing.OBJECTED: (_("Received, objected"), "danger"),
    Standing.LEFT: (_("Left with a witness, counts as served"), "success"),
    Standing.MAILED: (_("Posted, receipt not recorded"), "warning"),
    Standing.RETURNED: (_("Came back by post"), "danger"),
    Standing.PUBLISHED: (_("Posted as public notice"), "progress"),
    Standing.REPLACED: (_("Not received, served another way"), "neutral"),
}
"""Standing -> its words and tone, as badges show it."""


class Answer(StrEnum):
    """What the recipient says of the content."""

    NONE = ""
    ACCEPTED = "accepted"
    OBJECTED = "objected"


UNIT_ROLES = frozenset({"principal", "controller", "safety_officer"})
PERMISSIONS: dict[str, frozenset[str]] = {
    "notices.receive": UNIT_ROLES,
    "notices.consent": frozenset({"principal", "controller"}),
    "notices.see_signatures": frozenset({"department_head", "officer", "auditor"}),
    "notices.serve": frozenset({"department_head", "officer", "town_officer"}),
}
PARAMETERS: dict[str, str] = {
    "notices.service.capacities": "list",
    "notices.service.next": "list",
    "notices.service.answer_within": "calendar_days",
    "notices.service.public_days": "calendar_days",
    "notices.link.valid": "calendar_days",
}
"""Keys this domain reads from packs, with their units."""
OPERATION_LABELS: dict[str, str | Promise] = {
    "notices.serve": _("Paper served"),
    "notices.open": _("Paper opened"),
    "notices.receive": _("Paper received"),
    "notices.answer": _("Paper accepted or objected to"),
    "notices.reply": _("Objection answered"),
    "notices.make_link": _("One-time link made"),
    "notices.revoke_link": _("One-time link withdrawn"),
    "notices.mail_link": _("One-time link sent by e-mail"),
    "notices.record_delivery": _("Receipt by post recorded"),
    "notices.record_return": _("Return by post recorded"),
    "notices.chase": _("Papers that nobody received"),
    "notices.consent": _("Consent to electronic service"),
    "notices.revoke_consent": _("Consent to electronic service taken back"),
}

LINK_SHOWN_ONCE = "notices_link"
"""Session key of a service and the address of its one-time link, which is shown once."""
