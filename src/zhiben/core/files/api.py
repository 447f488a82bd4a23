"""Uploads in parts, under /api/v1/files/."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Router, Status
from pydantic import Field

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.files import uploads
from zhiben.core.files.schemas import FinishedOut, UploadIn, UploadOut
from zhiben.core.input import BIGGEST

router = Router(tags=["files"])

Offset = Annotated[int, Field(ge=0, le=BIGGEST), Path()]


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by the API's authentication
    return actor


@router.post("/uploads/", response={201: UploadOut}, summary="Announce a file")
def begin(request: HttpRequest, body: UploadIn) -> Status:
    """Announce a file that will be sent in parts."""
    made = uploads.begin(actor=_actor(request), at=clock.now(), **body.model_dump())
    return Status(201, made)


@router.get("/uploads/{upload}/", response=UploadOut, summary="How much has arrived")
def progress(request: HttpRequest, upload: UUID) -> uploads.Progress:
    """Where to go on after an interruption."""
    return uploads.progress(_actor(request), upload)


@router.post("/uploads/{upload}/finish/", response={201: FinishedOut}, summary="All parts are sent")
def finish(request: HttpRequest, upload: UUID) -> Status:
    """Look into the file and keep it."""
    return Status(201, uploads.finish(actor=_actor(request), at=clock.now(), upload=upload))


@router.put(
    "/uploads/{upload}/{offset}/",
    response=UploadOut,
    summary="Send a part",
    openapi_extra={"requestBody": {"content": {"application/octet-stream": {}}, "required": True}},
)
def append(request: HttpRequest, upload: UUID, offset: Offset) -> uploads.Progress:
    """The bytes from this offset on, at most 512 kB."""
    return uploads.append(
        actor=_actor(request), at=clock.now(), upload=upload, offset=offset, content=request.body
    )
