"""The keys, apart from the backup: whoever has both has everything, so they are kept in two places."""

import base64
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from zhiben.config.backup.problems import BackupProblem
from zhiben.config.paths import data_dir

_KIND = "zhiben-keys"
_LEDGER = "ledger.ed25519"
_REPLACEABLE = frozenset({"django.secret"})
"""Made by any first command in a new data folder; nothing in an empty database hangs on it."""


def _folder() -> Path:
    return data_dir() / "keys"


def _kept() -> dict[str, bytes]:
    """Every key file by its path; drafts of keys being made are left out."""
    found = {}
    for path in sorted(_folder().rglob("*")):
        if path.is_file() and path.suffix in {".key", ".secret", ".ed25519"}:
            found[str(path.relative_to(_folder()))] = path.read_bytes()
    return found


def needed() -> dict[str, Any]:
    """Which keys a backup made now needs: id of the ledger's key (null: none yet), ids of the vault's."""
    kept = _kept()
    vault = sorted(Path(name).stem for name in kept if name.startswith("vault/"))
    return {"ledger": _ledger_id(kept.get(_LEDGER)), "vault": vault}


def _ledger_id(private: bytes | None) -> str | None:
    if private is None:
        return None
    public = Ed25519PrivateKey.from_private_bytes(private).public_key()
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw)[:8].hex()


def write(target: Path) -> int:
    """Write all keys into one file that only we can read; how many."""
    kept = _kept()
    if not kept:
        raise BackupProblem(f"{_folder()} holds no keys.")
    body = {
        "kind": _KIND,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "keys": {name: base64.b64encode(content).decode() for name, content in kept.items()},
    }
    draft = target.with_name(f".{target.name}.unfinished")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(body, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
    return len(kept)


def read(source: Path) -> dict[str, bytes]:
    """The keys of such a file."""
    try:
        body = json.loads(source.read_text())
        if body["kind"] != _KIND:
            raise ValueError("another kind of file")
        return {name: base64.b64decode(text) for name, text in body["keys"].items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupProblem(f"{source} cannot be read as a file of keys: {error}") from error


def refuse_others(handed: dict[str, bytes]) -> None:
    """BackupProblem when the target has keys of its own that are not those handed in."""
    for name, content in _kept().items():
        if name not in _REPLACEABLE and handed.get(name) != content:
            raise BackupProblem(
                f"{_folder() / name} is another key than the backup's. Restore into a new data folder, "
                "or move this folder of keys away."
            )


def refuse_missing(handed: dict[str, bytes], wanted: dict[str, Any]) -> None:
    """BackupProblem when keys that the backup needs are neither handed in nor there."""
    kept = {**_kept(), **handed}
    missing = [f"vault/{name}" for name in wanted["vault"] if f"vault/{name}.key" not in kept]
    if wanted["ledger"] and _ledger_id(kept.get(_LEDGER)) != wanted["ledger"]:
        missing.append(f"ledger {wanted['ledger']}")
    if missing:
        raise BackupProblem(
            f"The keys of this backup are missing ({', '.join(missing)}). They are kept apart from it: "
            "hand in the file that `zhiben backup --keys FILE` wrote, with --keys FILE."
        )


def place(handed: dict[str, bytes]) -> None:
    """Put the keys into the data folder."""
    for name, content in handed.items():
        path = (_folder() / name).resolve()
        if not path.is_relative_to(_folder().resolve()):
            raise BackupProblem(f"The file of keys names {name!r}, which lies outside of the folder of keys.")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
