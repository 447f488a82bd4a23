"""What must hold of memberships, links, usernames and tokens. Pure: an empty list means yes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zhiben.core.findings import N_, Finding, sentence
from zhiben.domains.people.vocabulary import BODY_ROLES, UNIT_ROLES, Role, TokenScope

sentence(
    "m001", N_("The role “%(role)s” does not belong there: some roles are held in bodies, others in units.")
)
sentence("m002", N_("Your role cannot give the role “%(role)s”."))
sentence(
    "m003",
    N_("This link is unknown, used already, or expired. Ask the person who gave it to you for a new one."),
)
sentence(
    "m004",
    N_(
        "A username has 3 to 60 characters: letters, digits, dots, hyphens and underscores, beginning with a letter."
    ),
)
sentence("m005", N_("This username is taken."))
sentence("m006", N_("The password is not acceptable: %(reason)s"))
sentence("m007", N_("A token lasts at most 365 days and must end in the future."))
sentence("m008", N_("The last day comes before the first."))
sentence("m009", N_("This person has no account yet; invite the person instead."))
sentence("m010", N_("This person has an account already; a new password is set by a one-time link."))
sentence("m011", N_("“%(value)s” is not one of the words for “%(field)s”."))
sentence("m012", N_("A reach names ranges of areas that lie within your own."))
sentence("m013", N_("You cannot end the position you are acting under."))
sentence("m014", N_("This person also holds a position beyond your reach; ask the administrator there."))

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


def m001_role_fits_place(facts: GrantFacts) -> list[Finding]:
    """m001: unit roles are held in units, the others in bodies. Source: the platform's own rule."""
    allowed = UNIT_ROLES if facts.in_unit else BODY_ROLES
    return [] if facts.role in allowed else [Finding("m001", {"role": facts.role}, "role")]


def m002_role_may_be_given(facts: GrantFacts) -> list[Finding]:
    """m002: nobody gives a role above their own reach. Source: the platform's own rule."""
    if facts.by_system or facts.role in GRANTABLE.get(facts.giver, ()):
        return []
    return [Finding("m002", {"role": facts.role}, "role")]


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """A one-time link as it was found, if it was."""

    is_known: bool
    used_at: datetime | None
    expires_at: datetime | None
    at: datetime


def m003_link_works(facts: LinkFacts) -> list[Finding]:
    """m003: a link works once, and for its term. Source: the platform's own rule."""
    if (
        facts.is_known
        and facts.used_at is None
        and facts.expires_at is not None
        and facts.at < facts.expires_at
    ):
        return []
    return [Finding("m003")]


def m004_username_form(username: str) -> list[Finding]:
    """m004: usernames can be typed on any keyboard. Source: the platform's own rule."""
    return [] if _USERNAME.fullmatch(username) else [Finding("m004", field="username")]


def m005_username_free(is_taken: bool) -> list[Finding]:
    """m005: one username, one account, whatever the letters' case. Source: the platform's own rule."""
    return [Finding("m005", field="username")] if is_taken else []


def m006_password(reasons: Sequence[str]) -> list[Finding]:
    """m006: passwords are long enough and not common. Source: the platform's own rule."""
    return [Finding("m006", {"reason": " ".join(reasons)}, "password")] if reasons else []


@dataclass(frozen=True, slots=True)
class TermFacts:
    """Until when a token is to work."""

    at: datetime
    expires_at: datetime


def m007_token_term(facts: TermFacts) -> list[Finding]:
    """m007: no token for ever. Source: the platform's own rule."""
    if facts.at < facts.expires_at <= facts.at + LONGEST_TOKEN:
        return []
    return [Finding("m007", field="expires_at")]


def m008_days_in_order(since: date, until: date | None) -> list[Finding]:
    """m008: the last day does not come before the first. Source: the platform's own rule."""
    return [] if until is None or since <= until else [Finding("m008", field="until")]


def m009_has_account(has_account: bool) -> list[Finding]:
    """m009: a password is reset for an account. Source: the platform's own rule."""
    return [] if has_account else [Finding("m009")]


def m010_has_no_account(has_account: bool) -> list[Finding]:
    """m010: one person, one account. Source: the platform's own rule."""
    return [Finding("m010")] if has_account else []


def m011_known_words(role: str | None = None, scope: str | None = None) -> list[Finding]:
    """m011: roles and scopes are closed lists. Source: the platform's own word table."""
    findings = []
    if role is not None and role not in frozenset(Role):
        findings.append(Finding("m011", {"field": "role", "value": role}, "role"))
    if scope is not None and scope not in frozenset(TokenScope):
        findings.append(Finding("m011", {"field": "scope", "value": scope}, "scope"))
    return findings


def m012_reach_within_own(is_within: bool) -> list[Finding]:
    """m012: nobody hands on more reach than they have. Source: the platform's own rule."""
    return [] if is_within else [Finding("m012", field="reach")]


def m013_not_the_present_one(is_present: bool) -> list[Finding]:
    """m013: one does not end what one is acting under. Source: the platform's own rule."""
    return [Finding("m013")] if is_present else []


def m014_whole_person(is_governed: bool) -> list[Finding]:
    """m014: a password opens all positions of a person; all must lie within reach. Source: the platform's own rule."""
    return [] if is_governed else [Finding("m014")]
