"""The harness' own list of what was acknowledged: one line each, on disk before the next request is sent."""

import json
import os
import threading
from collections import Counter
from pathlib import Path
from typing import Any


class OwnList:
    """Append-only; safe for several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(self, kind: str, **what: Any) -> None:
        """Write one acknowledged thing."""
        line = json.dumps({"kind": kind, **what}, ensure_ascii=False) + "\n"
        with self._lock:
            os.write(self._handle, line.encode())
            os.fsync(self._handle)

    def lines(self, kind: str) -> list[dict[str, Any]]:
        """What was noted of one kind."""
        return [line for line in self._all() if line["kind"] == kind]

    def counts(self) -> Counter[str]:
        """How many of each kind."""
        return Counter(line["kind"] for line in self._all())

    def _all(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.path.read_text().splitlines()]
