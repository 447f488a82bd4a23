"""Subscriptions of what is due: whether there is one, and what stands in it."""

from dataclasses import dataclass
from datetime import date, datetime

from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.duties.methods.secrets import digest_of
from zhiben.domains.duties.models import CalendarLink
from zhiben.domains.duties.queries.due_page import DuePage, Subject, due_page, get_subject
from zhiben.domains.people import queries as people


@dataclass(frozen=True, slots=True)
class CalendarBrief:
    """A subscription that works: since when."""

    id: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """What whoever holds the secret reads, in the language of who subscribed."""

    page: DuePage
    language: str


def calendar_of(actor: Actor, subject: Subject) -> CalendarBrief | None:
    """The actor's own subscription of a subject, if there is one."""
    rows = CalendarLink.objects.unscoped(reason="a person's own subscriptions").filter(
        **{
            "membership_id": actor.membership_id,
            "unit_id": subject.unit_id,
            "body_id": subject.body_id,
            "revoked_at": None,
        }
    )
    row = rows.values_list("id", "made_at").first()
    return CalendarBrief(*row) if row else None


def feed_of(secret: str, on: date) -> Feed:
    """What is due behind a secret address; NotFound when it is unknown, ended, or its member may not read it now."""
    rows = CalendarLink.objects.unscoped(reason="whoever holds the secret reads it").filter(
        digest=digest_of(secret), revoked_at=None
    )
    row = rows.values("membership_id", "unit_id", "body_id", "language").first()
    actor = people.actor_for_membership(row["membership_id"], on) if row else None
    if row is None or actor is None or not actor.may("duties.read"):
        raise NotFound(Finding("not-found"))
    return Feed(due_page(actor, on, get_subject(actor, row["unit_id"], row["body_id"])), row["language"])
