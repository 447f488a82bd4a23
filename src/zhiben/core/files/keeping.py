"""Files as the domains use them: store, claim, describe, read."""

import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.conf import settings

from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid, NotFound, TooLarge, WrongType
from zhiben.core.files import storage
from zhiben.core.files.kinds import IMAGES, PURPOSES
from zhiben.core.files.pictures import look
from zhiben.core.files.sniff import sniff
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import act
from zhiben.core.models import File


@dataclass(frozen=True, slots=True)
class FileBrief:
    """What a page shows of a file."""

    id: int
    name: str
    kind: str
    size: int
    is_image: bool
    width: int | None
    height: int | None


def clean_name(name: str) -> str:
    """A file name without path, control or direction marks; Invalid when nothing is left."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in base if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    kept = kept.strip(" .")
    if len(kept) > 200:
        kept = kept[:180] + kept[-20:]
    if not kept:
        raise Invalid(Finding("file-name", field="name"), code="file-name")
    return kept


def refuse_size(size: int) -> None:
    """TooLarge when the file is larger than is taken."""
    if size > settings.ZHIBEN_MAX_UPLOAD:
        limit = settings.ZHIBEN_MAX_UPLOAD // (1024 * 1024)
        raise TooLarge(Finding("file-too-large", {"limit": limit}, "file"), code="file-too-large")


def purpose_kinds(purpose: str) -> frozenset[str]:
    """The kinds a purpose takes; Invalid for an unknown one."""
    if purpose not in PURPOSES:
        raise Invalid(Finding("file-purpose", {"purpose": purpose}, "purpose"), code="file-purpose")
    return PURPOSES[purpose]


def store(*, actor: Actor, at: datetime, data: bytes | BinaryIO, name: str, purpose: str = "any") -> int:
    """Look into a file, keep its bytes and copies, and note who handed it in; its id."""
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    name, taken = clean_name(name), purpose_kinds(purpose)
    sha256, size = storage.digest(stream)
    refuse_size(size)
    kind = sniff(stream, name)
    _refuse_kind(kind, taken, name, purpose)
    picture = look(stream, kind, name) if kind in IMAGES else None
    stream.seek(0)
    storage.keep(sha256, stream)
    for variant, content in (picture.copies if picture else {}).items():
        storage.keep_bytes(sha256, content, variant)
    with act(actor=actor, at=at, operation="core.store_file") as a:
        row = a.create(
            File,
            sha256=sha256,
            size=size,
            kind=kind,
            purpose=purpose,
            name=name,
            width=picture.width if picture else None,
            height=picture.height if picture else None,
            uploaded_by=actor.person_id,
            at=at,
        )
    return int(row.pk)


def _refuse_kind(kind: str, taken: frozenset[str], name: str, purpose: str) -> None:
    if kind in taken:
        return
    if kind == "xls":
        raise WrongType(Finding("file-old-office", {"name": name}, "file"), code="file-old-office")
    code = "file-not-photo" if purpose == "photo" else "file-not-taken"
    params = {"name": name, "kind": kind, "taken": ", ".join(sorted(taken))}
    raise WrongType(Finding(code, params, "file"), code=code)


def claim(actor: Actor, ids: Iterable[int], purpose: str = "any") -> list[int]:
    """The ids, each once, if this person uploaded them and they fit the purpose."""
    wanted, taken = list(dict.fromkeys(ids)), purpose_kinds(purpose)
    rows = {row.pk: row for row in File.objects.filter(pk__in=wanted, uploaded_by=actor.person_id)}
    if len(rows) < len(wanted):
        raise NotFound(Finding("not-found", field="files"))
    for key in wanted:
        _refuse_kind(rows[key].kind, taken, rows[key].name, purpose)
    return wanted


def brief(ids: Iterable[int]) -> dict[int, FileBrief]:
    """What pages show of these files, by id. The caller has checked who may see them."""
    rows = File.objects.filter(pk__in=list(ids))
    return {
        row.pk: FileBrief(row.pk, row.name, row.kind, row.size, row.kind in IMAGES, row.width, row.height)
        for row in rows
    }


def digests(ids: Sequence[int]) -> dict[int, str]:
    """SHA-256 of these files, by id."""
    return dict(File.objects.filter(pk__in=list(ids)).values_list("pk", "sha256"))


def read(file_id: int) -> bytes:
    """The original bytes. The caller has checked who may see them."""
    row = File.objects.filter(pk=file_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    with storage.open_kept(row.sha256) as stream:
        return stream.read()
