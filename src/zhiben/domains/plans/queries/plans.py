"""Plans: the list, the head of one, its wall chart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.core.scoped import reach_q
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.plans.models import Phase, Plan, Share, Target
from zhiben.domains.plans.queries.reach import Lamp, lamp, overdue_on, reader, worst
from zhiben.domains.plans.vocabulary import ENDED, Light, ShareState

_MOST_COLUMNS = 6


def readable(actor: Actor) -> QuerySet:
    """Plans within reach, and those in which the actor sees a share (a town that got part of a task)."""
    shares = Share.objects.visible_to(reader(actor)).values("task__plan_id")
    rows = Plan.objects.unscoped(reason="within reach, or a share of it is")
    return rows.filter(reach_q(Plan.scope, actor) | Q(pk__in=shares))


def plans(actor: Actor) -> QuerySet:
    """Plans the actor may read, as a queryset of values for the list pattern."""
    fields = ("id", "title", "body_id", "document_id", "period_from", "period_to", "counting_from")
    return readable(actor).values(*fields)


@dataclass(frozen=True, slots=True)
class PlanHead:
    """A plan in a line. `within_reach`: the reader sees the plan itself, not only a share of it."""

    id: int
    document_id: int
    title: str
    area: int
    body_id: int
    period_from: date | None
    period_to: date | None
    counting_from: date
    stock_cutoff: date | None
    closed_day: date | None
    closed_why: str
    within_reach: bool = True


_HEAD = tuple(name for name in PlanHead.__dataclass_fields__ if name != "within_reach")


def plan(actor: Actor, plan_id: int) -> PlanHead:
    """One plan; NotFound when it is not within reach."""
    row = readable(actor).filter(pk=plan_id).values(*_HEAD).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    reached = actor.system or actor.covers(row["area"]) or actor.body_id == row["body_id"]
    return PlanHead(**row, within_reach=reached)


def plan_of_document(actor: Actor, document_id: int) -> int | None:
    """The plan that runs a published document, if the actor may read it."""
    return readable(actor).filter(document_id=document_id).values_list("id", flat=True).first()


@dataclass(frozen=True, slots=True)
class Found:
    """Where a published item runs: a share of its task, or a plan (a target's)."""

    share_id: int | None
    plan_id: int


def find_item(actor: Actor, item_id: int) -> Found:
    """Where a published task or target runs; NotFound when not within reach."""
    rows = Share.objects.visible_to(reader(actor)).filter(task__item_id=item_id).order_by("id")
    known = rows.values_list("id", "task__plan_id").first()
    if known is not None:
        return Found(*known)
    target = (
        Target.objects.visible_to(actor).filter(item_id=item_id).values_list("plan_id", flat=True).first()
    )
    if target is None:
        raise NotFound(Finding("not-found"))
    return Found(None, target)


def plan_choices(actor: Actor, q: str = "", most: int = 20) -> list[tuple[int, str]]:
    """Plans by id and title, for the picker."""
    rows = readable(actor).filter(title__icontains=q).order_by("-id")
    return list(rows.values_list("id", "title")[:most])


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """How many shares of a plan stand where."""

    total: int = 0
    done: int = 0
    overdue: int = 0
    unnamed: int = 0
    to_confirm: int = 0
    unsigned: int = 0


_COUNTED = tuple(PlanCounts.__dataclass_fields__)


def plan_counts(actor: Actor, plan_ids: Iterable[int], today: date) -> dict[int, PlanCounts]:
    """Counts of the shares the actor sees, by plan, in one query; parts broken down are not counted twice."""
    rows: Iterable[Mapping[str, Any]] = (
        Share.objects.visible_to(reader(actor))
        .filter(task__plan_id__in=list(plan_ids), parent=None)
        .values("task__plan_id")
        .annotate(
            total=Count("id"),
            done=Count("id", filter=Q(state=ShareState.DONE)),
            overdue=Count("id", filter=overdue_on(today)),
            unnamed=Count("id", filter=Q(state=ShareState.UNNAMED)),
            to_confirm=Count("id", filter=Q(state=ShareState.TO_CONFIRM)),
            unsigned=Count("id", filter=Q(state=ShareState.ASSIGNED)),
        )
        .order_by()
    )
    return {row["task__plan_id"]: PlanCounts(**{name: row[name] for name in _COUNTED}) for row in rows}


@dataclass(frozen=True, slots=True)
class WallTask:
    """One task in a cell; `share_id` is the share that stands worst, `bodies` who leads."""

    task_id: int
    number: str
    title: str
    due_day: date
    light: Light
    share_id: int
    bodies: list[str]
    done: int
    shares: int


@dataclass(frozen=True, slots=True)
class WallColumn:
    """A phase of the plan, or a year of it when `year` is set."""

    title: str
    first_day: date
    last_day: date
    year: int = 0


@dataclass(frozen=True, slots=True)
class WallRow:
    """An action and, column by column, its tasks."""

    action: str
    cells: list[list[WallTask]]


@dataclass(frozen=True, slots=True)
class Wall:
    """The wall chart of a plan: actions down, phases or years across."""

    columns: list[WallColumn]
    rows: list[WallRow]
    counts: dict[Light, int]


_SHARE = (
    "id",
    "parent_id",
    "state",
    "due_day",
    "body_id",
    "named",
    "task_id",
    "task__number",
    "task__title",
    "task__action",
    "task__part",
    "task__due_day",
)


def wall(actor: Actor, plan_id: int, today: date) -> Wall:
    """The wall chart as the actor sees it; a task's light is that of its worst share. Five queries."""
    head = plan(actor, plan_id)
    rows = list(
        Share.objects.visible_to(actor)
        .filter(task__plan_id=plan_id)
        .order_by("task__place", "task_id", "id")
        .values(*_SHARE)
    )
    seen = {row["id"] for row in rows}
    by_task: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["parent_id"] not in seen:
            by_task[row["task_id"]].append(row)
    names = organisations.body_names(row["body_id"] for row in rows if row["body_id"])
    columns = _columns(head, [shares[0]["task__due_day"] for shares in by_task.values()])
    lit = lamp(today)
    lines: dict[tuple[int, str], list[list[WallTask]]] = {}
    counts: dict[Light, int] = dict.fromkeys(Light, 0)
    for shares in by_task.values():
        task = _task(shares, lit, names)
        counts[task.light] += 1
        action = (shares[0]["task__part"], shares[0]["task__action"])
        cells = lines.setdefault(action, [[] for _ in columns])
        cells[_column_of(columns, task.due_day)].append(task)
    return Wall(columns, [WallRow(action, cells) for (_, action), cells in lines.items()], counts)


def _task(shares: list[dict[str, Any]], lit: Lamp, names: dict[int, str]) -> WallTask:
    lights = [lit.of(share["state"], share["due_day"]) for share in shares]
    light = worst(lights)
    first = shares[0]
    return WallTask(
        task_id=first["task_id"],
        number=first["task__number"],
        title=first["task__title"],
        due_day=first["task__due_day"],
        light=light,
        share_id=shares[lights.index(light)]["id"],
        bodies=[names.get(share["body_id"], share["named"]) for share in shares],
        done=sum(share["state"] in ENDED for share in shares),
        shares=len(shares),
    )


def _columns(head: PlanHead, days: list[date]) -> list[WallColumn]:
    """The plan's phases, if they are few; else the years of the plan and of its tasks."""
    spans: dict[tuple[date, date], str] = {}
    rows = Phase.objects.unscoped(reason="phases of a plan the reader may read").filter(plan_id=head.id)
    for title, first, last in rows.order_by("first_day", "id").values_list("title", "first_day", "last_day"):
        spans.setdefault((first, last), title)
    if 0 < len(spans) <= _MOST_COLUMNS:
        return [WallColumn(title, first, last) for (first, last), title in spans.items()]
    known = [*days, head.period_from or head.counting_from, head.period_to or head.counting_from]
    years = range(min(known).year, max(known).year + 1)
    return [WallColumn("", date(year, 1, 1), date(year, 12, 31), year) for year in years]


def _column_of(columns: list[WallColumn], day: date) -> int:
    """The last column that has begun by then and has not ended; else the last one begun; else the first."""
    begun = [number for number, column in enumerate(columns) if column.first_day <= day]
    running = [number for number in begun if columns[number].last_day >= day]
    return (running or begun or [0])[-1]
