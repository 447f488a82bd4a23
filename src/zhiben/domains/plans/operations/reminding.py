"""What the platform itself asks for every month: the reports on the month that ended."""

from datetime import date, datetime

from django.db import transaction

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.deadlines import add_months
from zhiben.domains.notices import operations as notices
from zhiben.domains.plans.models import Progress, Share
from zhiben.domains.plans.operations.duties import REPORT_TODO, share_todo
from zhiben.domains.plans.queries import due_day_of
from zhiben.domains.plans.vocabulary import ShareState


def ask_for_reports(*, actor: Actor, at: datetime) -> int:
    """Ask every body for last month's report on its running shares, until the due day; returns how many.

    May be repeated: what is asked already is asked once.
    """
    today = clock.day_of(at)
    month = add_months(today.replace(day=1), -1)
    due = due_day_of(month)
    if today > due:
        return 0
    with transaction.atomic():
        owed = _owed(month)
        ids = [share.pk for share in owed]
        notices.close_todos(actor=actor, at=at, case_kind="share", case_ids=ids, kinds=[REPORT_TODO])
        todos = [
            share_todo(
                share,
                REPORT_TODO,
                "plans.report_progress",
                due_day=due,
                params={"month": f"{month:%Y-%m}"},
            )
            for share in owed
        ]
        return notices.open_todos(actor=actor, at=at, todos=todos)


def _owed(month: date) -> list[Share]:
    """Running shares whose plan counted in that month and that were not reported on."""
    reported = Progress.objects.unscoped(reason="the platform asks every body").filter(month=month)
    rows = Share.objects.unscoped(reason="the platform asks every body").filter(
        state=ShareState.RUNNING,
        body__isnull=False,
        task__plan__counting_from__lt=add_months(month, 1),
        task__plan__closed_day=None,
    )
    return list(rows.exclude(pk__in=reported.values("share_id")).select_related("task").order_by("pk"))
