"""Which database: DATABASE_URL, or the embedded server whose address stands in the data folder.

The program runs under a role that may only add to the append-only tables; migrations run as the owner
(`ZHIBEN_DB_ROLE=owner`).
"""

import json
import os
from typing import Any
from urllib.parse import unquote, urlsplit

from zhiben.config.paths import data_dir


def database_url() -> str:
    """The address to connect to, for the present role."""
    owner = os.environ.get("ZHIBEN_DB_ROLE") == "owner"
    external = os.environ.get("DATABASE_URL")
    if external:
        return os.environ.get("ZHIBEN_OWNER_DATABASE_URL", external) if owner else external
    known = data_dir() / "database.json"
    if not known.exists():
        return "postgresql://zhiben_app@127.0.0.1:1/zhiben"
    addresses = json.loads(known.read_text())
    return str(addresses["owner_url"] if owner else addresses["url"])


def database_settings() -> dict[str, Any]:
    """Django's settings for that address."""
    parts = urlsplit(database_url())
    return {
        "ENGINE": "zhiben.core.engine",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or 5432),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {"connect_timeout": 5, "options": "-c lock_timeout=15s", **_prepared()},
    }


def _prepared() -> dict[str, int]:
    """Plans are kept by our own server; before another one a pooler may stand that cannot."""
    return {} if "DATABASE_URL" in os.environ else {"prepare_threshold": 3}
