"""Words of notices: methods of service, permissions."""

from enum import StrEnum


class Method(StrEnum):
    """How a paper was served."""

    IN_PERSON = "in_person"
    ELECTRONIC = "electronic"


UNIT_ROLES = frozenset({"principal", "controller", "safety_officer"})
PERMISSIONS: dict[str, frozenset[str]] = {
    "notices.receive": UNIT_ROLES,
    "notices.consent": frozenset({"principal", "controller"}),
    "notices.see_signatures": frozenset({"department_head", "officer", "auditor"}),
}
