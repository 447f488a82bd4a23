"""Restoring a backup: check it, load the database, lay down the files, park what goes out, prove the ledger."""

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from zhiben.config import first_start
from zhiben.config.backup import ending, heads, keys, manifest, programs, target
from zhiben.config.backup.manifest import DUMP, FILES, MANIFEST, Manifest
from zhiben.config.backup.problems import BackupProblem
from zhiben.core.jobs import outbound


@dataclass
class Restored:
    """What was restored, and what the operator should know."""

    manifest: Manifest
    parked: int = 0
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def restore(folder: Path, found: Manifest, key_file: Path | None, head_file: Path | None) -> Restored:
    """Restore a whole backup into the empty place that the environment names. The database runs, Django is set up."""
    handed = keys.read(key_file) if key_file else {}
    carried = heads.read(head_file) if head_file else []
    _refuse_newer(found)
    target.refuse_unless_empty(found)
    keys.refuse_others(handed)
    keys.refuse_missing(handed, found.keys)
    keys.place(handed)
    _load_database(folder, found)
    _lay_down_files(folder)
    return _finish(folder, found, carried)


def _refuse_newer(found: Manifest) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = sorted(set(found.migrations) - known)
    if unknown:
        raise BackupProblem(
            f"The backup was made by zhiben {found.version}, which knows more than this one "
            f"({', '.join(unknown[:5])}). Restore with that version or a later one."
        )


def _load_database(folder: Path, found: Manifest) -> None:
    programs.call(
        programs.program("pg_restore", found.server),
        programs.owner_url(),
        *("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-comments"),
        str(folder / DUMP),
    )
    done = subprocess.run([sys.executable, "-m", "zhiben.cli", "migrate", "--quiet"], check=False)
    if done.returncode:
        raise BackupProblem("The database was restored, but its tables could not be brought up to date.")


def _lay_down_files(folder: Path) -> None:
    for line in manifest.files_of(folder):
        with (folder / FILES / line["name"]).open("rb") as content:
            default_storage.save(line["name"], File(content))


def _finish(folder: Path, found: Manifest, carried: list[dict[str, Any]]) -> Restored:
    """With the database and the files in place: what begins anew, the act, the proof."""
    result = Restored(found)
    compared = heads.compare(found.ledger, carried)
    result.problems += compared.problems
    if carried:
        result.notes.append(f"{compared.compared} carried heads compared")
    if compared.newer:
        result.notes.append(
            f"{compared.newer} carried heads are newer than the backup: what they cover was done after it and is lost"
        )
    ending.forget_unfinished_uploads()
    result.parked = outbound.park()
    ending.write_act((folder / MANIFEST).read_bytes(), found)
    ending.export_heads()
    first_start.mark_restored(found.demonstration)
    result.problems += ending.verify()
    connection.close()
    return result
