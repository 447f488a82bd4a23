"""JSON of people, in and out."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AwareDatetime, Field, StringConstraints

from zhiben.core.input import Code, Id, Input

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class PersonIn(Input):
    """A person without account or membership."""

    name: Name
    model_config = {"json_schema_extra": {"examples": [{"name": "示例人"}]}}


class InviteIn(Input):
    """Somebody new in a role, in one body or one unit."""

    name: Name
    role: Code
    body_id: Id | None = None
    unit_id: Id | None = None
    since: date | None = None
    model_config = {"json_schema_extra": {"examples": [{"name": "示例人", "role": "officer", "body_id": 1}]}}


class JoinIn(Input):
    """What a link to join asks for."""

    secret: Annotated[str, StringConstraints(max_length=100)]
    username: Annotated[str, StringConstraints(max_length=60)]
    password: Annotated[str, StringConstraints(max_length=128)]
    model_config = {
        "json_schema_extra": {
            "examples": [{"secret": "zb_…", "username": "new.comer", "password": "Quiet-Harbour-42"}]
        }
    }


class PasswordIn(Input):
    """What a link for a new password asks for."""

    secret: Annotated[str, StringConstraints(max_length=100)]
    password: Annotated[str, StringConstraints(max_length=128)]
    model_config = {"json_schema_extra": {"examples": [{"secret": "zb_…", "password": "Quiet-Harbour-42"}]}}


Span = Annotated[list[Id], Field(min_length=2, max_length=2)]


class ReachIn(Input):
    """One part of a reach that replaces that of the body."""

    ranges: list[Span] = Field(min_length=1, max_length=200)
    sectors: list[Code] | None = None
    matters: list[Code] | None = None


class MembershipIn(Input):
    """A role of a person in one body or one unit."""

    person_id: Id
    role: Code
    since: date
    until: date | None = None
    body_id: Id | None = None
    unit_id: Id | None = None
    reach: list[ReachIn] | None = Field(default=None, max_length=50)
    model_config = {
        "json_schema_extra": {
            "examples": [{"person_id": 1, "role": "officer", "since": "2026-01-01", "body_id": 1}]
        }
    }


class MembershipEndIn(Input):
    """The last day of a membership."""

    last_day: date
    model_config = {"json_schema_extra": {"examples": [{"last_day": "2026-05-06"}]}}


class TokenIn(Input):
    """A token to act under one of one's own memberships."""

    membership_id: Id
    name: Name
    scope: Literal["read", "write"]
    expires_at: AwareDatetime
    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "membership_id": 1,
                    "name": "phone",
                    "scope": "read",
                    "expires_at": "2026-12-31T00:00:00+08:00",
                }
            ]
        }
    }


class MadeOut(Schema):
    """The number of what was made."""

    id: int


class SecretOut(Schema):
    """A secret that is shown only now."""

    secret: str


class MemberOut(Schema):
    """A membership in a list."""

    id: int
    person_id: int
    name: str
    role: str
    body_id: int | None
    unit_id: int | None
    place: str
    valid_from: date
    valid_to: date | None
    has_account: bool


class OwnMembershipOut(Schema):
    """What one is oneself."""

    id: int
    role: str
    body_id: int | None
    unit_id: int | None
    title: str


class MeOut(Schema):
    """Who is acting, and as what else one could."""

    person_id: int
    name: str
    membership_id: int | None
    role: str
    permissions: list[str]
    memberships: list[OwnMembershipOut]


class TokenOut(Schema):
    """An API token, without its secret."""

    id: int
    name: str
    access: str
    membership_id: int
    expires_at: datetime
    revoked_at: datetime | None


class PermissionOut(Schema):
    """A permission and the roles that carry it."""

    permission: str
    roles: list[str]
