"""API tokens: issued for a membership, revoked at any time."""

from datetime import datetime

from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import act
from zhiben.domains.people.methods.secrets import digest_of, new_secret
from zhiben.domains.people.models import Membership, Token
from zhiben.domains.people.operations.guard import demand, demand_valid
from zhiben.domains.people.rules import TermFacts, pe007_token_term, pe011_known_words


def issue_token(
    *, actor: Actor, at: datetime, membership_id: int, name: str, scope: str, expires_at: datetime
) -> str:
    """A token to act under a membership of one's own (the platform: any); returns its secret, shown once."""
    demand(actor, "people.issue_token")
    demand_valid(pe011_known_words(scope=scope) + pe007_token_term(TermFacts(at, expires_at)))
    with act(actor=actor, at=at, operation="people.issue_token") as a:
        rows = Membership.objects.unscoped(reason="a person's own memberships").filter(pk=membership_id)
        if not actor.system:
            rows = rows.filter(person_id=actor.person_id)
        membership = rows.first()
        if membership is None:
            raise NotFound(Finding("not-found", field="membership"))
        secret = new_secret()
        a.create(
            Token,
            membership=membership,
            name=name.strip(),
            digest=digest_of(secret),
            access=scope,
            expires_at=expires_at,
        )
        return secret


def revoke_token(*, actor: Actor, at: datetime, token_id: int) -> None:
    """Make a token useless: one's own, or as an administrator any within reach."""
    demand(actor, "people.issue_token")
    with act(actor=actor, at=at, operation="people.revoke_token") as a:
        rows = Token.objects.visible_to(actor).filter(pk=token_id, revoked_at__isnull=True)
        if not actor.system and actor.role != "administrator":
            own = Token.objects.unscoped(reason="a person's own tokens")
            rows = own.filter(pk=token_id, revoked_at__isnull=True, membership__person_id=actor.person_id)
        row = rows.first()
        if row is None:
            raise NotFound(Finding("not-found"))
        a.change(row, revoked_at=at)
