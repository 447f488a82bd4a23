"""Taking a backup of a live system: dump first, then the files its rows name, then the manifest."""

import hashlib
import json
import os
import shutil
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from zhiben.config import first_start
from zhiben.config.backup import keys, manifest
from zhiben.config.backup.manifest import DUMP, FILES, LIST, Manifest
from zhiben.config.backup.problems import BackupProblem
from zhiben.config.backup.snapshot import snapshot
from zhiben.core.files import storage

_VARIANTS = ("original", "view", "thumb")
_CHUNK = 256 * 1024
_FILES = "SELECT DISTINCT sha256 FROM core_file ORDER BY 1"
_MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"


def take(target: Path) -> Manifest:
    """Back up into a folder, or into one file where the name ends with .tar. Django is set up."""
    if target.exists():
        raise BackupProblem(f"{target} is there already. A backup is never written over: name a new one.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _draft(target) as folder:
        made = _fill(folder)
        if target.suffix == ".tar":
            _pack(folder, target)
        else:
            folder.rename(target)
        _sync(target.parent)
    return made


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """A folder of another name; what an interrupted backup left there is thrown away."""
    folder = target.with_name(f".{target.name}.unfinished")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(folder: Path) -> Manifest:
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    with snapshot() as snap:
        facts: dict[str, Any] = {
            "server": snap.server,
            "database_bytes": snap.number("SELECT pg_database_size(current_database())"),
            "ledger": snap.ledger(),
            "migrations": snap.column(_MIGRATIONS),
        }
        digests = snap.column(_FILES)
        snap.dump(folder / DUMP)
        _sync(folder / DUMP)
    # The bytes a row names lie there before the row is committed, and stay: copying afterwards misses none.
    files, missing = _copy_files(folder, digests)
    made = Manifest(
        version=version("zhiben"),
        made_at=made_at,
        dump=manifest.digest_of(folder / DUMP),
        files={**files, "list": manifest.digest_of(folder / LIST)},
        keys=keys.needed(),
        demonstration=first_start.is_demonstration(),
        missing=missing,
        **facts,
    )
    manifest.write(folder, made)
    return made


def _copy_files(folder: Path, digests: Iterable[str]) -> tuple[dict[str, Any], list[str]]:
    """Copy bytes and copies made from them; names, sizes and digests go into the list. Also what is missing."""
    count, total, missing = 0, 0, []
    with (folder / LIST).open("x", encoding="utf-8") as lines:
        for digest in digests:
            for variant in _VARIANTS:
                line = _copy(folder / FILES, digest, variant)
                if line is None and variant == "original":
                    missing.append(digest)
                if line is not None:
                    count, total = count + 1, total + line["size"]
                    lines.write(json.dumps(line) + "\n")
        lines.flush()
        os.fsync(lines.fileno())
    return {"count": count, "bytes": total}, missing


def _copy(folder: Path, digest: str, variant: str) -> dict[str, Any] | None:
    """One file; None where it is not there, or where its bytes are not those its name says."""
    if not storage.is_kept(digest, variant):
        return None
    name = storage.path_of(digest, variant)
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    summed, size = hashlib.sha256(), 0
    with storage.open_kept(digest, variant) as source, path.open("xb") as target:
        while chunk := source.read(_CHUNK):
            summed.update(chunk)
            size += len(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    if variant == "original" and summed.hexdigest() != digest:
        path.unlink()
        return None
    return {"name": name, "size": size, "sha256": summed.hexdigest()}


def _pack(folder: Path, target: Path) -> None:
    draft = target.with_name(f".{target.name}.unfinished.tar")
    try:
        with draft.open("wb") as raw:
            os.chmod(draft, 0o600)
            with tarfile.open(fileobj=raw, mode="w") as archive:
                archive.add(folder, arcname=".")
            raw.flush()
            os.fsync(raw.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Bring a file or folder to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
