"""`database.json` in the data folder: where the embedded server listens and how to sign in."""

import json
import os
import secrets
import socket
from dataclasses import asdict, dataclass, replace
from pathlib import Path

DATABASE = "zhiben"
OWNER, APP, SUPERUSER = "zhiben_owner", "zhiben_app", "postgres"


@dataclass(frozen=True)
class Addresses:
    """Port, folder and the three addresses: the program's, the owner's, the superuser's."""

    port: int
    home: str
    url: str
    owner_url: str
    superuser_url: str

    def moved_to(self, port: int) -> "Addresses":
        """The same server at another port."""
        old, new = f"@127.0.0.1:{self.port}/", f"@127.0.0.1:{port}/"
        return replace(
            self,
            port=port,
            url=self.url.replace(old, new),
            owner_url=self.owner_url.replace(old, new),
            superuser_url=self.superuser_url.replace(old, new),
        )


def new_addresses(home: Path) -> Addresses:
    """Addresses for a new server: a free port and new passwords."""
    port = free_port()
    return Addresses(
        port=port,
        home=str(home),
        url=_url(APP, port, DATABASE),
        owner_url=_url(OWNER, port, DATABASE),
        superuser_url=_url(SUPERUSER, port, "postgres"),
    )


def _url(role: str, port: int, database: str) -> str:
    return f"postgresql://{role}:{secrets.token_hex(16)}@127.0.0.1:{port}/{database}"


def read_addresses(data: Path) -> Addresses | None:
    """The addresses kept in a data folder, or None where there are none yet."""
    path = data / "database.json"
    if not path.exists():
        return None
    return Addresses(**json.loads(path.read_text()))


def write_addresses(data: Path, addresses: Addresses) -> None:
    """Keep the addresses; only the owner of the data folder can read them."""
    draft = data / "database.json.new"
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(asdict(addresses), file, indent=1)
    draft.replace(data / "database.json")


def free_port() -> int:
    """A port of the loopback interface that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    """Whether nobody listens at this port of the loopback interface."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
