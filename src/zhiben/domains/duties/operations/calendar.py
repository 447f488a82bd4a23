"""A subscription of what is due: its secret address is made, and ends when its owner says so."""

from datetime import datetime

from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.duties.methods.secrets import digest_of, new_secret
from zhiben.domains.duties.models import CalendarLink
from zhiben.domains.duties.operations.guard import demand
from zhiben.domains.duties.queries import Subject, get_subject


def subscribe(
    *, actor: Actor, at: datetime, unit_id: int | None = None, body_id: int | None = None, language: str
) -> str:
    """Make the secret address of a subject's calendar; it is not kept, and an older one ends. Returns the secret."""
    demand(actor, "duties.read")
    if actor.membership_id is None:
        raise Forbidden(Finding("no-permission", {"permission": "duties.read"}), code="no-permission")
    subject = get_subject(actor, unit_id, body_id)
    with act(actor=actor, at=at, operation="duties.subscribe") as a:
        _end(a, subject)
        secret = new_secret()
        a.create(
            CalendarLink,
            membership_id=actor.membership_id,
            unit_id=subject.unit_id,
            body_id=subject.body_id,
            area=subject.area,
            sector=subject.sector,
            language=language[:10],
            digest=digest_of(secret),
            made_at=at,
        )
    return secret


def unsubscribe(
    *, actor: Actor, at: datetime, unit_id: int | None = None, body_id: int | None = None
) -> None:
    """End the actor's own subscription of a subject; whoever still has the address reads nothing more."""
    demand(actor, "duties.read")
    subject = get_subject(actor, unit_id, body_id)
    with act(actor=actor, at=at, operation="duties.unsubscribe") as a:
        _end(a, subject)


def _end(a: OpenAct, subject: Subject) -> None:
    own = CalendarLink.objects.unscoped(reason="a person's own subscriptions").filter(
        **{
            "membership_id": a.actor.membership_id,
            "unit_id": subject.unit_id,
            "body_id": subject.body_id,
            "revoked_at": None,
        }
    )
    a.change_many(CalendarLink, list(own.values_list("pk", flat=True)), revoked_at=a.at)
