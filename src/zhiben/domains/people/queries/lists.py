"""Lists of people: members, tokens, links, and the matrix of permissions."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.core.registry import permissions
from zhiben.domains.people.methods.secrets import digest_of
from zhiben.domains.people.models import Account, Invitation, Membership, Token
from zhiben.domains.people.queries.members import MembershipBrief, brief_of, on_day
from zhiben.domains.people.rules import LinkFacts, pe003_link_works
from zhiben.domains.people.vocabulary import Role

_MEMBER_COLUMNS = (
    "id",
    "person_id",
    "person__name",
    "person__number",
    "role",
    "body_id",
    "unit_id",
    "body__short_name",
    "unit__name",
    "valid_from",
    "valid_to",
    "has_account",
)


def list_members(
    actor: Actor,
    day: date,
    *,
    q: str = "",
    role: str | None = None,
    body: int | None = None,
    unit: int | None = None,
    ended: bool = False,
) -> QuerySet[Membership, Any]:
    """Memberships within reach, valid on the day unless the ended are asked for."""
    rows = Membership.objects.visible_to(actor)
    rows = rows.filter(valid_to__lt=day) if ended else rows.filter(on_day(day))
    wanted = {"role": role, "body_id": body, "unit_id": unit}
    rows = rows.filter(**{key: value for key, value in wanted.items() if value is not None})
    if q:
        rows = rows.filter(Q(person__name__icontains=q) | Q(person__number=q))
    accounts = Account.objects.filter(person_id=OuterRef("person_id"))
    return rows.annotate(has_account=Exists(accounts)).values(*_MEMBER_COLUMNS)


@dataclass(frozen=True, slots=True)
class MemberDetail:
    """A membership as its page shows it. `invited_until`: the end of a link that still works."""

    brief: MembershipBrief
    number: str
    username: str | None
    is_active: bool
    invited_until: datetime | None
    others: tuple[MembershipBrief, ...]


def get_member(actor: Actor, membership_id: int, at: datetime, day: date) -> MemberDetail:
    """One membership within reach, with the person's other positions that the actor may see."""
    rows = Membership.objects.visible_to(actor).select_related("person", "body", "unit")
    row = rows.filter(pk=membership_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    account = Account.objects.filter(person_id=row.person_id).values_list("username", "is_active").first()
    links = Invitation.objects.visible_to(actor).filter(
        membership__person_id=row.person_id, used_at__isnull=True, expires_at__gt=at
    )
    others = rows.filter(on_day(day), person_id=row.person_id).exclude(pk=membership_id).order_by("id")
    return MemberDetail(
        brief=brief_of(row),
        number=row.person.number,
        username=account[0] if account else None,
        is_active=bool(account and account[1]),
        invited_until=links.order_by("-expires_at").values_list("expires_at", flat=True).first(),
        others=tuple(brief_of(other) for other in others),
    )


@dataclass(frozen=True, slots=True)
class TokenItem:
    """An API token in a line."""

    id: int
    name: str
    access: str
    membership_id: int
    expires_at: datetime
    revoked_at: datetime | None


def tokens_of(person_id: int) -> list[TokenItem]:
    """A person's own tokens, the newest first."""
    rows = Token.objects.unscoped(reason="a person's own tokens").filter(membership__person_id=person_id)
    columns = ("id", "name", "access", "membership_id", "expires_at", "revoked_at")
    return [TokenItem(*row) for row in rows.order_by("-id").values_list(*columns)]


@dataclass(frozen=True, slots=True)
class LinkBrief:
    """Whom a one-time link is for."""

    name: str
    place: str
    expires_at: datetime


def get_link(secret: str, purpose: str, at: datetime) -> LinkBrief:
    """Whom a working link is for; NotFound when it is unknown, used or expired."""
    rows = Invitation.objects.unscoped(reason="whoever holds the secret may use it")
    row = (
        rows.select_related("membership__person", "membership__body", "membership__unit")
        .filter(digest=digest_of(secret), purpose=purpose)
        .first()
    )
    if row is None:
        raise NotFound(Finding("PE-003"))
    findings = pe003_link_works(LinkFacts(True, row.used_at, row.expires_at, at))
    if findings:
        raise NotFound(*findings)
    brief = brief_of(row.membership)
    return LinkBrief(brief.name, brief.place, row.expires_at)


def permission_matrix() -> list[tuple[str, dict[str, bool]]]:
    """Every permission of the platform, and for each role whether it carries it."""
    return [(name, {role.value: role in roles for role in Role}) for name, roles in permissions.items()]
