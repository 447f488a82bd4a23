"""Consent to electronic service."""

from datetime import datetime

from django.db import IntegrityError

from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import act
from zhiben.domains.notices.models import Consent


def consent(*, actor: Actor, at: datetime) -> int:
    """The acting person consents to electronic service for the unit it acts for."""
    if actor.unit_id is None or not actor.may("notices.consent"):
        raise Forbidden(Finding("no-permission", {"permission": "notices.consent"}))
    known = Consent.objects.visible_to(actor).filter(
        person_id=actor.person_id, unit_id=actor.unit_id, revoked_at=None
    )
    existing = known.first()
    if existing is not None:
        return int(existing.pk)
    try:
        with act(actor=actor, at=at, operation="notices.consent") as a:
            row = a.create(Consent, person_id=actor.person_id, unit_id=actor.unit_id, given_at=at)
    except IntegrityError:
        row = known.get()
    return int(row.pk)


def revoke_consent(*, actor: Actor, at: datetime) -> None:
    """The acting person takes the consent back; what was served stays served."""
    if actor.unit_id is None:
        raise Forbidden(Finding("no-permission", {"permission": "notices.consent"}))
    with act(actor=actor, at=at, operation="notices.revoke_consent") as a:
        rows = Consent.objects.visible_to(actor).filter(
            person_id=actor.person_id, unit_id=actor.unit_id, revoked_at=None
        )
        a.change_many(Consent, [row.pk for row in rows], revoked_at=at)
