"""What must hold of memberships, links, usernames and tokens. Pure: an empty list means yes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.people.vocabulary import BODY_ROLES, UNIT_ROLES, Role, TokenScope

sentence(
    "PE-001", N_("The role “%(role)s” does not belong there: some roles are held in bodies, others in units.")
)
sentence("PE-002", N_("Your role cannot give the role “%(role)s”."))
sentence(
    "PE-003",
    N_("This link is unknown, used already, or expired. Ask the person who gave it to you for a new one."),
)
sentence(
    "PE-004",
    N_(
        "A username has 3 to 60 characters: letters, digits, dots, hyphens and underscores, beginning with a letter."
    ),
)
sentence("PE-005", N_("This username is taken."))
sentence("PE-006", N_("The password is not acceptable: %(reason)s"))
sentence("PE-007", N_("A token lasts at most 365 days and must end in the future."))
sentence("PE-008", N_("The last day comes before the first."))
sentence("PE-009", N_("This person has no account yet; invite the person instead."))
sentence("PE-010", N_("This person has an account already; a new password is set by a one-time link."))
sentence("PE-011", N_("“%(value)s” is not one of the words for “%(field)s”."))
sentence("PE-012", N_("A reach names ranges of areas that lie within your own."))
sentence("PE-013", N_("You cannot end the position you are acting under."))
sentence("PE-014", N_("This person also holds a position beyond your reach; ask the administrator there."))
sentence("PE-015", N_("You cannot block your own account."))

_USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]{2,59}")
LONGEST_TOKEN = timedelta(days=365)

_OFFICE = frozenset(Role) - {Role.ADMINISTRATOR}
GRANTABLE: Mapping[str, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.OFFICE: _OFFICE,
    Role.DEPARTMENT_HEAD: frozenset({Role.DEPARTMENT_HEAD, Role.OFFICER, Role.EXPERT}) | UNIT_ROLES,
    Role.TOWN_OFFICER: frozenset({Role.TOWN_OFFICER, Role.GRID_MEMBER}) | UNIT_ROLES,
    Role.PRINCIPAL: UNIT_ROLES,
}
"""Which roles each role may give to others."""


@dataclass(frozen=True, slots=True)
class GrantFacts:
    """Who gives which role, and where."""

    giver: str
    by_system: bool
    role: str
    in_unit: bool


def pe001_role_fits_place(facts: GrantFacts) -> list[Finding]:
    """PE-001: unit roles are held in units, the others in bodies. Source: the platform's own rule."""
    allowed = UNIT_ROLES if facts.in_unit else BODY_ROLES
    return [] if facts.role in allowed else [Finding("PE-001", {"role": facts.role}, "role")]


def pe002_role_may_be_given(facts: GrantFacts) -> list[Finding]:
    """PE-002: nobody gives a role above their own reach. Source: the platform's own rule."""
    if facts.by_system or facts.role in GRANTABLE.get(facts.giver, ()):
        return []
    return [Finding("PE-002", {"role": facts.role}, "role")]


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """A one-time link as it was found, if it was."""

    is_known: bool
    used_at: datetime | None
    expires_at: datetime | None
    at: datetime


def pe003_link_works(facts: LinkFacts) -> list[Finding]:
    """PE-003: a link works once, and for its term. Source: the platform's own rule."""
    if (
        facts.is_known
        and facts.used_at is None
        and facts.expires_at is not None
        and facts.at < facts.expires_at
    ):
        return []
    return [Finding("PE-003")]


def pe004_username_form(username: str) -> list[Finding]:
    """PE-004: usernames can be typed on any keyboard. Source: the platform's own rule."""
    return [] if _USERNAME.fullmatch(username) else [Finding("PE-004", field="username")]


def pe005_username_free(is_taken: bool) -> list[Finding]:
    """PE-005: one username, one account, whatever the letters' case. Source: the platform's own rule."""
    return [Finding("PE-005", field="username")] if is_taken else []


def pe006_password(reasons: Sequence[str]) -> list[Finding]:
    """PE-006: passwords are long enough and not common. Source: the platform's own rule."""
    return [Finding("PE-006", {"reason": " ".join(reasons)}, "password")] if reasons else []


@dataclass(frozen=True, slots=True)
class TermFacts:
    """Until when a token is to work."""

    at: datetime
    expires_at: datetime


def pe007_token_term(facts: TermFacts) -> list[Finding]:
    """PE-007: no token for ever. Source: the platform's own rule."""
    if facts.at < facts.expires_at <= facts.at + LONGEST_TOKEN:
        return []
    return [Finding("PE-007", field="expires_at")]


def pe008_days_in_order(since: date, until: date | None) -> list[Finding]:
    """PE-008: the last day does not come before the first. Source: the platform's own rule."""
    return [] if until is None or since <= until else [Finding("PE-008", field="until")]


def pe009_has_account(has_account: bool) -> list[Finding]:
    """PE-009: a password is reset for an account. Source: the platform's own rule."""
    return [] if has_account else [Finding("PE-009")]


def pe010_has_no_account(has_account: bool) -> list[Finding]:
    """PE-010: one person, one account. Source: the platform's own rule."""
    return [Finding("PE-010")] if has_account else []


def pe011_known_words(role: str | None = None, scope: str | None = None) -> list[Finding]:
    """PE-011: roles and scopes are closed lists. Source: the platform's own word table."""
    findings = []
    if role is not None and role not in frozenset(Role):
        findings.append(Finding("PE-011", {"field": "role", "value": role}, "role"))
    if scope is not None and scope not in frozenset(TokenScope):
        findings.append(Finding("PE-011", {"field": "scope", "value": scope}, "scope"))
    return findings


def pe012_reach_within_own(is_within: bool) -> list[Finding]:
    """PE-012: nobody hands on more reach than they have. Source: the platform's own rule."""
    return [] if is_within else [Finding("PE-012", field="reach")]


def pe013_not_the_present_one(is_present: bool) -> list[Finding]:
    """PE-013: one does not end what one is acting under. Source: the platform's own rule."""
    return [Finding("PE-013")] if is_present else []


def pe014_whole_person(is_governed: bool) -> list[Finding]:
    """PE-014: a password opens all positions of a person, so all lie within reach. Source: the platform's own rule."""
    return [] if is_governed else [Finding("PE-014")]


def pe015_not_oneself(is_oneself: bool) -> list[Finding]:
    """PE-015: one does not block oneself. Source: the platform's own rule."""
    return [Finding("PE-015")] if is_oneself else []
