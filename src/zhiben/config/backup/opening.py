"""A backup as a folder, whether it is one or lies in a .tar file."""

import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zhiben.config.backup.problems import BackupProblem


@contextmanager
def opened(source: Path) -> Iterator[Path]:
    """The folder of a backup; a .tar file is unpacked beside itself and thrown away afterwards."""
    if source.is_dir():
        yield source
        return
    if not source.is_file():
        raise BackupProblem(f"{source} is not there.")
    with tempfile.TemporaryDirectory(dir=source.parent, prefix=".unpacked-") as folder:
        try:
            with tarfile.open(source) as archive:
                archive.extractall(folder, filter="data")
        except (tarfile.TarError, OSError) as error:
            raise BackupProblem(f"{source} cannot be unpacked: {error}") from error
        yield Path(folder)
