"""Shares: the list, one case with its parts, its timeline and what may be done on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When

from zhiben.core import files
from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.core.models import Entry
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.people import queries as people
from zhiben.domains.places import queries as places
from zhiben.domains.plans.methods.matching import match
from zhiben.domains.plans.models import Progress, ProgressFile, Share
from zhiben.domains.plans.queries.reach import reader
from zhiben.domains.plans.vocabulary import ENDED, ShareState

_QUIET = Case(
    When(state__in=[*sorted(ENDED), ShareState.TO_CONFIRM], then=Value(True)),
    default=False,
    output_field=BooleanField(),
)
"""No time runs: ended, or not confirmed yet."""
_LINE = ("id", "title", "state", "due_day", "body_id", "named", "task_id", "parent_id", "done_day")


def late(today: date) -> Q:
    """Shares past their day that have neither ended nor wait to be confirmed."""
    return Q(due_day__lt=today) & ~Q(state__in=[*sorted(ENDED), ShareState.TO_CONFIRM])


def shares(actor: Actor, tab: str = "all", today: date | None = None, **asked: Any) -> QuerySet:
    """Shares as values for the list pattern. Tabs: ours (our body's), given (by our body), all within reach.

    `asked`: state, plan, task, body, q, overdue (then `today` is needed).
    """
    rows = Share.objects.visible_to(reader(actor))
    if tab == "ours":
        rows = rows.filter(body_id=actor.body_id) if actor.body_id else rows.none()
    elif tab == "given":
        rows = rows.filter(office_id=actor.body_id) if actor.body_id else rows.none()
    columns = {"state": "state", "plan": "task__plan_id", "task": "task_id", "body": "body_id"}
    rows = rows.filter(**{columns[name]: value for name, value in asked.items() if name in columns})
    if text := asked.get("q"):
        rows = rows.filter(
            Q(title__icontains=text) | Q(task__number__icontains=text) | Q(named__icontains=text)
        )
    if asked.get("overdue") and today is not None:
        rows = rows.filter(late(today))
    return rows.values(
        *_LINE,
        number=F("task__number"),
        plan_id=F("task__plan_id"),
        plan=F("task__plan__title"),
        is_ended=_QUIET,
    )


def share_counts(actor: Actor) -> dict[str, int]:
    """How many open shares each tab holds."""
    rows = Share.objects.visible_to(reader(actor)).exclude(state__in=sorted(ENDED))
    own = actor.body_id or 0
    return {
        "ours": rows.filter(body_id=own).count(),
        "given": rows.filter(office_id=own).count(),
        "all": rows.count(),
    }


@dataclass(frozen=True, slots=True)
class ShareCase:
    """A share with what its page shows of task and plan."""

    id: int
    state: str
    version: int
    area: int
    body_id: int | None
    office_id: int
    named: str
    title: str
    due_day: date
    handler_id: int | None
    leader_id: int | None
    deliverable: str
    object_by: date | None
    objection: str
    answer: str
    done_day: date | None
    result: str
    parent_id: int | None
    task_id: int
    number: str
    task_title: str
    action: str
    sentence: str
    cite: list[str]
    part: int
    support: list[str]
    plan_id: int
    plan_title: str
    document_id: int
    counting_from: date

    @property
    def ended(self) -> bool:
        """Whether nothing more is expected."""
        return self.state in ENDED


_OF_TASK = {
    "number": F("task__number"),
    "task_title": F("task__title"),
    "action": F("task__action"),
    "sentence": F("task__sentence"),
    "cite": F("task__cite"),
    "part": F("task__part"),
    "support": F("task__support"),
    "plan_id": F("task__plan_id"),
    "plan_title": F("task__plan__title"),
    "document_id": F("task__plan__document_id"),
    "counting_from": F("task__plan__counting_from"),
}
_OWN = tuple(name for name in ShareCase.__dataclass_fields__ if name not in _OF_TASK)


def share(actor: Actor, share_id: int) -> ShareCase:
    """One share; NotFound when it is not within reach."""
    row = Share.objects.visible_to(reader(actor)).filter(pk=share_id).values(*_OWN, **_OF_TASK).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    return ShareCase(**row)


def named_bodies(area: int, supports: Sequence[Sequence[str]]) -> list[list[tuple[int, str]]]:
    """For each list of names, the bodies of the area they mean, as id and short name. One query."""
    bodies = {body.id: body for body in organisations.bodies_under([places.range_of(area)])}
    known = {key: (body.name, body.short_name) for key, body in bodies.items()}
    found = match({name for names in supports for name in names}, known)
    meant = [dict.fromkeys(key for name in names if (key := found[name])) for names in supports]
    return [[(key, bodies[key].short_name) for key in keys] for keys in meant]


@dataclass(frozen=True, slots=True)
class Leaderless:
    """A share without a body, and the bodies the plan names beside its task."""

    id: int
    version: int
    number: str
    title: str
    due_day: date
    support: list[str]
    named: list[tuple[int, str]]


def leaderless(actor: Actor, plan_id: int, area: int) -> list[Leaderless]:
    """The shares of a plan that wait for a lead body. Two queries."""
    rows = list(
        Share.objects.visible_to(reader(actor))
        .filter(task__plan_id=plan_id, state=ShareState.UNNAMED)
        .order_by("task__place", "id")
        .values_list("id", "version", "task__number", "title", "due_day", "task__support")
    )
    named = named_bodies(area, [row[5] for row in rows])
    return [Leaderless(*row, bodies) for row, bodies in zip(rows, named, strict=True)]


@dataclass(slots=True)
class Branch:
    """A share in the tree of its task: who, by when, how it stands, what was broken down from it."""

    id: int
    parent_id: int | None
    body_id: int | None
    named: str
    title: str
    state: str
    due_day: date
    depth: int = 0
    below: list["Branch"] = field(default_factory=list)


_BRANCH = ("id", "parent_id", "body_id", "named", "title", "state", "due_day")


def task_tree(actor: Actor, task_id: int) -> list[Branch]:
    """The shares of a task the actor sees, each followed by those broken down from it; `depth` says how far."""
    rows = Share.objects.visible_to(reader(actor)).filter(task_id=task_id).order_by("id").values(*_BRANCH)
    known = {row["id"]: Branch(**row) for row in rows}
    tops: list[Branch] = []
    for branch in known.values():
        parent = known.get(branch.parent_id or 0)
        (parent.below if parent else tops).append(branch)
    return list(_flat(tops, 0))


def _flat(branches: list[Branch], depth: int) -> Iterable[Branch]:
    for branch in branches:
        branch.depth = depth
        yield branch
        yield from _flat(branch.below, depth + 1)


@dataclass(frozen=True, slots=True)
class ProgressFileLine:
    """Evidence of a report."""

    id: int
    file_id: int
    name: str
    is_image: bool


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """A monthly report with its evidence."""

    id: int
    share_id: int
    month: date
    state: str
    version: int
    nil: bool
    this_month: str
    cumulative: str
    percent: int
    next_step: str
    filled_by: int
    filled_at: datetime
    reviewed_by: int | None
    reviewed_at: datetime | None
    remark: str
    files: list[ProgressFileLine] = field(default_factory=list)


_PROGRESS = tuple(name for name in ProgressLine.__dataclass_fields__ if name != "files")


def progress_of(actor: Actor, share_id: int) -> list[ProgressLine]:
    """The monthly reports on a share, the newest first, with their evidence."""
    rows = Progress.objects.visible_to(reader(actor)).filter(share_id=share_id)
    lines = [ProgressLine(**row) for row in rows.order_by("-month").values(*_PROGRESS)]
    known = {line.id: line for line in lines}
    evidence = ProgressFile.objects.visible_to(actor).filter(progress_id__in=known).order_by("id")
    found = list(evidence.values_list("id", "progress_id", "file_id", "name"))
    briefs = files.brief(file for _, _, file, _ in found) if found else {}
    for key, progress_id, file_id, name in found:
        brief = briefs.get(file_id)
        known[progress_id].files.append(ProgressFileLine(key, file_id, name, bool(brief and brief.is_image)))
    return lines


def share_of_progress(actor: Actor, progress_id: int) -> int:
    """The share a report is about; NotFound when it is not within reach."""
    rows = Progress.objects.visible_to(reader(actor)).filter(pk=progress_id)
    found = rows.values_list("share_id", flat=True).first()
    if found is None:
        raise NotFound(Finding("not-found"))
    return found


def evidence_file(actor: Actor, key: int) -> tuple[int, str]:
    """File id and name of one piece of evidence; NotFound when it is not within reach."""
    row = ProgressFile.objects.visible_to(reader(actor)).filter(pk=key).values_list("file_id", "name").first()
    if row is None:
        raise NotFound(Finding("not-found"))
    return row


@dataclass(frozen=True, slots=True)
class Happened:
    """One act on a share or on one of its reports (`progress_id`)."""

    at: datetime
    operation: str
    person_id: int
    person: str
    progress_id: int | None


def timeline(case: ShareCase, reports: Iterable[ProgressLine]) -> list[Happened]:
    """What was done on a share the reader was shown, oldest first, with persons' names. Two queries."""
    touched = Q(table="plans_share", row=case.id)
    if ids := [report.id for report in reports]:
        touched |= Q(table="plans_progress", row__in=ids)
    rows = list(
        Entry.objects.filter(touched)
        .order_by("id")
        .values_list("act__recorded_at", "act__operation", "act__person_id", "table", "row")
    )
    names = people.names(person for _, _, person, _, _ in rows if person)
    return [
        Happened(at, operation, person, names.get(person, ""), row if table == "plans_progress" else None)
        for at, operation, person, table, row in rows
    ]
