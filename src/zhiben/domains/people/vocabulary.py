"""The words of people: roles and permissions, purposes of one-time links, scopes of tokens."""

from datetime import timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """What a person is in a body or a unit."""

    ADMINISTRATOR = "administrator"
    OFFICE = "office"
    LEADER = "leader"
    DEPARTMENT_HEAD = "department_head"
    OFFICER = "officer"
    TOWN_OFFICER = "town_officer"
    GRID_MEMBER = "grid_member"
    PRINCIPAL = "principal"
    CONTROLLER = "controller"
    SAFETY_OFFICER = "safety_officer"
    WORKER = "worker"
    EXPERT = "expert"
    AUDITOR = "auditor"


class Purpose(StrEnum):
    """What a one-time link is for."""

    JOIN = "join"
    PASSWORD = "password"  # noqa: S105 - a word, not a secret


class TokenScope(StrEnum):
    """What an API token may do."""

    READ = "read"
    WRITE = "write"


ROLE_LABELS: dict[str, Promise] = {
    Role.ADMINISTRATOR: _("Administrator"),
    Role.OFFICE: _("Committee office"),
    Role.LEADER: _("Leader"),
    Role.DEPARTMENT_HEAD: _("Head of department"),
    Role.OFFICER: _("Officer"),
    Role.TOWN_OFFICER: _("Town officer"),
    Role.GRID_MEMBER: _("Grid member"),
    Role.PRINCIPAL: _("Principal"),
    Role.CONTROLLER: _("Actual controller"),
    Role.SAFETY_OFFICER: _("Safety officer"),
    Role.WORKER: _("Worker"),
    Role.EXPERT: _("Expert"),
    Role.AUDITOR: _("Auditor"),
}

UNIT_ROLES = frozenset({Role.PRINCIPAL, Role.CONTROLLER, Role.SAFETY_OFFICER, Role.WORKER})
BODY_ROLES = frozenset(Role) - UNIT_ROLES

LINK_LASTS = timedelta(days=7)
"""How long a one-time link works."""

_MANAGERS = frozenset(
    {Role.ADMINISTRATOR, Role.OFFICE, Role.DEPARTMENT_HEAD, Role.TOWN_OFFICER, Role.PRINCIPAL}
)

PERMISSIONS: dict[str, frozenset[str]] = {
    "people.create_person": _MANAGERS,
    "people.invite": _MANAGERS,
    "people.manage_memberships": _MANAGERS,
    "people.reset_password": _MANAGERS,
    "people.block_account": frozenset(
        {Role.ADMINISTRATOR, Role.OFFICE, Role.DEPARTMENT_HEAD, Role.PRINCIPAL}
    ),
    "people.read_members": frozenset(Role) - {Role.WORKER, Role.EXPERT},
    "people.issue_token": frozenset(Role) - {Role.WORKER, Role.EXPERT, Role.AUDITOR},
    "people.read_matrix": frozenset({Role.ADMINISTRATOR, Role.OFFICE, Role.AUDITOR}),
}
"""Permission → the roles that carry it."""
