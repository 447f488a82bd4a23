"""Measures the running platform (start it with `make run`) and writes docs/benchmarks.md.

Latency: open loop, ten requests a second, each figure over SECONDS; signed-in demonstration accounts in turn.
Memory: proportional set size of every process of the platform, idle. Weight: the first page with its assets.
"""

import gzip
import importlib
import json
import os
import platform
import queue
import re
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import django
import psutil

from bench import province
from bench.browser import Visitor

ROOT = Path(__file__).resolve().parents[1]
ZHIBEN = Path(sys.executable).parent / "zhiben"
RATE = 10
SECONDS = int(os.environ.get("BENCH_SECONDS", "30"))
PAGES = {
    "workbench": "/",
    "list of hazards": "/hazards/",
    "clearance board": "/hazards/board/",
    "wall chart": "/plans/1/wall/",
    "list of units": "/units/",
}


def told(*command: str) -> dict | list:
    """The JSON a command of ours prints."""
    return json.loads(subprocess.run([ZHIBEN, *command], capture_output=True, check=True).stdout)


def latency(visitors: list[Visitor], path: str) -> tuple[float, float, float, int]:
    """p50, p95 and maximum in milliseconds, and how many answers were not 200, at RATE a second."""
    waiting: queue.Queue[float] = queue.Queue()
    times: list[float] = []
    bad: list[int] = []

    def serve(visitor: Visitor) -> None:
        while True:
            due = waiting.get()
            answer = visitor.ask(path)
            times.append((time.perf_counter() - due) * 1000)
            if answer.status != 200:
                bad.append(answer.status)
            waiting.task_done()

    for visitor in visitors:
        threading.Thread(target=serve, args=[visitor], daemon=True).start()
    began = time.perf_counter()
    for number in range(RATE * SECONDS):
        due = began + number / RATE
        time.sleep(max(0.0, due - time.perf_counter()))
        waiting.put(due)
    waiting.join()
    ordered = sorted(times)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.95)], ordered[-1], len(bad)


def weight(visitor: Visitor) -> tuple[int, int]:
    """Bytes on the wire (compressed, without fonts) and requests of the first page with its assets."""
    page = visitor.ask("/")
    html = gzip.decompress(page.body) if page.headers.get("Content-Encoding") == "gzip" else page.body
    text = html.decode()
    found = re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="(/static/[^"#]+)', text)
    found += re.findall(r'<use href="(/static/[^"#]+)', text)
    assets = sorted(set(found))
    return page.size + sum(visitor.ask(path).size for path in assets), 1 + len(assets)


def memory() -> tuple[float, int]:
    """Proportional set size in MB, and the number, of all processes of the platform."""
    roots = [p for p in psutil.process_iter(["cmdline"]) if _is_up(p)]
    family = {p.pid: p for root in roots for p in [root, *root.children(recursive=True)]}
    for process in psutil.process_iter(["name", "cmdline"]):
        if process.info["name"] == "postgres" and _of_ours(process):
            family[process.pid] = process
    return sum(p.memory_full_info().pss for p in family.values()) / 1e6, len(family)


def _is_up(process: psutil.Process) -> bool:
    line = process.info["cmdline"] or []
    return len(line) > 1 and line[-1] == "up" and any(part.endswith("zhiben") for part in line)


def _of_ours(process: psutil.Process) -> bool:
    data = os.environ.get("ZHIBEN_DATA_DIR", str(ROOT / "var"))
    lines = [process.info["cmdline"] or [], *[parent.cmdline() for parent in process.parents()]]
    return any(data in part for line in lines for part in line)


def main() -> None:
    """Measure, print, write."""
    doctor = told("doctor", "--json")
    accounts = told("demo", "accounts", "--json")
    address = f"http://127.0.0.1:{os.environ.get('ZHIBEN_PORT', '8700')}"
    wanted = ("office", "officer", "department_head", "leader")
    chosen = [a for a in accounts if any(m["role"] in wanted for m in a["memberships"])][:8]
    visitors = [Visitor(address) for _ in chosen]
    for visitor, account in zip(visitors, chosen, strict=True):
        visitor.sign_in(account["username"], account["password"])
    megabytes, processes = memory()
    size, requests = weight(visitors[0])
    lines = [
        "# Benchmarks",
        "",
        f"Measured {time.strftime('%Y-%m-%d')} by `make bench` on {os.cpu_count()} cores ({platform.machine()},",
        f"Python {platform.python_version()}), load generator, web server and database on the same cores,",
        f"demonstration data. Open loop, {RATE} requests a second, {SECONDS} s a page, {len(visitors)} accounts.",
        "",
        "| page | p50 ms | p95 ms | max ms | not 200 |",
        "|---|---|---|---|---|",
    ]
    for name, path in PAGES.items():
        p50, p95, top, bad = latency(visitors, path)
        lines.append(f"| {name} `{path}` | {p50:.0f} | {p95:.0f} | {top:.0f} | {bad} |")
        print(lines[-1], flush=True)
    lines += [
        "",
        f"First page after signing in: {size / 1000:.0f} kB compressed (without fonts) in {requests} requests.",
        f"Whole platform idle: {megabytes:.0f} MB proportional set size in {processes} processes.",
        "",
        f"Versions: `{json.dumps(doctor.get('versions', {}), ensure_ascii=False)}`",
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    target = ROOT / "docs" / "benchmarks.md"
    written = target.read_text() if target.exists() else ""
    kept = re.search(r"<!-- (province|by hand) -->.*", written, re.DOTALL)
    target.write_text(text + (f"\n{kept.group(0)}" if kept else ""))


if __name__ == "__main__":
    if sys.argv[1:] == ["province"]:
        province.main()
    elif sys.argv[1:2] == ["duties"]:
        django.setup()
        importlib.import_module("bench.duties").main(int(sys.argv[2]))
    else:
        main()
