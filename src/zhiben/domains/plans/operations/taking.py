"""A published edition becomes a running plan: phases, targets, tasks and the shares of their lead bodies."""

from datetime import date, datetime
from decimal import Decimal

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.ledger.book import OpenAct, act
from zhiben.core.numbering import next_numbers
from zhiben.domains.instruments.events import EditionPublished, PublishedItem
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.places import queries as places
from zhiben.domains.plans.lifecycle import SHARE
from zhiben.domains.plans.methods.matching import is_collective, match
from zhiben.domains.plans.models import Phase, Plan, Share, Target, Task
from zhiben.domains.plans.operations.duties import assign_todos, objection_day
from zhiben.domains.plans.vocabulary import ShareState


def take_up_edition(*, actor: Actor, at: datetime, edition: EditionPublished) -> int:
    """Take up tasks, targets and phases of an edition; other kinds stay with it. Returns the plan's id."""
    with act(actor=actor, at=at, operation="plans.take_up") as a:
        plan = a.create(
            Plan,
            document_id=edition.document_id,
            title=edition.title,
            area=edition.area,
            body_id=edition.body_id,
            period_from=edition.period_from,
            period_to=edition.period_to,
            counting_from=edition.counting_from,
            stock_cutoff=edition.stock_cutoff,
        )
        _phases(a, plan, [item for item in edition.items if item.kind == "phase"])
        _targets(a, plan, [item for item in edition.items if item.kind == "target"])
        _tasks(a, plan, [item for item in edition.items if item.kind == "task"])
    return int(plan.pk)


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def _phases(a: OpenAct, plan: Plan, items: list[PublishedItem]) -> None:
    rows = []
    for item in items:
        span = item.data.get("phase") or {}
        first = _day(span.get("from")) or plan.period_from or _day(span.get("to"))
        last = _day(span.get("to")) or plan.period_to or first
        if first is not None and last is not None and first <= last:
            rows.append(Phase(plan=plan, part=item.part, title=item.title, first_day=first, last_day=last))
    a.create_many(Phase, rows)


def _targets(a: OpenAct, plan: Plan, items: list[PublishedItem]) -> None:
    rows = [
        Target(
            plan=plan,
            item_id=item.id,
            part=item.part,
            cite=list(item.cite),
            title=item.title,
            sentence=item.sentence,
            indicator=str(item.data.get("indicator") or "")[:200],
            op=item.data.get("op") or ">=",
            value=Decimal(str(item.data["value"])),
            unit=str(item.data.get("unit") or "")[:30],
            by=_day(item.data.get("by")) or plan.period_to,
        )
        for item in items
        if item.data.get("value") is not None
    ]
    a.create_many(Target, rows)


def _tasks(a: OpenAct, plan: Plan, items: list[PublishedItem]) -> None:
    """All tasks and shares in few statements; a task without its own day is due at the plan's end."""
    end = plan.period_to or date(clock.day_of(a.at).year, 12, 31)
    numbers = next_numbers("plans", clock.day_of(a.at).year, len(items))
    tasks = a.create_many(
        Task,
        [
            Task(
                plan=plan,
                number=number,
                item_id=item.id,
                part=item.part,
                cite=list(item.cite),
                action=item.action[:200],
                title=item.title,
                sentence=item.sentence,
                due_day=_day(item.data.get("by")) or end,
                support=[*(item.data.get("support") or [])],
                place=place,
            )
            for place, (item, number) in enumerate(zip(items, numbers, strict=True))
        ],
    )
    leads = {task.pk: [*(item.data.get("lead") or [])] for task, item in zip(tasks, items, strict=True)}
    found = _matched(plan, {name for names in leads.values() for name in names})
    object_by = objection_day(clock.day_of(a.at))
    shares = [share for task in tasks for share in _shares(plan, task, leads[task.pk], found, object_by)]
    made = SHARE.adopt(a, shares)
    assign_todos(a, [share for share in made if share.state == ShareState.ASSIGNED])


def _matched(plan: Plan, names: set[str]) -> dict[str, int | None]:
    """Which bodies of the plan's area the document's names mean."""
    bodies = organisations.bodies_under([places.range_of(plan.area)])
    return match(sorted(names), {body.id: (body.name, body.short_name) for body in bodies})


def _shares(
    plan: Plan, task: Task, names: list[str], found: dict[str, int | None], object_by: date
) -> list[Share]:
    """A share for each lead; one without a body when nobody leads yet or the name is unknown."""
    old = task.due_day < plan.counting_from
    single = [name for name in names if not is_collective(name)]
    shares: list[Share] = []
    taken: set[int] = set()
    for name in single or ["、".join(names)]:
        body = found.get(name)
        if body is not None and body in taken:
            continue
        if body is not None:
            taken.add(body)
        state = ShareState.ASSIGNED if body else ShareState.UNNAMED
        shares.append(
            Share(
                task=task,
                state=ShareState.TO_CONFIRM if old else state,
                area=plan.area,
                office_id=plan.body_id,
                body_id=body,
                named=name[:120],
                title=task.title,
                due_day=task.due_day,
                object_by=object_by if body and not old else None,
            )
        )
    return shares
