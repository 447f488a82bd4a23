"""Jobs: work put into the queue with the data it belongs to, watched by who started it, caught up by marks."""

from zhiben.core.jobs.marks import catch_up
from zhiben.core.jobs.watched import (
    JobBrief,
    Watch,
    defer,
    defer_gathered,
    drop,
    progress,
    running,
    start,
    view,
    waiting,
)

__all__ = [
    "JobBrief",
    "Watch",
    "catch_up",
    "defer",
    "defer_gathered",
    "drop",
    "progress",
    "running",
    "start",
    "view",
    "waiting",
]
