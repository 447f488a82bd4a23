"""Where the platform keeps its data on this machine."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
"""The repository (or the folder the package was installed beside)."""


def data_dir() -> Path:
    """ZHIBEN_DATA_DIR, or `var` in the repository; made if missing."""
    path = Path(os.environ.get("ZHIBEN_DATA_DIR") or ROOT / "var").resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path
