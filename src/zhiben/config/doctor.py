"""`zhiben doctor`: where everything is, which versions run, and whether it is well."""

import argparse
import json
import platform
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

import django
import psycopg
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from zhiben.config import postgres
from zhiben.config.database import database_url
from zhiben.config.paths import data_dir
from zhiben.config.running import is_external
from zhiben.config.serving import port, reachable_host
from zhiben.config.terminal import say
from zhiben.core import clock

_ENOUGH_DISK = 500 * 1024 * 1024
_OLDEST_POSTGRES = 150000
_WORKERS = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"
_CHINESE = (
    "SELECT chr(30005) || chr(26799) = '电梯', '治本攻坚' ~ '^\\w{4}$',"
    " to_tsvector('simple', '电梯 梯间') @@ '电梯'::tsquery"
)


@dataclass(frozen=True)
class Check:
    """One thing looked at: whether it is well, and what was seen. Without `needed` it warns only."""

    name: str
    ok: bool
    detail: str
    needed: bool = True


def doctor(argv: list[str]) -> int:
    """Print the state of this installation; 0 if all that is needed is well, 1 if not."""
    parser = argparse.ArgumentParser(prog="zhiben doctor", description=doctor.__doc__)
    parser.add_argument("--json", action="store_true", help="as JSON")
    as_json = parser.parse_args(argv).json
    checks = list(_checks())
    ok = all(check.ok for check in checks if check.needed)
    report = {"ok": ok, **_places(), "checks": [asdict(check) for check in checks]}
    say(json.dumps(report, ensure_ascii=False, indent=2) if as_json else _as_text(report))
    return 0 if ok else 1


def _places() -> dict[str, Any]:
    url = urlsplit(database_url())
    return {
        "address": f"http://{reachable_host()}:{port()}/",
        "data_dir": str(data_dir()),
        "database": {
            "url": database_url(),
            "host": url.hostname,
            "port": url.port or 5432,
            "name": url.path.lstrip("/"),
            "user": url.username,
            "embedded": not is_external(),
        },
        "ports": {"web": port(), "database": url.port or 5432},
        "versions": {
            "zhiben": version("zhiben"),
            "python": platform.python_version(),
            "django": django.get_version(),
            "postgres": _ask("SHOW server_version"),
        },
    }


def _as_text(report: dict[str, Any]) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in report["versions"].items())
    lines = [
        f"address    {report['address']}",
        f"data       {report['data_dir']}",
        f"database   {report['database']['url']}",
        f"versions   {versions}",
    ]
    for check in report["checks"]:
        word = "ok  " if check["ok"] else ("BAD " if check["needed"] else "note")
        lines.append(f"{word} {check['name']}: {check['detail']}")
    return "\n".join(lines)


def _checks() -> Iterator[Check]:
    yield _data_folder()
    yield _disk()
    yield _web()
    reachable = _database()
    yield reachable
    if not reachable.ok:
        return
    django.setup()
    for check in (_server_version, _encoding, _chinese, _migrations, _calendar, _worker, _parked, _mail):
        yield _guarded(check)


def _guarded(check: Callable[[], Check]) -> Check:
    """A check that cannot be made is a check that failed."""
    try:
        return check()
    except Exception as problem:
        return Check(check.__name__.strip("_"), False, str(problem).strip())


def _ask(query: str) -> str | None:
    try:
        with psycopg.connect(database_url(), connect_timeout=5) as session:
            row = session.execute(query.encode()).fetchone()
            return str(row[0]) if row else None
    except psycopg.Error:
        return None


def _data_folder() -> Check:
    probe = data_dir() / ".probe"
    try:
        probe.write_text("ok")
        probe.unlink()
    except OSError as problem:
        return Check("data_dir", False, f"{data_dir()}: {problem.strerror}")
    return Check("data_dir", True, f"{data_dir()} can be written")


def _disk() -> Check:
    free = shutil.disk_usage(data_dir()).free
    return Check("disk", free > _ENOUGH_DISK, f"{free // 1024**2} MB free")


def _web() -> Check:
    with socket.socket() as probe:
        probe.settimeout(2)
        listening = probe.connect_ex((reachable_host(), port())) == 0
    state = "something listens" if listening else "nothing listens; `zhiben up` starts it"
    return Check("web", listening, f"port {port()}: {state}", needed=False)


def _database() -> Check:
    if _ask("SELECT 1"):
        return Check("database", True, "takes connections")
    if not is_external() and postgres.find_server(data_dir()) is None:
        return Check("database", False, "the embedded PostgreSQL does not run; `zhiben up` starts it")
    return Check("database", False, "takes no connections")


def _server_version() -> Check:
    number = int(_ask("SHOW server_version_num") or 0)
    return Check(
        "postgres", number >= _OLDEST_POSTGRES, f"{_ask('SHOW server_version')} (15 or later is needed)"
    )


def _encoding() -> Check:
    encoding = _ask("SHOW server_encoding")
    collation = _ask(
        "SELECT datcollate || ' / ' || datctype FROM pg_database WHERE datname = current_database()"
    )
    return Check("encoding", encoding == "UTF8", f"{encoding}, collation {collation}")


def _chinese() -> Check:
    with connection.cursor() as cursor:
        cursor.execute(_CHINESE)
        whole = all(cursor.fetchone() or [False])
    return Check("chinese", whole, "characters, word classes and search work" if whole else "not whole")


def _migrations() -> Check:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    names = ", ".join(f"{step.app_label}.{step.name}" for step, _ in waiting)
    return Check("migrations", not waiting, f"to apply: {names}" if waiting else "all applied")


def _calendar() -> Check:
    """The working calendar is announced late each year; what follows is then counted with a warning."""
    # Models can be imported only after django.setup().
    lines = import_module("zhiben.core.calendar.queries").years()
    last = max((line.year for line in lines if line.announced), default=0)
    year = clock.today().year
    return Check("calendar", last >= year, f"announced until {last or 'never'}; it is {year}", needed=False)


def _worker() -> Check:
    alive = int(_ask(_WORKERS) or 0)
    return Check("worker", alive > 0, f"{alive} alive", needed=False)


def _parked() -> Check:
    """After a restore, jobs that go out wait until somebody lets them go."""
    # Models can be imported only after django.setup().
    count = sum(one.count for one in import_module("zhiben.core.jobs.outbound").parked())
    told = f"{count} wait since a restore; `zhiben restore release-jobs` lets them go" if count else "none"
    return Check("parked_jobs", count == 0, told, needed=False)


def _mail() -> Check:
    """Whether one-time links can be mailed; without a mail server they are handed over."""
    host = settings.EMAIL_HOST
    if not host:
        return Check("mail", True, "no mail server (ZHIBEN_SMTP_HOST): links are handed over", needed=False)
    try:
        with socket.create_connection((host, settings.EMAIL_PORT), timeout=5):
            return Check("mail", True, f"{host}:{settings.EMAIL_PORT} answers", needed=False)
    except OSError as problem:
        return Check("mail", False, f"{host}:{settings.EMAIL_PORT}: {problem}", needed=False)


if __name__ == "__main__":
    raise SystemExit(doctor([]))
