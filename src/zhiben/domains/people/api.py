"""People over the API: every operation, and the lists."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from zhiben.core import clock
from zhiben.core.actors import system_actor
from zhiben.core.api import Page, after_cursor, page_of
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.core.input import Id, Limit
from zhiben.domains.people import operations, queries
from zhiben.domains.people.schemas import (
    InviteIn,
    JoinIn,
    MadeOut,
    MemberOut,
    MembershipEndIn,
    MembershipIn,
    MeOut,
    PasswordIn,
    PermissionOut,
    PersonIn,
    SecretOut,
    TokenIn,
    TokenOut,
)

router = Router(tags=["people"])


def _demand(request: HttpRequest, permission: str) -> None:
    if not request.actor.may(permission):
        raise Forbidden(Finding("no-permission", {"permission": permission}), code="no-permission")


@router.get("/me", response=MeOut, summary="Who is acting")
def me(request: HttpRequest) -> dict[str, Any]:
    """With the permissions of the role."""
    actor = request.actor
    return {
        "person_id": actor.person_id,
        "name": actor.name,
        "membership_id": actor.membership_id,
        "role": actor.role,
        "permissions": sorted(actor.permissions),
        "memberships": queries.memberships_of(actor.person_id, clock.today()),
    }


@router.post("/persons", response={201: MadeOut}, summary="Put a person on the books")
def create_person(request: HttpRequest, body: PersonIn) -> Any:
    """Without account or membership."""
    return Status(201, {"id": operations.create_person(actor=request.actor, at=clock.now(), name=body.name)})


@router.post("/invitations", response={201: SecretOut}, summary="Invite somebody new")
def invite(request: HttpRequest, body: InviteIn) -> Any:
    """The secret of the link is shown only now."""
    secret = operations.invite(actor=request.actor, at=clock.now(), **body.model_dump())
    return Status(201, {"secret": secret})


@router.post("/invitations/accept", response={201: MadeOut}, summary="Open an account by a link", auth=None)
def accept_invitation(request: HttpRequest, body: JoinIn) -> Any:
    """Open to whoever holds the secret."""
    key = operations.accept_invitation(actor=system_actor("invitation"), at=clock.now(), **body.model_dump())
    return Status(201, {"id": key})


@router.post("/passwords", response={204: None}, summary="Set a new password by a link", auth=None)
def set_password(request: HttpRequest, body: PasswordIn) -> Any:
    """Open to whoever holds the secret."""
    operations.set_password(actor=system_actor("password link"), at=clock.now(), **body.model_dump())
    return Status(204, None)


@router.get("/memberships", response=Page[MemberOut], summary="Members of bodies and units within reach")
def list_memberships(
    request: HttpRequest,
    q: str = "",
    role: str | None = None,
    body: Id | None = None,
    unit: Id | None = None,
    ended: bool = False,
    after: str | None = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The newest first."""
    _demand(request, "people.read_members")
    rows = queries.list_members(
        request.actor, clock.today(), q=q[:60], role=role, body=body, unit=unit, ended=ended
    )
    cursor = after_cursor(after, int)
    if cursor is not None:
        rows = rows.filter(pk__lt=cursor[0])
    page = page_of(list(rows.order_by("-id")[: limit + 1]), limit, key=lambda row: (row["id"],))
    for row in page["items"]:
        row["name"] = row["person__name"] or row["person__number"]
        row["place"] = row["body__short_name"] or row["unit__name"]
    return page


@router.post("/memberships", response={201: MadeOut}, summary="Give a person a role")
def grant_membership(request: HttpRequest, body: MembershipIn) -> Any:
    """In one body or one unit."""
    values = body.model_dump()
    return Status(201, {"id": operations.grant_membership(actor=request.actor, at=clock.now(), **values)})


@router.post("/memberships/{membership_id}/end", response={204: None}, summary="End a membership")
def end_membership(request: HttpRequest, membership_id: Id, body: MembershipEndIn) -> Any:
    """On its last day."""
    operations.end_membership(
        actor=request.actor, at=clock.now(), membership_id=membership_id, last_day=body.last_day
    )
    return Status(204, None)


@router.post("/memberships/{membership_id}/invite", response={201: SecretOut}, summary="A new link to join")
def invite_again(request: HttpRequest, membership_id: Id) -> Any:
    """Older links stop working."""
    secret = operations.invite_again(actor=request.actor, at=clock.now(), membership_id=membership_id)
    return Status(201, {"secret": secret})


@router.post("/memberships/{membership_id}/password", response={201: SecretOut}, summary="A password link")
def reset_password(request: HttpRequest, membership_id: Id) -> Any:
    """With which the member sets a new password."""
    secret = operations.reset_password(actor=request.actor, at=clock.now(), membership_id=membership_id)
    return Status(201, {"secret": secret})


@router.post("/memberships/{membership_id}/block", response={204: None}, summary="Block a member's account")
def block_account(request: HttpRequest, membership_id: Id) -> Any:
    """Neither sign-in nor token works until it is unblocked."""
    operations.block_account(actor=request.actor, at=clock.now(), membership_id=membership_id)
    return Status(204, None)


@router.post(
    "/memberships/{membership_id}/unblock", response={204: None}, summary="Unblock a member's account"
)
def unblock_account(request: HttpRequest, membership_id: Id) -> Any:
    """The member can sign in again."""
    operations.unblock_account(actor=request.actor, at=clock.now(), membership_id=membership_id)
    return Status(204, None)


@router.get("/tokens", response=list[TokenOut], summary="One's own tokens")
def list_tokens(request: HttpRequest) -> Any:
    """Without their secrets."""
    return queries.tokens_of(request.actor.person_id)


@router.post("/tokens", response={201: SecretOut}, summary="Make a token")
def issue_token(request: HttpRequest, body: TokenIn) -> Any:
    """The secret is shown only now."""
    secret = operations.issue_token(actor=request.actor, at=clock.now(), **body.model_dump())
    return Status(201, {"secret": secret})


@router.post("/tokens/{token_id}/revoke", response={204: None}, summary="Make a token useless")
def revoke_token(request: HttpRequest, token_id: Id) -> Any:
    """One's own, or as an administrator any within reach."""
    operations.revoke_token(actor=request.actor, at=clock.now(), token_id=token_id)
    return Status(204, None)


@router.get("/permissions", response=list[PermissionOut], summary="Which role may do what")
def list_permissions(request: HttpRequest) -> Any:
    """Every permission of the platform."""
    _demand(request, "people.read_matrix")
    return [
        {"permission": name, "roles": [role for role, carries in carried.items() if carries]}
        for name, carried in queries.permission_matrix()
    ]
