"""People for tests, in the small invented county of organisations."""

from datetime import date, datetime, timedelta

from zhiben.core.actors import Actor
from zhiben.domains.organisations.tests import world as places
from zhiben.domains.people import operations, queries
from zhiben.domains.people.models import Membership

AT: datetime = places.AT
DAY: date = places.DAY
SYSTEM: Actor = places.SYSTEM
PASSWORD = "Quiet-Harbour-42"
SINCE = date(2025, 1, 1)


def person(name: str = "Ann Example") -> int:
    """Somebody on the books."""
    return operations.create_person(actor=SYSTEM, at=AT, name=name)


def member(
    role: str, *, body_id: int | None = None, unit_id: int | None = None, person_id: int | None = None
) -> int:
    """A membership in that place."""
    return operations.grant_membership(
        actor=SYSTEM,
        at=AT,
        person_id=person_id or person(),
        role=role,
        since=SINCE,
        body_id=body_id,
        unit_id=unit_id,
    )


def actor(membership_id: int) -> Actor:
    """The actor of a membership."""
    found = queries.actor_for_membership(membership_id, DAY)
    assert found is not None
    return found


def person_of(membership_id: int) -> int:
    """The person of a membership."""
    return Membership.objects.unscoped(reason="test").get(pk=membership_id).person_id


def account(membership_id: int, username: str = "ann.example") -> int:
    """An account for the person of a membership."""
    return operations.open_account(
        actor=SYSTEM, at=AT, person_id=person_of(membership_id), username=username, password=PASSWORD
    )


def token(membership_id: int, scope: str = "write") -> str:
    """An API token."""
    return operations.issue_token(
        actor=SYSTEM,
        at=AT,
        membership_id=membership_id,
        name="t",
        scope=scope,
        expires_at=AT + timedelta(days=300),
    )
