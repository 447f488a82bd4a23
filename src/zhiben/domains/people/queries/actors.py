"""From a membership or a token to an actor with permissions and reach."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import QuerySet

from zhiben.core import clock
from zhiben.core.actors import Actor, Territory
from zhiben.core.registry import permissions
from zhiben.domains.organisations.queries import territories_of_body
from zhiben.domains.people.methods.secrets import digest_of
from zhiben.domains.people.models import Account, Membership, Token
from zhiben.domains.people.queries.members import MembershipBrief, brief_of, on_day

_SIGNING_IN = "who acts is found before anybody can see anything"


@cache
def permissions_of(role: str) -> frozenset[str]:
    """What a role may do, over all domains."""
    return frozenset(name for name, roles in permissions.items() if role in roles)


def _override(reach: list[dict[str, Any]]) -> tuple[Territory, ...]:
    return tuple(
        Territory(
            ranges=tuple((low, high) for low, high in part["ranges"]),
            sectors=None if part.get("sectors") is None else frozenset(part["sectors"]),
            matters=None if part.get("matters") is None else frozenset(part["matters"]),
        )
        for part in reach
    )


def _territories(row: Membership, day: date) -> tuple[Territory, ...]:
    if row.unit_id is not None or row.body_id is None:
        return ()
    if row.reach is not None:
        return _override(row.reach)
    return territories_of_body(row.body_id, day)


def _actor(row: Membership, day: date) -> Actor:
    return Actor(
        person_id=row.person_id,
        membership_id=row.pk,
        role=row.role,
        permissions=permissions_of(row.role),
        body_id=row.body_id,
        unit_id=row.unit_id,
        territories=_territories(row, day),
        area=row.area,
        name=str(row.person),
    )


def _valid(day: date) -> QuerySet[Membership]:
    rows = Membership.objects.unscoped(reason=_SIGNING_IN).filter(on_day(day))
    return rows.select_related("person").order_by("id")


def actor_for_membership(membership_id: int, day: date) -> Actor | None:
    """The actor of a membership valid on that day; None when it is not."""
    row = _valid(day).filter(pk=membership_id).first()
    return None if row is None else _actor(row, day)


def acting(
    account_id: int, membership_id: int | None, day: date
) -> tuple[Actor | None, list[MembershipBrief]]:
    """Who an account acts as: the chosen membership if valid, else the first; and all it may choose from."""
    mine = Account.objects.filter(pk=account_id, is_active=True).values("person_id")
    rows = list(_valid(day).filter(person_id__in=mine).select_related("person", "body", "unit"))
    chosen = next((row for row in rows if row.pk == membership_id), rows[0] if rows else None)
    return (None if chosen is None else _actor(chosen, day)), [brief_of(row) for row in rows]


@dataclass(frozen=True, slots=True)
class TokenActor:
    """Who a token acts for, and whether it may write."""

    actor: Actor
    scope: str


def actor_for_token(secret: str, at: datetime | None = None) -> TokenActor | None:
    """The actor and the scope (read or write) of an API token; None when unknown, revoked or expired."""
    moment = at or clock.now()
    digest = digest_of(secret)
    row = (
        Token.objects.unscoped(reason=_SIGNING_IN)
        .filter(digest=digest, revoked_at__isnull=True, expires_at__gt=moment)
        .values_list("membership_id", "membership__person_id", "access")
        .first()
    )
    if row is None or Account.objects.filter(person_id=row[1], is_active=False).exists():
        return None
    actor = actor_for_membership(row[0], clock.day_of(moment))
    return None if actor is None else TokenActor(actor, row[2])
