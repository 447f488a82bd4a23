"""The manifest: what a backup holds, with digests, and the state of the ledger at its snapshot."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from zhiben.config.backup.problems import BackupProblem

KIND, FORMAT = "zhiben-backup", 1
MANIFEST, DUMP, LIST, FILES = "manifest.json", "database.dump", "files.jsonl", "files"
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """`ledger`: `{heads, last: {size, root, signed_at, key} | null, pending}`; sizes in bytes."""

    version: str
    made_at: str
    server: int
    database_bytes: int
    dump: dict[str, Any]
    files: dict[str, Any]
    ledger: dict[str, Any]
    migrations: list[str]
    keys: dict[str, Any]
    demonstration: bool
    missing: list[str] = field(default_factory=list)
    kind: str = KIND
    format: int = FORMAT


def digest_of(path: Path) -> dict[str, Any]:
    """Size in bytes and SHA-256 of a file."""
    summed, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            summed.update(chunk)
            size += len(chunk)
    return {"size": size, "sha256": summed.hexdigest()}


def write(folder: Path, manifest: Manifest) -> None:
    """The manifest is the last thing written: without one, a folder is no backup."""
    with open(folder / MANIFEST, "x", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())


def read(folder: Path) -> Manifest:
    """The manifest of a backup; BackupProblem where there is none."""
    path = folder / MANIFEST
    if not path.is_file():
        raise BackupProblem(f"{folder} is no backup: it has no {MANIFEST}. An interrupted backup has none.")
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if (found.get("kind"), found.get("format")) != (KIND, FORMAT):
            raise ValueError("another kind or format")
        return Manifest(**found)
    except (ValueError, TypeError, AttributeError) as error:
        raise BackupProblem(f"{path} cannot be read as the manifest of a backup: {error}") from error


def files_of(folder: Path) -> Iterator[dict[str, Any]]:
    """The lines of the list of files: `{name, size, sha256}`."""
    with (folder / LIST).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_whole(folder: Path) -> Manifest:
    """The manifest of a backup that is just as the manifest says; BackupProblem otherwise."""
    found = read(folder)
    damaged = list(problems_of(folder, found))
    if damaged:
        raise BackupProblem("The backup is not whole; nothing was restored.\n" + "\n".join(damaged[:20]))
    return found


def problems_of(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Whatever differs from the manifest: the dump, the list, each file."""
    yield from _differs(folder / DUMP, manifest.dump)
    listed = list(_differs(folder / LIST, manifest.files["list"]))
    yield from listed
    if listed:
        return
    count = 0
    for line in files_of(folder):
        count += 1
        yield from _differs(folder / FILES / line["name"], line)
    if count != manifest.files["count"]:
        yield f"{LIST} names {count} files; the manifest says {manifest.files['count']}"


def _differs(path: Path, expected: dict[str, Any]) -> Iterator[str]:
    if not path.is_file():
        yield f"{path} is missing"
    elif digest_of(path) != {"size": expected["size"], "sha256": expected["sha256"]}:
        yield f"{path} was changed or is damaged"
