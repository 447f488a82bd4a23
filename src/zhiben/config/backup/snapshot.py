"""What stands in the database at one moment: the facts of the manifest and the dump, in one exported snapshot."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from zhiben.config.backup import programs
from zhiben.config.backup.problems import BackupProblem
from zhiben.config.running import is_external

_LAST_HEAD = "SELECT size, root, signed_at, key FROM core_head ORDER BY size DESC LIMIT 1"
_HIDING = """
SELECT DISTINCT tablename FROM pg_policies WHERE schemaname = 'public' AND cmd IN ('ALL', 'SELECT')
   AND qual <> 'true' AND qual NOT LIKE '%zhiben.vault%'
"""


@dataclass(frozen=True)
class Snapshot:
    """An open snapshot; whoever names its id sees just this state."""

    session: psycopg.Connection
    id: str
    server: int

    def number(self, query: str) -> int:
        """One number."""
        row = self.session.execute(query.encode()).fetchone()
        return int(row[0]) if row else 0

    def column(self, query: str) -> list[Any]:
        """The first column of all rows."""
        return [row[0] for row in self.session.execute(query.encode())]

    def ledger(self) -> dict[str, Any]:
        """How many heads there are, the last of them, and how many entries wait to be sealed."""
        row = self.session.execute(_LAST_HEAD).fetchone()
        last = None
        if row:
            size, root, signed_at, key = row
            last = {"size": size, "root": root.hex(), "signed_at": signed_at.isoformat(), "key": key}
        heads, pending = (self.number(f"SELECT count(*) FROM {t}") for t in ("core_head", "core_pending"))  # noqa: S608 - our own names
        return {"heads": heads, "last": last, "pending": pending}

    def dump(self, target: Path) -> None:
        """The whole database as it stands in this snapshot."""
        more = ["--enable-row-security"] if is_external() else []
        programs.call(
            programs.program("pg_dump", self.server),
            programs.reading_url(),
            *("--format=custom", f"--snapshot={self.id}", f"--file={target}"),
            *("--no-owner", "--no-privileges", *more),
        )


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Open a snapshot that pg_dump can use; it ends with the block."""
    try:
        session = psycopg.connect(programs.reading_url(), connect_timeout=5)
    except psycopg.Error as problem:
        raise BackupProblem(f"The database cannot be reached: {str(problem).strip()}") from problem
    with session:
        session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        session.execute("SET LOCAL zhiben.vault = 'on'")
        row = session.execute(
            "SELECT pg_export_snapshot(), current_setting('server_version_num')::int"
        ).fetchone()
        if row is None or session.execute("SELECT to_regclass('core_head')").fetchone() == (None,):
            raise BackupProblem("The database holds nothing of Zhiben; there is nothing to back up.")
        found = Snapshot(session, row[0], row[1] // 10_000)
        if is_external() and (hiding := found.column(_HIDING)):
            raise BackupProblem(f"Rows of {', '.join(hiding)} may be hidden from the role of the backup.")
        yield found
