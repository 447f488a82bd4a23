"""Uploads as JSON."""

from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from zhiben.core.input import BIGGEST, Code, Input, Line


class UploadIn(Input):
    """A file about to be sent."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "配电箱.jpg", "size": 812345, "sha256": "", "purpose": "photo"}]
        }
    )

    name: Line
    size: int = Field(ge=1, le=BIGGEST)
    sha256: str = Field(default="", max_length=64)
    purpose: Code = "any"


class UploadOut(Schema):
    """How far an upload has come."""

    upload: UUID
    received: int
    part: int


class FinishedOut(Schema):
    """The file an upload became."""

    file: int
    name: str
    kind: str
    size: int
