"""A signed-in visitor without a browser: cookies, the sign-in form, timed requests."""

import http.client
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Answer:
    """What came back: status, bytes on the wire, milliseconds, headers (Names-Like-This) and body."""

    status: int
    size: int
    ms: float
    headers: dict[str, str]
    body: bytes


@dataclass
class Visitor:
    """One session on one connection."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    _line: http.client.HTTPConnection | None = None

    def ask(self, path: str, form: dict[str, str] | None = None, *, again: bool = False) -> Answer:
        """GET, or POST a form; the time runs until the last byte is there."""
        parts = urlsplit(self.address)
        if self._line is None:
            self._line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        headers = {"Accept-Encoding": "gzip", "Accept-Language": "zh-CN", "Referer": self.address}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        try:
            self._line.request("POST" if form is not None else "GET", path, body, headers)
            answer = self._line.getresponse()
            data = answer.read()
        except (http.client.HTTPException, ConnectionError):
            self._line.close()
            self._line = None
            if again or form is not None:
                raise
            # A connection kept open may have been closed meanwhile.
            return self.ask(path, again=True)
        ms = (time.perf_counter() - began) * 1000
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        headers = {name.title(): value for name, value in answer.headers.items()}
        return Answer(answer.status, len(data), ms, headers, data)

    def sign_in(self, username: str, password: str) -> None:
        """Through the sign-in page, as a person does."""
        page = self.ask("/account/login/")
        found = _TOKEN.search(page.body.decode(errors="replace"))
        if found is None:
            raise SystemExit("bench: the sign-in page has no form")
        form = {"csrfmiddlewaretoken": found.group(1), "login": username, "password": password}
        answer = self.ask("/account/login/", form)
        if answer.status != 302:
            raise SystemExit(f"bench: {username} could not sign in ({answer.status})")
