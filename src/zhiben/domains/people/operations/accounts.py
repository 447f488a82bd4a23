"""Accounts: by invitation, with one-time links; nobody signs up alone and nothing goes by e-mail."""

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound, RuleBroken
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.people.methods.secrets import digest_of, new_secret
from zhiben.domains.people.models import Account, Invitation, Membership, Person
from zhiben.domains.people.operations.guard import (
    area_of_place,
    demand,
    demand_rules,
    demand_valid,
    visible_membership,
)
from zhiben.domains.people.operations.memberships import new_membership, new_person
from zhiben.domains.people.queries.members import MembershipBrief, memberships_of
from zhiben.domains.people.rules import (
    GrantFacts,
    LinkFacts,
    pe002_role_may_be_given,
    pe003_link_works,
    pe004_username_form,
    pe005_username_free,
    pe006_password,
    pe009_has_account,
    pe010_has_no_account,
    pe014_whole_person,
    pe015_not_oneself,
)
from zhiben.domains.people.vocabulary import LINK_LASTS, Purpose


def invite(
    *,
    actor: Actor,
    at: datetime,
    name: str,
    role: str,
    body_id: int | None = None,
    unit_id: int | None = None,
    since: date | None = None,
) -> str:
    """Put a new person on the books in a role; returns the secret of a link to open an account, shown once."""
    demand(actor, "people.invite")
    with act(actor=actor, at=at, operation="people.invite") as a:
        row = new_membership(
            a,
            person_id=new_person(a, name).pk,
            role=role,
            since=since or clock.day_of(at),
            body_id=body_id,
            unit_id=unit_id,
        )
        return _new_link(a, row, Purpose.JOIN)


def invite_again(*, actor: Actor, at: datetime, membership_id: int) -> str:
    """A new link for somebody who has not opened an account yet; older links stop working."""
    demand(actor, "people.invite")
    with act(actor=actor, at=at, operation="people.invite_again") as a:
        row = _governed(actor, at, membership_id)
        demand_rules(pe010_has_no_account(_account_of(row.person_id) is not None))
        return _new_link(a, row, Purpose.JOIN)


def reset_password(*, actor: Actor, at: datetime, membership_id: int) -> str:
    """A one-time link with which the member sets a new password; older links stop working."""
    demand(actor, "people.reset_password")
    with act(actor=actor, at=at, operation="people.reset_password") as a:
        row = _governed(actor, at, membership_id)
        demand_rules(pe009_has_account(_account_of(row.person_id) is not None))
        return _new_link(a, row, Purpose.PASSWORD)


def block_account(*, actor: Actor, at: datetime, membership_id: int) -> None:
    """Let nobody sign in or use a token under the member's account until it is unblocked."""
    _set_active(actor, at, membership_id, "people.block_account", is_active=False)


def unblock_account(*, actor: Actor, at: datetime, membership_id: int) -> None:
    """Let the member sign in again."""
    _set_active(actor, at, membership_id, "people.unblock_account", is_active=True)


def _set_active(actor: Actor, at: datetime, membership_id: int, name: str, *, is_active: bool) -> None:
    demand(actor, "people.block_account")
    with act(actor=actor, at=at, operation=name, note=f"membership {membership_id}"):
        row = _governed(actor, at, membership_id)
        demand_rules(pe015_not_oneself(row.person_id == actor.person_id))
        demand_rules(pe009_has_account(_account_of(row.person_id) is not None))
        Account.objects.filter(person_id=row.person_id).update(is_active=is_active)


def accept_invitation(*, actor: Actor, at: datetime, secret: str, username: str, password: str) -> int:
    """Open the account a link invites to; `actor` is the platform itself. Returns the id of the account."""
    with act(actor=actor, at=at, operation="people.accept_invitation") as a:
        link = _working_link(secret, Purpose.JOIN, at)
        person = Person.objects.select_for_update().get(pk=link.membership.person_id)
        demand_rules(pe010_has_no_account(_account_of(person.pk) is not None))
        demand_valid(pe004_username_form(username))
        demand_rules(pe005_username_free(Account.objects.filter(username__iexact=username).exists()))
        _demand_password(password, Account(username=username))
        a.change(link, used_at=at)
        return Account.objects.create_user(username, password, person).pk


def set_password(*, actor: Actor, at: datetime, secret: str, password: str) -> int:
    """Set a new password by a one-time link; `actor` is the platform itself. Returns the id of the account."""
    with act(actor=actor, at=at, operation="people.set_password") as a:
        link = _working_link(secret, Purpose.PASSWORD, at)
        account = Account.objects.get(person_id=link.membership.person_id)
        _demand_password(password, account)
        a.change(link, used_at=at)
        account.set_password(password)
        account.save(update_fields=["password"])
        return account.pk


def open_account(*, actor: Actor, at: datetime, person_id: int, username: str, password: str) -> int:
    """Open an account without a link: for the platform itself (first administrator, demonstration)."""
    demand(actor, "people.invite")
    demand_valid(pe004_username_form(username))
    with act(actor=actor, at=at, operation="people.open_account"):
        demand_rules(pe010_has_no_account(_account_of(person_id) is not None))
        demand_rules(pe005_username_free(Account.objects.filter(username__iexact=username).exists()))
        person = Person.objects.get(pk=person_id)
        return Account.objects.create_user(username, password, person).pk


def _account_of(person_id: int) -> Account | None:
    return Account.objects.filter(person_id=person_id).first()


def _governed(actor: Actor, at: datetime, membership_id: int) -> Membership:
    """A membership of somebody over whom the actor may decide, in every position they hold."""
    row = visible_membership(actor, membership_id)
    held = memberships_of(row.person_id, clock.day_of(at))
    demand_rules(pe014_whole_person(all(_may_appoint(actor, one) for one in held)))
    return row


def _may_appoint(actor: Actor, held: MembershipBrief) -> bool:
    facts = GrantFacts(actor.role, actor.system, held.role, in_unit=held.unit_id is not None)
    if pe002_role_may_be_given(facts):
        return False
    try:
        area_of_place(actor, held.body_id, held.unit_id)
    except NotFound:
        return False
    return True


def _new_link(a: OpenAct, membership: Membership, purpose: Purpose) -> str:
    reason = "links of a membership found within reach"
    older = Invitation.objects.unscoped(reason=reason).filter(
        membership__person_id=membership.person_id, used_at__isnull=True, expires_at__gt=a.at
    )
    a.change_many(Invitation, list(older.values_list("pk", flat=True)), expires_at=a.at)
    secret = new_secret()
    a.create(
        Invitation,
        membership=membership,
        purpose=purpose,
        digest=digest_of(secret),
        by_person=a.actor.person_id,
        expires_at=a.at + LINK_LASTS,
    )
    return secret


def _working_link(secret: str, purpose: Purpose, at: datetime) -> Invitation:
    rows = Invitation.objects.unscoped(reason="whoever holds the secret may use it")
    link = (
        rows.select_for_update(of=("self",))
        .select_related("membership")
        .filter(digest=digest_of(secret), purpose=purpose)
        .first()
    )
    if link is None:
        raise RuleBroken(*pe003_link_works(LinkFacts(False, None, None, at)))
    demand_rules(pe003_link_works(LinkFacts(True, link.used_at, link.expires_at, at)))
    return link


def _demand_password(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        demand_valid(pe006_password(error.messages))
