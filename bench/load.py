"""Load on the running platform: wrk for closed loops, an open-loop generator for latencies."""

import http.client
import json
import queue
import random
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

LUA = """
local lines = {}
init = function(args)
  for line in io.lines("%s") do
    local cookie, path = line:match("^(.-)\\t(.*)$")
    lines[#lines + 1] = wrk.format("GET", path, {["Host"] = wrk.headers["Host"], ["Cookie"] = cookie})
  end
  math.randomseed(%d)
end
request = function() return lines[math.random(#lines)] end
done = function(summary)
  local e = summary.errors
  io.write(string.format("BENCH {\\"requests\\": %%d, \\"us\\": %%d, \\"errors\\": %%d}\\n",
    summary.requests, summary.duration, e.status + e.connect + e.read + e.write + e.timeout))
end
"""


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it goes over the line."""

    path: str
    cookie: str
    body: bytes = b""
    token: str = ""


@dataclass(slots=True)
class Measured:
    """What an open loop saw: milliseconds from the moment a request was due, and answers that were no success."""

    times: list[float] = field(default_factory=list)
    bad: list[int] = field(default_factory=list)

    @property
    def p50(self) -> float:
        """The median in milliseconds."""
        return statistics.median(self.times) if self.times else 0.0

    @property
    def p95(self) -> float:
        """The 95th percentile in milliseconds."""
        return sorted(self.times)[int(len(self.times) * 0.95)] if self.times else 0.0


def closed_loop(address: str, requests: list[Request], seconds: int, seed: int) -> tuple[float, int]:
    """Requests a second with 16 connections, and how many went wrong."""
    if shutil.which("wrk") is None:
        raise SystemExit("bench: wrk is missing (on Debian and Ubuntu: apt install wrk)")
    with tempfile.TemporaryDirectory() as folder:
        lines, script = Path(folder, "requests.tsv"), Path(folder, "random.lua")
        lines.write_text("".join(f"{one.cookie}\t{one.path}\n" for one in requests))
        script.write_text(LUA % (lines, seed))
        command = ["wrk", "-t1", "-c16", f"-d{seconds}s", "--timeout", "20s", "-s", str(script), address]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    said = next(line for line in done.stdout.splitlines() if line.startswith("BENCH "))
    seen = json.loads(said.removeprefix("BENCH "))
    return seen["requests"] / (seen["us"] / 1e6), seen["errors"]


class OpenLoop:
    """Sends requests at a steady rate whatever the answers do; `workers` connections are kept open."""

    def __init__(self, address: str, draw: Callable[[], Request], rate: float, workers: int = 24) -> None:
        host, _, port = address.removeprefix("http://").partition(":")
        self.host, self.port = host, int(port)
        self.draw, self.rate, self.workers = draw, rate, workers
        self.seen = Measured()
        self._due: queue.Queue[tuple[float, Request] | None] = queue.Queue()
        self._stop = threading.Event()

    def run(self, seconds: float) -> Measured:
        """Send for so long and wait for the last answer."""
        threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(self.workers)]
        for thread in threads:
            thread.start()
        began, number = time.perf_counter(), 0
        while (due := began + number / self.rate) < began + seconds and not self._stop.is_set():
            time.sleep(max(0.0, due - time.perf_counter()))
            self._due.put((due, self.draw()))
            number += 1
        for _ in threads:
            self._due.put(None)
        for thread in threads:
            thread.join(120)
        return self.seen

    def beside(self, seconds: float) -> Callable[[], Measured]:
        """The same in a thread of its own; call the answer to end it early and have what was seen."""
        thread = threading.Thread(target=self.run, args=[seconds], daemon=True)
        thread.start()

        def end() -> Measured:
            self._stop.set()
            thread.join(180)
            return self.seen

        return end

    def _serve(self) -> None:
        line = http.client.HTTPConnection(self.host, self.port, timeout=120)
        while (job := self._due.get()) is not None:
            due, request = job
            try:
                status = ask(line, request)
            except (OSError, http.client.HTTPException):
                line.close()
                status = 0
            self.seen.times.append((time.perf_counter() - due) * 1000)
            if not 200 <= status < 300:
                self.seen.bad.append(status)


def ask(line: http.client.HTTPConnection, request: Request) -> int:
    """Send one request, read the whole answer; its status."""
    headers = {"Cookie": request.cookie, "Accept-Language": "zh-CN", "Accept-Encoding": "gzip"}
    if request.body:
        headers |= {"Content-Type": "application/json", "X-CSRFToken": request.token}
        headers["Referer"] = f"http://{line.host}:{line.port}/"
    line.request("POST" if request.body else "GET", request.path, request.body or None, headers)
    answer = line.getresponse()
    answer.read()
    return answer.status


def drawn_from(requests: list[Request], seed: int) -> Callable[[], Request]:
    """Any of these, each time anew."""
    source = random.Random(seed)
    return lambda: source.choice(requests)
