"""The vault's keys: in the data folder, made on first use, readable by the program's account alone."""

import os
import secrets
from pathlib import Path

from django.conf import settings

_SIZE = 32


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "keys" / "vault"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _make(name: str) -> bytes:
    """Write a new key, complete or not at all; the one of a process that was faster wins."""
    path = _folder() / f"{name}.key"
    draft = path.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(_SIZE))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_bytes()


def get(key_id: str) -> bytes:
    """The key of that id; FileNotFoundError when it is not on this machine."""
    if not key_id.isalnum():
        raise FileNotFoundError(key_id)
    return (_folder() / f"{key_id}.key").read_bytes()


def ids() -> list[str]:
    """The ids of the encryption keys, oldest first."""
    return sorted(path.stem for path in _folder().glob("k*.key"))


def current() -> tuple[str, bytes]:
    """Id and bytes of the key new data are encrypted with."""
    known = ids()
    if not known:
        _make("k0001")
        known = ids()
    return known[-1], get(known[-1])


def rotate() -> str:
    """Make a new key the present one; `rewrap` then brings the old data under it."""
    number = int(current()[0][1:]) + 1
    _make(f"k{number:04d}")
    return f"k{number:04d}"


def blind_key() -> bytes:
    """The key of the blind index; it stays, for a new one would lose every look-up."""
    path = _folder() / "blind.key"
    return path.read_bytes() if path.exists() else _make("blind")
