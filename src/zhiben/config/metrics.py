"""Measurements of this process, as Prometheus reads them."""

import os
import threading
from collections import defaultdict

from django.db import connection

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 10.0)

_LOCK = threading.Lock()
_STATUSES: dict[int, int] = defaultdict(int)
_COUNTS = [0] * (len(BUCKETS) + 1)
_TOTAL = [0.0]


def observe(status: int, seconds: float) -> None:
    """Count one answered request."""
    place = next((i for i, bound in enumerate(BUCKETS) if seconds <= bound), len(BUCKETS))
    with _LOCK:
        _STATUSES[status] += 1
        _COUNTS[place] += 1
        _TOTAL[0] += seconds


def _requests() -> list[str]:
    worker = f'worker="{os.getpid()}"'
    lines = ["# TYPE zhiben_requests_total counter"]
    lines += [
        f'zhiben_requests_total{{{worker},status="{status}"}} {n}' for status, n in sorted(_STATUSES.items())
    ]
    lines.append("# TYPE zhiben_request_seconds histogram")
    running = 0
    for bound, count in zip((*BUCKETS, "+Inf"), _COUNTS, strict=True):
        running += count
        lines.append(f'zhiben_request_seconds_bucket{{{worker},le="{bound}"}} {running}')
    lines.append(f"zhiben_request_seconds_sum{{{worker}}} {_TOTAL[0]:.6f}")
    lines.append(f"zhiben_request_seconds_count{{{worker}}} {running}")
    return lines


def _queues() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_pending")
        pending = cursor.fetchone()[0]
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1 ORDER BY 1")
        jobs = cursor.fetchall()
    lines = ["# TYPE zhiben_ledger_pending gauge", f"zhiben_ledger_pending {pending}"]
    lines.append("# TYPE zhiben_jobs gauge")
    lines += [f'zhiben_jobs{{status="{status}"}} {count}' for status, count in jobs]
    return lines


def text() -> str:
    """Everything measured, in Prometheus' text form."""
    with _LOCK:
        lines = _requests()
    return "\n".join([*lines, *_queues()]) + "\n"
