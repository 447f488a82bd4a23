"""One client: by token or signed-in session; asks until it is answered, always under the same key."""

import http.client
import json
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bench.browser import Visitor

_GIVE_UP_SECONDS = 120.0


class Refused(Exception):
    """An answer that no waiting changes."""


@dataclass
class Client:
    """Asks the API; counts the answers by status (0: the connection broke)."""

    port: int
    headers: dict[str, str]
    seen: Counter[int] = field(default_factory=Counter)

    def ask(self, method: str, path: str, body: Any = None, key: str | None = None) -> dict[str, Any]:
        """The acknowledged answer. Broken connections and 503 are asked again; a POST under its key."""
        headers = {**self.headers, "Content-Type": "application/octet-stream"}
        data: bytes | None = body if isinstance(body, bytes) else None
        if body is not None and data is None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        if method == "POST":
            headers["Idempotency-Key"] = key or uuid.uuid4().hex
        deadline = time.monotonic() + _GIVE_UP_SECONDS
        while time.monotonic() < deadline:
            status, text = self._once(method, path, data, headers)
            self.seen[status] += 1
            if 200 <= status < 300:
                return dict(json.loads(text))
            if status not in (0, 503) and status < 500 and b'"busy"' not in text:
                raise Refused(f"{method} {path}: {status} {text[:300]!r}")
            time.sleep(0.3)
        raise Refused(f"{method} {path}: no answer in {_GIVE_UP_SECONDS:g} s")

    def _once(self, method: str, path: str, data: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(method, f"/api/v1{path}", data, headers)
            answer = line.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            line.close()


def by_token(port: int, secret: str) -> Client:
    """A program with an API token."""
    return Client(port, {"Authorization": f"Bearer {secret}"})


def by_session(port: int, username: str, password: str) -> Client:
    """A person signed in at the pages, whose script asks the API."""
    visitor = Visitor(f"http://127.0.0.1:{port}/")
    visitor.sign_in(username, password)
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    return Client(port, {"Cookie": cookies, "X-CSRFToken": visitor.cookies["csrftoken"]})
