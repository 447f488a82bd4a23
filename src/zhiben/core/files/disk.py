"""The folder the bytes lie in: a file is there whole or not at all, also after a kill or on a full disk."""

import os
import uuid
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

DRAFTS = ".drafts"
"""Where files lie while they are written; what a killed process left there can be thrown away."""


class WholeFileStorage(FileSystemStorage):
    """Django's storage in a folder, which writes beside, brings to disk and then gives the name."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: names are digests, and whoever writes the same name writes the same bytes."""
        return name

    def _save(self, name: str, content: Any) -> str:
        target = Path(self.path(name))
        drafts = Path(self.path(DRAFTS))
        drafts.mkdir(parents=True, exist_ok=True)
        draft = drafts / uuid.uuid4().hex
        try:
            with open(draft, "xb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            target.parent.mkdir(parents=True, exist_ok=True)
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
        return name


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
