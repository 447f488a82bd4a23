"""What was done to a row since somebody looked at it."""

from typing import Any

from zhiben.core import clock
from zhiben.core.models import Act, Entry
from zhiben.core.registry import operations


def acts_since(row: Any, seen_version: int) -> list[Act]:
    """The acts that touched the row after that version, the oldest first."""
    missed = max(1, row.version - seen_version)
    entries = Entry.objects.filter(table=row._meta.db_table, row=row.pk).order_by("-id")[:missed]
    return list(Act.objects.filter(id__in=[entry.act_id for entry in entries]).order_by("id"))


def told(acts: list[Act]) -> str:
    """Acts as a refusal names them: what, and when."""
    return "; ".join(
        f"{operations.find(one.operation) or one.operation} {one.recorded_at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}"
        for one in acts
    )
