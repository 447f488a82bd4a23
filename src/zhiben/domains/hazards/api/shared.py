"""What every part of the hazards API uses."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from zhiben.core import clock
from zhiben.core.input import Id, Input
from zhiben.domains.hazards import operations, queries

router = Router(tags=["hazards"])


class HazardOut(Schema):
    """One hazard of a list."""

    id: int
    number: str
    title: str
    unit_id: int
    body_id: int | None
    area: int
    sector: str
    matter: str
    state: str
    grade: str
    channel: str
    found_day: date
    limit_first: date | None
    limit_day: date | None
    ended_day: date | None
    version: int


class FindingOut(Schema):
    """Why a step is not possible now."""

    code: str
    params: dict[str, Any]


class ActionOut(Schema):
    """A step possible in this state, with what stands against it."""

    name: str
    findings: list[FindingOut]


class FileOut(Schema):
    """A file of a step."""

    id: int
    name: str
    taken_at: datetime | None
    latitude: Decimal | None
    longitude: Decimal | None
    is_image: bool


class StepOut(Schema):
    """One line of the timeline."""

    round: int
    step: str
    at: datetime
    recorded_at: datetime
    person: str
    body: str
    text: str
    data: dict[str, Any]
    files: list[FileOut]


class SignatureOut(Schema):
    """Who signed what on which side; `image`: a drawn signature is kept."""

    id: int
    round: int
    step: str
    side: str
    person_id: int
    has_image: bool

    @staticmethod
    def resolve_has_image(signature: dict[str, Any]) -> bool:
        """The number in the vault stays inside."""
        return signature["image"] is not None


class CaseOut(HazardOut):
    """One hazard with its timeline and what may be done now."""

    grade_basis: str
    criterion: str
    description: str
    place: str
    site_id: int | None
    site: str
    round: int
    signatures: list[SignatureOut]
    steps: list[StepOut]
    treatments: list[dict[str, Any]]
    extensions: list[dict[str, Any]]
    suspensions: list[dict[str, Any]]
    found_by: str
    listed: str
    merged_into_id: int | None
    handed_to: str
    internal: bool
    ordered: bool
    producing: bool | None
    finder_signs: bool
    participants: list[dict[str, Any]]
    parts: dict[str, Any]
    actions: list[ActionOut]


class PhotoIn(Input):
    """An uploaded photograph or document, with where and when it was taken."""

    file_id: Id
    taken_at: AwareDatetime | None = None
    latitude: Decimal | None = Field(default=None, ge=-90, le=90, decimal_places=6)
    longitude: Decimal | None = Field(default=None, ge=-180, le=180, decimal_places=6)


class StepIn(Input):
    """A step with words; `version` is the version the person saw."""

    version: int = Field(ge=1, le=2_000_000_000)
    text: str = Field(default="", max_length=4000)
    model_config = {"json_schema_extra": {"examples": [{"version": 3, "text": "已按方案整改"}]}}


class TextIn(StepIn):
    """A step that needs words."""

    text: str = Field(min_length=1, max_length=4000)
    model_config = {"json_schema_extra": {"examples": [{"version": 3, "text": "现场查看，情况属实"}]}}


class DoneIn(TextIn):
    """What was done or found, with files."""

    photos: list[PhotoIn] = Field(default=[], max_length=30)
    model_config = {
        "json_schema_extra": {"examples": [{"version": 4, "text": "已更换", "photos": [{"file_id": 1}]}]}
    }


def case_of(request: HttpRequest, pk: int) -> Any:
    return queries.case(request.actor, pk, clock.today())


def photos_of(photos: list[PhotoIn]) -> list[operations.Photo]:
    return [operations.Photo(**photo.model_dump()) for photo in photos]


def who(request: HttpRequest, pk: int, version: int) -> dict[str, Any]:
    return {"actor": request.actor, "at": clock.now(), "hazard_id": pk, "seen_version": version}
