"""Where bytes lie: under their SHA-256, written once, through Django's storage."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

CHUNK = 256 * 1024


def digest(stream: BinaryIO) -> tuple[str, int]:
    """SHA-256 and size of a stream, which is rewound."""
    summed, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        summed.update(chunk)
        size += len(chunk)
    stream.seek(0)
    return summed.hexdigest(), size


def path_of(sha256: str, variant: str = "original") -> str:
    """The storage path of the bytes, or of a copy made from them."""
    folder = f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
    return folder if variant == "original" else f"copies/{folder}.{variant}.jpg"


def keep(sha256: str, stream: BinaryIO, variant: str = "original") -> None:
    """Write the bytes unless they are there already."""
    path = path_of(sha256, variant)
    if not default_storage.exists(path):
        default_storage.save(path, File(stream))


def keep_bytes(sha256: str, content: bytes, variant: str) -> None:
    """Write a copy unless it is there already."""
    path = path_of(sha256, variant)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))


def open_kept(sha256: str, variant: str = "original") -> IO[bytes]:
    """The stored bytes."""
    return default_storage.open(path_of(sha256, variant), "rb")


def is_kept(sha256: str, variant: str) -> bool:
    """Whether there are such bytes."""
    return default_storage.exists(path_of(sha256, variant))


def part_path(upload: str, offset: int) -> str:
    """The storage path of a part of an upload."""
    return f"uploads/{upload}/{offset:012d}"


def write_part(upload: str, offset: int, content: bytes) -> None:
    """Write a part; one left by a request that failed gives way."""
    path = part_path(upload, offset)
    if default_storage.exists(path):
        default_storage.delete(path)
    default_storage.save(path, ContentFile(content))


def drop_parts(upload: str) -> None:
    """Delete the parts of an upload."""
    folder = f"uploads/{upload}"
    if not default_storage.exists(folder):
        return
    for name in default_storage.listdir(folder)[1]:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)


@contextmanager
def joined(upload: str, size: int) -> Iterator[BinaryIO]:
    """The parts of an upload as one stream."""
    with tempfile.TemporaryFile() as whole:
        offset = 0
        while offset < size:
            with default_storage.open(part_path(upload, offset), "rb") as part:
                content = part.read()
            if not content:
                break
            whole.write(content)
            offset += len(content)
        whole.seek(0)
        yield whole
