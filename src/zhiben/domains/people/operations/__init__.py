"""Every write of people: one function per thing a person can do."""

from zhiben.domains.people.operations.accounts import (
    accept_invitation,
    block_account,
    invite,
    invite_again,
    open_account,
    reset_password,
    set_password,
    unblock_account,
)
from zhiben.domains.people.operations.memberships import (
    Reach,
    create_person,
    end_membership,
    grant_membership,
    new_person,
)
from zhiben.domains.people.operations.tokens import issue_token, revoke_token

__all__ = [
    "Reach",
    "accept_invitation",
    "block_account",
    "create_person",
    "end_membership",
    "grant_membership",
    "invite",
    "invite_again",
    "issue_token",
    "new_person",
    "open_account",
    "reset_password",
    "revoke_token",
    "set_password",
    "unblock_account",
]
