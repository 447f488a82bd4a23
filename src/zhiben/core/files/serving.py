"""Handing a file out. The domain's view has checked that the owning row is visible."""

from urllib.parse import quote

from django.http import FileResponse

from zhiben.core.errors import NotFound
from zhiben.core.files import storage
from zhiben.core.files.kinds import ENDINGS, IMAGES, MEDIA
from zhiben.core.findings import Finding
from zhiben.core.models import File

_SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
_VIEWER = "frame-ancestors 'none'"
"""Browsers' PDF viewers do not start in a sandbox; they run no script of the page."""
_INLINE = IMAGES | {"pdf"}


def serve(file_id: int, variant: str = "original", download_name: str | None = None) -> FileResponse:
    """The bytes of a file or of a copy (`view`, `thumb`), so that a browser cannot run what is in them."""
    row = File.objects.filter(pk=file_id).first()
    if row is None or variant not in ("original", "view", "thumb"):
        raise NotFound(Finding("not-found"))
    if variant != "original" and not storage.is_kept(row.sha256, variant):
        raise NotFound(Finding("not-found"))
    kind = row.kind if variant == "original" else "jpeg"
    response = FileResponse(storage.open_kept(row.sha256, variant), content_type=MEDIA[kind])
    inline = kind in _INLINE and download_name is None
    name = download_name or _named(row.name, kind)
    response["Content-Disposition"] = (
        f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(name)}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _VIEWER if kind == "pdf" else _SANDBOX
    response["Cache-Control"] = "private, max-age=86400, immutable"
    response["ETag"] = f'"{row.sha256}-{variant}"'
    return response


def _named(name: str, kind: str) -> str:
    """The name with the ending of what it really is."""
    ending = ENDINGS.get(kind, kind)
    known = {ending, kind}
    return name if name.rsplit(".", 1)[-1].lower() in known else f"{name}.{ending}"
