"""Uploads in parts for the pages' own script, under /files/uploads/."""

from dataclasses import asdict
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from pydantic import ValidationError

from zhiben.core import clock
from zhiben.core.errors import Invalid
from zhiben.core.files import uploads
from zhiben.core.files.schemas import UploadIn
from zhiben.core.findings import Finding


@require_POST
def begin(request: HttpRequest) -> JsonResponse:
    """Announce a file."""
    try:
        wanted = UploadIn.model_validate_json(request.body)
    except ValidationError as error:
        fields = [".".join(str(part) for part in one["loc"]) for one in error.errors()]
        raise Invalid(*[Finding("value-out-of-range", field=field) for field in fields]) from error
    made = uploads.begin(actor=request.actor, at=clock.now(), **wanted.model_dump())  # type: ignore[attr-defined]
    return JsonResponse(asdict(made), status=201)


@require_GET
def progress(request: HttpRequest, upload: UUID) -> JsonResponse:
    """How much has arrived."""
    return JsonResponse(asdict(uploads.progress(request.actor, upload)))  # type: ignore[attr-defined]


@require_http_methods(["PUT"])
def append(request: HttpRequest, upload: UUID, offset: int) -> JsonResponse:
    """One part."""
    made = uploads.append(
        actor=request.actor,  # type: ignore[attr-defined]
        at=clock.now(),
        upload=upload,
        offset=offset,
        content=request.body,
    )
    return JsonResponse(asdict(made))


@require_POST
def finish(request: HttpRequest, upload: UUID) -> JsonResponse:
    """All parts are sent."""
    made = uploads.finish(actor=request.actor, at=clock.now(), upload=upload)  # type: ignore[attr-defined]
    return JsonResponse(asdict(made), status=201)
