"""The month: who reported, who reviewed, who is still owed, and the reminder for the work group."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhiben.core.actors import Actor
from zhiben.core.deadlines import add_months
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.people import queries as people
from zhiben.domains.plans.models import Progress, Share
from zhiben.domains.plans.queries.plans import PlanHead, plan
from zhiben.domains.plans.queries.reach import reader
from zhiben.domains.plans.vocabulary import ShareState
from zhiben.ui.days import written_day, written_month


def due_day_of(month: date) -> date:
    """The day by which the report on a month (its first day) is due: in the month after it."""
    following = add_months(month, 1)
    day = int(instruments.parameter("plans.progress.due_day", on=following).value)
    return min(following + timedelta(days=day - 1), add_months(following, 1) - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One share in a month. `progress_id` None: not reported yet; names are empty where nobody acted."""

    share_id: int
    number: str
    title: str
    body_id: int
    body: str
    progress_id: int | None
    state: str
    nil: bool
    percent: int | None
    filled_by: str
    reviewed_by: str


@dataclass(frozen=True, slots=True)
class MonthTable:
    """The reports of a plan for a month, those still owed first."""

    plan: PlanHead
    month: date
    due_day: date
    lines: list[MonthLine]

    @property
    def owed(self) -> list[MonthLine]:
        """Shares that run and were not reported on."""
        return [line for line in self.lines if line.progress_id is None]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is owed."""
        return not self.owed

    @property
    def reported(self) -> int:
        """How many were reported on."""
        return len(self.lines) - len(self.owed)

    @property
    def reviewed(self) -> int:
        """How many reports were reviewed."""
        return sum(bool(line.reviewed_by) for line in self.lines)


def progress_month(actor: Actor, plan_id: int, month: date) -> MonthTable:
    """Who reported for a month (any day of it) on the shares the actor sees. Seven queries."""
    first = month.replace(day=1)
    head = plan(reader(actor), plan_id)
    reports: dict[int, Mapping[str, Any]] = {
        row["share_id"]: row
        for row in Progress.objects.visible_to(actor)
        .filter(share__task__plan_id=plan_id, month=first)
        .values("id", "share_id", "state", "nil", "percent", "filled_by", "reviewed_by")
    }
    rows = [
        row
        for row in Share.objects.visible_to(actor)
        .filter(task__plan_id=plan_id)
        .exclude(body=None)
        .order_by("body_id", "task__place", "id")
        .values("id", "title", "state", "body_id", "task__number")
        if row["id"] in reports or (row["state"] == ShareState.RUNNING and _counts(head, first))
    ]
    bodies = organisations.body_names({row["body_id"] for row in rows})
    persons = people.names(
        person
        for row in reports.values()
        for person in (row["filled_by"], row["reviewed_by"])
        if person is not None
    )
    lines = [_line(row, reports.get(row["id"], {}), bodies, persons) for row in rows]
    lines.sort(key=lambda line: line.progress_id is not None)
    return MonthTable(head, first, _due(first), lines)


def _due(first: date) -> date:
    """The day the report is due; a month before all rules or after the calendar's end is not there."""
    try:
        return due_day_of(first)
    except (LookupError, ValueError) as error:
        raise NotFound(Finding("not-found")) from error


def _counts(head: PlanHead, first: date) -> bool:
    return head.counting_from.replace(day=1) <= first


def _line(
    row: Mapping[str, Any], report: Mapping[str, Any], bodies: dict[int, str], persons: dict[int, str]
) -> MonthLine:
    return MonthLine(
        share_id=row["id"],
        number=row["task__number"],
        title=row["title"],
        body_id=row["body_id"],
        body=bodies.get(row["body_id"], ""),
        progress_id=report.get("id"),
        state=report.get("state", ""),
        nil=report.get("nil", False),
        percent=report.get("percent"),
        filled_by=persons.get(report.get("filled_by", 0), ""),
        reviewed_by=persons.get(report.get("reviewed_by") or 0, ""),
    )


@dataclass(frozen=True, slots=True)
class Owing:
    """A body and on how many tasks it has not reported."""

    body_id: int
    body: str
    count: int


@dataclass(frozen=True, slots=True)
class Unreported:
    """Who owes the reports of a month; `text` is the reminder for the work group: bodies and counts, no names."""

    month: date
    due_day: date
    days_left: int
    bodies: list[Owing]
    text: str


def unreported(actor: Actor, plan_id: int, month: date, today: date) -> Unreported:
    """Which bodies have not reported for the month, and the text that reminds them."""
    return owing(progress_month(actor, plan_id, month), today)


def owing(table: MonthTable, today: date) -> Unreported:
    """The same from a table already read."""
    counted = Counter((line.body_id, line.body) for line in table.owed)
    bodies = [Owing(key, name, count) for (key, name), count in counted.items()]
    left = (table.due_day - today).days
    return Unreported(
        table.month, table.due_day, left, bodies, _text(table, bodies, left, today) if bodies else ""
    )


def _text(table: MonthTable, bodies: list[Owing], left: int, today: date) -> str:
    head = _("Reminder: progress reports for %(month)s") % {"month": written_month(table.month)}
    said = _("By %(today)s these bodies have not yet reported on “%(plan)s” for %(month)s:") % {
        "today": written_day(today),
        "plan": table.plan.title,
        "month": written_month(table.month),
    }
    lines = [
        _("%(number)s. %(body)s: %(count)s tasks") % {"number": n, "body": each.body, "count": each.count}
        for n, each in enumerate(bodies, 1)
    ]
    total = {"bodies": len(bodies), "tasks": sum(each.count for each in bodies)}
    foot = _("%(bodies)s bodies, %(tasks)s tasks in all.") % total
    due = {"day": written_day(table.due_day), "days": abs(left)}
    if left < 0:
        when = ngettext(
            "Due on %(day)s, %(days)s day overdue. Please report soon; a nil return counts.",
            "Due on %(day)s, %(days)s days overdue. Please report soon; a nil return counts.",
            abs(left),
        )
    else:
        when = ngettext(
            "Due on %(day)s, %(days)s day left. A nil return counts.",
            "Due on %(day)s, %(days)s days left. A nil return counts.",
            left,
        )
    return "\n".join([head, said, *lines, foot, when % due])
