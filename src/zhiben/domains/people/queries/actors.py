"""From a membership or a token to an actor with permissions and reach."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from zhiben.core import clock
from zhiben.core.actors import Actor, Territory
from zhiben.core.registry import permissions
from zhiben.domains.organisations.queries import territories_of_body
from zhiben.domains.people.methods.secrets import digest_of
from zhiben.domains.people.models import Account, Membership, Token
from zhiben.domains.people.queries.members import MembershipBrief, on_day

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


def _actor(row: Membership, name: str, day: date) -> Actor:
    return Actor(
        person_id=row.person_id,
        membership_id=row.pk,
        role=row.role,
        permissions=permissions_of(row.role),
        body_id=row.body_id,
        unit_id=row.unit_id,
        territories=_territories(row, day),
        area=row.area,
        name=name,
    )


def _valid(day: date) -> QuerySet[Membership]:
    rows = Membership.objects.unscoped(reason=_SIGNING_IN).filter(on_day(day))
    return rows.select_related("person").order_by("id")


def actor_for_membership(membership_id: int, day: date) -> Actor | None:
    """The actor of a membership valid on that day; None when it is not."""
    row = _valid(day).filter(pk=membership_id).first()
    return None if row is None else _actor(row, str(row.person), day)


_ACCOUNT = ("id", "password", "last_login", "username", "person_id", "is_active", "created_at")
_PLACE = (
    *("id", "person_id", "name", "role", "body_id", "unit_id", "place", "valid_from", "valid_to"),
    *("area", "reach"),
)
_SIGNED_IN = """SELECT a.id, a.password, a.last_login, a.username, a.person_id, a.is_active, a.created_at,
  m.id, m.person_id, (SELECT coalesce(nullif(p.name, ''), p.number) FROM people_person p WHERE p.id = a.person_id),
  m.role, m.body_id, m.unit_id,
  coalesce((SELECT b.short_name FROM organisations_body b WHERE b.id = m.body_id),
           (SELECT u.name FROM organisations_unit u WHERE u.id = m.unit_id)),
  m.valid_from, m.valid_to, m.area, m.reach
FROM people_account a LEFT JOIN people_membership m ON m.person_id = a.person_id
  AND m.valid_from <= %(day)s AND (m.valid_to IS NULL OR m.valid_to >= %(day)s)
WHERE a.id = %(account)s ORDER BY m.id"""
"""Every request asks this: one plain statement (more joins would double its planning), `_ACCOUNT` and `_PLACE`."""


def signed_in(account_id: int, day: date) -> Account | None:
    """The account with its `places`: what its person is on that day, the oldest first. None without account."""
    with connection.cursor() as cursor:
        cursor.execute(_SIGNED_IN, {"account": account_id, "day": day})
        rows = cursor.fetchall()
    if not rows:
        return None
    account = Account.from_db(connection.alias, _ACCOUNT, rows[0][: len(_ACCOUNT)])
    places = [dict(zip(_PLACE, row[len(_ACCOUNT) :], strict=True)) for row in rows]
    account.places = [place for place in places if place["id"] is not None]
    return account


def acting(
    account_id: int, membership_id: int | None, day: date
) -> tuple[Actor | None, list[MembershipBrief]]:
    """Who an account acts as: the chosen membership if valid, else the first; and all it may choose from."""
    account = signed_in(account_id, day)
    return acting_as(account, membership_id, day) if account and account.is_active else (None, [])


def acting_as(
    account: Account, membership_id: int | None, day: date
) -> tuple[Actor | None, list[MembershipBrief]]:
    """The same for an account that was read with its places."""
    places = account.places
    chosen = next((place for place in places if place["id"] == membership_id), next(iter(places), None))
    briefs = [MembershipBrief(**{name: place[name] for name in _PLACE[:9]}) for place in places]
    return (None if chosen is None else _actor_at(chosen, day)), briefs


def _actor_at(place: dict[str, Any], day: date) -> Actor:
    row = Membership(
        id=place["id"],
        **{name: place[name] for name in ("person_id", "role", "body_id", "unit_id", "area", "reach")},
    )
    return _actor(row, place["name"], day)


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
