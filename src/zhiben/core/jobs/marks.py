"""Scheduled work is "catch up until now" from a stored mark: a missed hour is done later, none twice."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from zhiben.core.models import Mark


def catch_up(
    name: str, *, until: datetime, first: datetime, work: Callable[[datetime, datetime], None]
) -> bool:
    """Call `work(since, until)` from where it stopped (`first` at the very beginning), and move the mark.

    One at a time, in one transaction with the work. False when there is nothing to catch up.
    """
    with transaction.atomic():
        Mark.objects.bulk_create([Mark(name=name, until=first)], ignore_conflicts=True)
        mark = Mark.objects.select_for_update().get(pk=name)
        if mark.until >= until:
            return False
        work(mark.until, until)
        mark.until = until
        mark.save(update_fields=["until"])
    return True
