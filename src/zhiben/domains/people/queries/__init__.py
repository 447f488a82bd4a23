"""Every read of people that others may ask for."""

from zhiben.domains.people.queries.actors import (
    TokenActor,
    acting,
    acting_as,
    actor_for_membership,
    actor_for_token,
    permissions_of,
    signed_in,
)
from zhiben.domains.people.queries.lists import (
    LinkBrief,
    MemberDetail,
    TokenItem,
    get_link,
    get_member,
    list_members,
    permission_matrix,
    tokens_of,
)
from zhiben.domains.people.queries.members import (
    MembershipBrief,
    find_membership_of,
    members_of,
    membership_brief,
    memberships_among,
    memberships_of,
    names,
    person_of_account,
    positions_of,
)

__all__ = [
    "LinkBrief",
    "MemberDetail",
    "MembershipBrief",
    "TokenActor",
    "TokenItem",
    "acting",
    "acting_as",
    "actor_for_membership",
    "actor_for_token",
    "find_membership_of",
    "get_link",
    "get_member",
    "list_members",
    "members_of",
    "memberships_among",
    "membership_brief",
    "memberships_of",
    "names",
    "permission_matrix",
    "permissions_of",
    "person_of_account",
    "positions_of",
    "signed_in",
    "tokens_of",
]
