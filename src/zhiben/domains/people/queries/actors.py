"""From a membership or a token to an actor with permissions and reach."""

from datetime import date, datetime
from functools import cache
from hashlib import sha256
from typing import Any

from django.db.models import Q

from zhiben.core import clock
from zhiben.core.actors import Actor, Territory
from zhiben.core.registry import permissions
from zhiben.domains.organisations.queries import territories_of_body
from zhiben.domains.people.models import Account, Membership, Token

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


def actor_for_membership(membership_id: int, day: date) -> Actor | None:
    """The actor of a membership valid on that day; None when it is not."""
    row = (
        Membership.objects.unscoped(reason=_SIGNING_IN)
        .select_related("person")
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), pk=membership_id, valid_from__lte=day)
        .first()
    )
    if row is None:
        return None
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


def actor_for_token(secret: str, at: datetime) -> tuple[Actor, str] | None:
    """The actor and the access (read or write) of an API token; None when it is unknown, revoked or expired."""
    digest = sha256(secret.encode()).hexdigest()
    row = (
        Token.objects.unscoped(reason=_SIGNING_IN)
        .filter(digest=digest, revoked_at__isnull=True, expires_at__gt=at)
        .values_list("membership_id", "membership__person_id", "access")
        .first()
    )
    if row is None:
        return None
    membership_id, person_id, access = row
    if Account.objects.filter(person_id=person_id, is_active=False).exists():
        return None
    actor = actor_for_membership(membership_id, clock.day_of(at))
    return None if actor is None else (actor, access)
