"""Uploads in parts, so that a slow phone holds no worker and goes on where it stopped."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid, NotFound, RuleBroken, TooLarge
from zhiben.core.files import keeping, storage
from zhiben.core.files.kinds import PART
from zhiben.core.findings import Finding
from zhiben.core.models import File, Upload

EXPIRY = timedelta(hours=24)
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an upload has come."""

    upload: UUID
    received: int
    part: int = PART


@dataclass(frozen=True, slots=True)
class Finished:
    """The file an upload became."""

    file: int
    name: str
    kind: str
    size: int


def begin(
    *, actor: Actor, at: datetime, name: str, size: int, sha256: str = "", purpose: str = "any"
) -> Progress:
    """Announce a file; refuses at once what would be refused later for its size or purpose."""
    name = keeping.clean_name(name)
    keeping.purpose_kinds(purpose)
    if size < 1:
        raise Invalid(Finding("file-size", field="size"), code="file-size")
    keeping.refuse_size(size)
    if sha256 and not _SHA256.fullmatch(sha256):
        raise Invalid(Finding("value-out-of-range", field="sha256"))
    row = Upload.objects.create(
        person_id=actor.person_id,
        name=name,
        purpose=purpose,
        size=size,
        sha256=sha256,
        at=at,
        expires_at=at + EXPIRY,
    )
    return Progress(row.pk, 0)


def progress(actor: Actor, upload: UUID) -> Progress:
    """How much of an upload has arrived."""
    row = Upload.objects.filter(pk=upload, person_id=actor.person_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    return Progress(row.pk, row.received)


def append(*, actor: Actor, at: datetime, upload: UUID, offset: int, content: bytes) -> Progress:
    """Add the part that starts at `offset`; one that has arrived already changes nothing."""
    if len(content) > PART:
        raise TooLarge(Finding("part-too-large"), code="part-too-large")
    with transaction.atomic():
        row = _locked(actor, upload, at)
        if offset + len(content) <= row.received and row.file_id is None:
            return Progress(row.pk, row.received)
        if offset != row.received or not content or row.file_id is not None:
            raise RuleBroken(Finding("part-offset", {"received": row.received}), code="part-offset")
        if offset + len(content) > row.size:
            raise Invalid(Finding("file-size", field="size"), code="file-size")
        storage.write_part(str(row.pk), offset, content)
        row.received += len(content)
        row.save(update_fields=["received"])
    return Progress(row.pk, row.received)


def finish(*, actor: Actor, at: datetime, upload: UUID) -> Finished:
    """All parts have arrived: look into the file and keep it. Asking again gives the same file."""
    with transaction.atomic():
        row = _locked(actor, upload, at)
        if row.file_id is None:
            row.file_id = _kept(actor, at, row)
            row.save(update_fields=["file"])
            transaction.on_commit(lambda: storage.drop_parts(str(row.pk)))
        made = File.objects.get(pk=row.file_id)
    return Finished(made.pk, made.name, made.kind, made.size)


def _kept(actor: Actor, at: datetime, row: Upload) -> int:
    if row.received != row.size:
        params = {"received": row.received, "size": row.size}
        raise RuleBroken(Finding("part-missing", params), code="part-missing")
    with storage.joined(str(row.pk), row.size) as stream:
        sha256, size = storage.digest(stream)
        if size != row.size or (row.sha256 and sha256 != row.sha256):
            raise RuleBroken(Finding("file-digest"), code="file-digest")
        return keeping.store(actor=actor, at=at, data=stream, name=row.name, purpose=row.purpose)


def _locked(actor: Actor, upload: UUID, at: datetime) -> Upload:
    rows = Upload.objects.select_for_update().filter(pk=upload, person_id=actor.person_id)
    row = rows.filter(expires_at__gt=at).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    return row


def expire(at: datetime) -> int:
    """Forget uploads past their term and delete their parts; returns how many."""
    gone = list(Upload.objects.filter(expires_at__lte=at).values_list("pk", flat=True)[:500])
    for key in gone:
        storage.drop_parts(str(key))
    Upload.objects.filter(pk__in=gone).delete()
    return len(gone)
