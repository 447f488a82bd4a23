"""Start, find and stop the embedded server of a data folder.

The server outlives the process that started it; whoever starts next finds it running and uses it.
"""

import fcntl
import os
import shlex
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from zhiben.config.postgres.account import Account, account_for, binaries, major_version, new_home
from zhiben.config.postgres.addresses import (
    SUPERUSER,
    Addresses,
    free_port,
    is_free,
    new_addresses,
    read_addresses,
    write_addresses,
)
from zhiben.config.postgres.errors import DatabaseProblem
from zhiben.config.postgres.roles import ensure_roles
from zhiben.config.postgres.sizes import memory_settings

_START_TRIES_SECONDS = 30.0
_LOG_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True)
class _Cluster:
    data: Path
    home: Path
    account: Account
    bin: Path

    @property
    def files(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.home / "cluster"

    def call(self, program: str, *arguments: str) -> tuple[int, str]:
        """Run one of the server's programs: exit code and output."""
        done = self.account.run([str(self.bin / program), *arguments], self.home)
        return done.returncode, done.stdout


def start(data: Path, *, durable: bool = True) -> Addresses:
    """Make the server if there is none, start it if it does not run, and return its addresses."""
    data = data.resolve()
    with _alone(data):
        cluster, addresses = _open(data)
        _refuse_other_version(cluster)
        if not cluster.files.exists():
            _initialise(cluster, addresses, durable)
        addresses = _bring_up(cluster, addresses, durable)
        ensure_roles(addresses)
    return addresses


def _bring_up(cluster: _Cluster, addresses: Addresses, durable: bool) -> Addresses:
    """Start the server unless it answers; one that was just killed may still be seen for a moment."""
    deadline = time.monotonic() + _START_TRIES_SECONDS
    while not is_answering(addresses):
        if find_server(cluster.data) is None:
            addresses = _move_if_port_is_taken(cluster.data, addresses)
            _launch(cluster, addresses, durable)
        elif time.monotonic() > deadline:
            raise DatabaseProblem(f"PostgreSQL runs at port {addresses.port} but takes no connections.")
        else:
            time.sleep(0.2)
    return addresses


def stop(data: Path) -> bool:
    """Stop the server of this data folder in good order; whether one was running."""
    with _alone(data):
        if find_server(data) is None:
            return False
        cluster, _ = _open(data)
        code, output = cluster.call(
            "pg_ctl", "stop", "-D", str(cluster.files), "-m", "fast", "-w", "-t", "60"
        )
        if code:
            raise DatabaseProblem(f"The embedded PostgreSQL did not stop:\n{output}")
    return True


def find_server(data: Path) -> int | None:
    """Process id of the running server of this data folder, or None."""
    addresses = read_addresses(data)
    if addresses is None:
        return None
    files = Path(addresses.home) / "cluster"
    try:
        pid = int((files / "postmaster.pid").read_text().split()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None
    return pid if _serves(pid, files) else None


def is_answering(addresses: Addresses) -> bool:
    """Whether the server takes connections."""
    try:
        with psycopg.connect(addresses.superuser_url, connect_timeout=3):
            return True
    except psycopg.Error:
        return False


def _serves(pid: int, files: Path) -> bool:
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and Path(process.cwd()) == files
    except psutil.Error:
        return False


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    with open(data / "database.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _open(data: Path) -> tuple[_Cluster, Addresses]:
    addresses = read_addresses(data)
    if addresses is None:
        home = new_home(data)
        if (home / "cluster").exists():
            raise DatabaseProblem(
                f"{home} holds a database, but {data / 'database.json'} with its passwords is missing. "
                "Put that file back, or move the folder away to begin anew."
            )
        addresses = new_addresses(home)
        write_addresses(data, addresses)
    home = Path(addresses.home)
    account = account_for(home)
    home.mkdir(mode=0o700, exist_ok=True)
    account.own(home)
    return _Cluster(data, home, account, binaries(home, account)), addresses


def _refuse_other_version(cluster: _Cluster) -> None:
    marker = cluster.files / "PG_VERSION"
    if not marker.exists():
        return
    found, ours = marker.read_text().strip(), major_version()
    if found != ours:
        raise DatabaseProblem(
            f"{cluster.files} was written by PostgreSQL {found}; this version of zhiben brings PostgreSQL {ours}. "
            f"To move: with the former version of zhiben running, "
            f"`pg_dump --format=custom --file=zhiben.dump URL` (the owner_url in {cluster.data}/database.json); stop "
            f"it; move {cluster.home} and database.json away; `zhiben migrate` with this version; then "
            f"`pg_restore --clean --if-exists --dbname=URL zhiben.dump` with the new owner_url."
        )


def _initialise(cluster: _Cluster, addresses: Addresses, durable: bool) -> None:
    draft, word = cluster.home / "cluster.new", cluster.home / "password.new"
    _remove_draft(cluster, draft)
    word.unlink(missing_ok=True)
    handle = os.open(word, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(addresses.superuser_url.split(":")[2].split("@")[0])
    cluster.account.own(word)
    code, output = cluster.call(
        "initdb",
        f"--pgdata={draft}",
        "--locale=C.UTF-8",
        "--encoding=UTF8",
        "--auth=scram-sha-256",
        f"--username={SUPERUSER}",
        f"--pwfile={word}",
        "--no-instructions",
        *([] if durable else ["--no-sync"]),
    )
    word.unlink()
    if code:
        raise DatabaseProblem(f"The embedded PostgreSQL could not be made:\n{output}")
    draft.rename(cluster.files)


def _remove_draft(cluster: _Cluster, draft: Path) -> None:
    if draft.exists():
        cluster.account.run(["/bin/rm", "-rf", str(draft)], cluster.home)


def _move_if_port_is_taken(data: Path, addresses: Addresses) -> Addresses:
    if is_free(addresses.port):
        return addresses
    moved = addresses.moved_to(free_port())
    write_addresses(data, moved)
    return moved


def _launch(cluster: _Cluster, addresses: Addresses, durable: bool) -> None:
    options = {
        "port": str(addresses.port),
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "max_connections": "100",
        "log_timezone": "UTC",
        **memory_settings(psutil.virtual_memory().total),
        **({} if durable else {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}),
    }
    words = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in options.items())
    log = cluster.home / "postgres.log"
    _turn_over(log)
    deadline = time.monotonic() + _START_TRIES_SECONDS
    while True:
        _forget_stale_pid(cluster)
        code, output = cluster.call(
            "pg_ctl", "start", "-D", str(cluster.files), "-l", str(log), "-w", "-t", "60", "-o", words
        )
        if code == 0:
            return
        if time.monotonic() > deadline:
            raise DatabaseProblem(f"The embedded PostgreSQL did not start:\n{output}{_tail(log)}")
        # After kill -9 the orphaned backends need a moment to notice and let go of the shared memory.
        time.sleep(0.5)


def _forget_stale_pid(cluster: _Cluster) -> None:
    """Remove a lock file whose process id now belongs to something else (common after a container restart)."""
    lock = cluster.files / "postmaster.pid"
    if not lock.exists():
        return
    serving = any(_serves(pid, cluster.files) for pid in psutil.pids())
    if not serving:
        lock.unlink(missing_ok=True)


def _turn_over(log: Path) -> None:
    """Begin a new log at a start when the old one has grown; one old log is kept."""
    if log.exists() and log.stat().st_size > _LOG_BYTES:
        log.replace(log.with_name(f"{log.name}.1"))


def _tail(log: Path) -> str:
    if not log.exists():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-10:])
