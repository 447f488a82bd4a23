"""Every read of people that others may ask for."""

from zhiben.domains.people.queries.actors import (
    TokenActor,
    acting,
    actor_for_membership,
    actor_for_token,
    permissions_of,
)
from zhiben.domains.people.queries.members import (
    MembershipBrief,
    members_of,
    membership_brief,
    memberships_of,
    names,
    person_of_account,
)

__all__ = [
    "MembershipBrief",
    "TokenActor",
    "acting",
    "actor_for_membership",
    "actor_for_token",
    "members_of",
    "membership_brief",
    "memberships_of",
    "names",
    "permissions_of",
    "person_of_account",
]
