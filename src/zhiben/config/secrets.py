"""Secrets of this deployment: made once, kept in the data folder, never in the repository."""

import os
import secrets

from zhiben.config.paths import data_dir


def secret(name: str) -> str:
    """The secret of that name (43 characters); `ZHIBEN_SECRET_<NAME>` overrides the file."""
    given = os.environ.get(f"ZHIBEN_SECRET_{name.upper()}")
    if given:
        return given
    folder = data_dir() / "keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{name}.secret"
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(32))
    return path.read_text().strip()
