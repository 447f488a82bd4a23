from datetime import timedelta

import pytest

from zhiben.core.errors import Forbidden, Invalid, NotFound, RuleBroken
from zhiben.domains.organisations.tests.world import COUNTY, OTHER_TOWN, TOWN, body, unit
from zhiben.domains.people import operations, queries
from zhiben.domains.people.models import Account, Invitation, Membership, Token
from zhiben.domains.people.tests import world
from zhiben.domains.people.tests.world import AT, PASSWORD

pytestmark = pytest.mark.django_db


def office():
    return world.actor(
        world.member("office", body_id=body("Office", kind="committee_office", ranges=[COUNTY]))
    )


def join(secret, username="new.comer", password=PASSWORD, at=AT):
    return operations.accept_invitation(
        actor=world.SYSTEM, at=at, secret=secret, username=username, password=password
    )


def invited(actor=None, **values):
    actor = actor or office()
    return operations.invite(
        **{
            "actor": actor,
            "at": AT,
            "name": "New Comer",
            "role": "officer",
            "body_id": actor.body_id,
            **values,
        }
    )


def refusal(kind, code, call):
    with pytest.raises(kind) as refused:
        call()
    assert refused.value.findings[0].code == code


def test_an_invitation_opens_one_account_once():
    secret = invited()
    link = Invitation.objects.unscoped(reason="test").get()
    assert secret not in link.digest
    account = Account.objects.get(pk=join(secret))
    assert (account.username, account.check_password(PASSWORD), account.person.name) == (
        "new.comer",
        True,
        "New Comer",
    )
    refusal(RuleBroken, "PE-003", lambda: join(secret, "other.name"))
    refusal(RuleBroken, "PE-003", lambda: join("nonsense"))


def test_an_invitation_expires_and_a_new_one_replaces_it():
    actor = office()
    first = invited(actor)
    refusal(RuleBroken, "PE-003", lambda: join(first, at=AT + timedelta(days=7)))
    key = Membership.objects.unscoped(reason="test").latest("id").pk
    second = operations.invite_again(actor=actor, at=AT, membership_id=key)
    refusal(RuleBroken, "PE-003", lambda: join(first))
    assert join(second)
    refusal(RuleBroken, "PE-010", lambda: operations.invite_again(actor=actor, at=AT, membership_id=key))


def test_usernames_and_passwords_have_rules():
    secret = invited()
    world.account(world.member("worker", unit_id=unit()), "taken.name")
    refusal(Invalid, "PE-004", lambda: join(secret, "n"))
    refusal(RuleBroken, "PE-005", lambda: join(secret, "TAKEN.name"))
    for weak in ["short", "1234567890123", "passwordpassword1"[:8], "new.comer.1"]:
        refusal(Invalid, "PE-006", lambda weak=weak: join(secret, password=weak))
    assert join(secret)


def test_a_new_password_by_a_one_time_link():
    actor = office()
    account = join(invited(actor))
    key = Membership.objects.unscoped(reason="test").latest("id").pk
    secret = operations.reset_password(actor=actor, at=AT, membership_id=key)
    new = "Other-Harbour-43"
    refusal(
        Invalid,
        "PE-006",
        lambda: operations.set_password(actor=world.SYSTEM, at=AT, secret=secret, password="short"),
    )
    operations.set_password(actor=world.SYSTEM, at=AT, secret=secret, password=new)
    assert Account.objects.get(pk=account).check_password(new)
    refusal(
        RuleBroken,
        "PE-003",
        lambda: operations.set_password(actor=world.SYSTEM, at=AT, secret=secret, password=new),
    )


def test_no_password_link_for_positions_beyond_reach():
    town = body("Town", area=TOWN[0], kind="town", level="town", ranges=[TOWN])
    officer = world.actor(world.member("town_officer", body_id=town))
    key = world.member("grid_member", body_id=town)
    world.account(key)
    assert operations.reset_password(actor=officer, at=AT, membership_id=key)
    world.member("administrator", body_id=body("County"), person_id=world.person_of(key))
    refusal(RuleBroken, "PE-014", lambda: operations.reset_password(actor=officer, at=AT, membership_id=key))
    foreign = world.member("worker", unit_id=unit(area=OTHER_TOWN[0] + 1))
    with pytest.raises(NotFound):
        operations.reset_password(actor=officer, at=AT, membership_id=foreign)


def test_no_password_link_without_account():
    actor = office()
    invited(actor)
    key = Membership.objects.unscoped(reason="test").latest("id").pk
    refusal(RuleBroken, "PE-009", lambda: operations.reset_password(actor=actor, at=AT, membership_id=key))


def test_inviting_needs_the_permission_and_the_place():
    worker = world.actor(world.member("worker", unit_id=unit()))
    with pytest.raises(Forbidden):
        operations.invite(actor=worker, at=AT, name="X", role="worker", unit_id=worker.unit_id)
    with pytest.raises(NotFound):
        invited(body_id=999_999)


def test_tokens_act_under_a_membership_until_they_end():
    key = world.member("safety_officer", unit_id=unit())
    actor = world.actor(key)
    secret = operations.issue_token(
        actor=actor, at=AT, membership_id=key, name="phone", scope="read", expires_at=AT + timedelta(days=3)
    )
    found = queries.actor_for_token(secret, AT)
    assert (found.actor, found.scope) == (actor, "read")
    assert queries.actor_for_token(secret, AT + timedelta(days=3)) is None
    assert queries.actor_for_token("zb_wrong", AT) is None
    token = Token.objects.visible_to(actor).get()
    operations.revoke_token(actor=actor, at=AT, token_id=token.pk)
    assert queries.actor_for_token(secret, AT) is None
    with pytest.raises(NotFound):
        operations.revoke_token(actor=actor, at=AT, token_id=token.pk)


def test_a_blocked_account_has_no_tokens():
    key = world.member("safety_officer", unit_id=unit())
    account = world.account(key)
    secret = world.token(key)
    assert queries.actor_for_token(secret, AT)
    Account.objects.filter(pk=account).update(is_active=False)
    assert queries.actor_for_token(secret, AT) is None


def test_blocking_an_account():
    actor = office()
    own = actor.membership_id
    world.account(own, "own.name")
    key = world.member("officer", body_id=actor.body_id)
    account = world.account(key)
    secret = world.token(key)
    operations.block_account(actor=actor, at=AT, membership_id=key)
    assert not Account.objects.get(pk=account).is_active
    assert queries.actor_for_token(secret, AT) is None
    assert queries.acting(account, key, world.DAY) == (None, [])
    operations.unblock_account(actor=actor, at=AT, membership_id=key)
    assert queries.actor_for_token(secret, AT)
    refusal(RuleBroken, "PE-015", lambda: operations.block_account(actor=actor, at=AT, membership_id=own))
    foreign = world.member("worker", unit_id=unit(area=419902101201))
    with pytest.raises(NotFound):
        operations.block_account(actor=actor, at=AT, membership_id=foreign)


def test_tokens_are_for_ones_own_memberships():
    firm = unit()
    mine, theirs = world.member("principal", unit_id=firm), world.member("worker", unit_id=firm)
    actor = world.actor(mine)
    values = {"actor": actor, "at": AT, "name": "x", "scope": "write", "expires_at": AT + timedelta(days=3)}
    with pytest.raises(NotFound):
        operations.issue_token(membership_id=theirs, **values)
    with pytest.raises(Forbidden):
        operations.issue_token(membership_id=theirs, **{**values, "actor": world.actor(theirs)})
    refusal(
        Invalid,
        "PE-007",
        lambda: operations.issue_token(
            membership_id=mine, **{**values, "expires_at": AT + timedelta(days=900)}
        ),
    )
    refusal(
        Invalid, "PE-011", lambda: operations.issue_token(membership_id=mine, **{**values, "scope": "all"})
    )
