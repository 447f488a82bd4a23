"""The workbench: to-dos and the figures a role looks at, put together from other domains' queries."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiben.core.actors import Actor
from zhiben.core.scoped import TERRITORY
from zhiben.domains.duties import queries as duties
from zhiben.domains.hazards import queries as hazards
from zhiben.domains.notices import queries as notices
from zhiben.domains.notices.queries import TodoLine
from zhiben.domains.plans import queries as plans


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that opens its rows."""

    label: str | Promise
    value: int
    url: str


@dataclass(frozen=True, slots=True)
class Workbench:
    """What one actor sees first."""

    todos: list[TodoLine]
    todo_count: int
    figures: list[Figure]


def workbench(actor: Actor, today: date) -> Workbench:
    """To-dos by time limit, and the figures of the role; a fixed number of queries."""
    todos = notices.todos(actor)
    count = len(todos) if len(todos) < 100 else notices.count_todos(actor)
    return Workbench(todos, count, [*_hazards(actor, today), *_plans(actor), *_duties(actor, today)])


_TAB_WORDS = {
    "own": _("Open hazards of our unit"),
    "territory": _("Open hazards in our territory"),
    "granted": _("Open hazards we are responsible for"),
}


def _hazards(actor: Actor, today: date) -> list[Figure]:
    if not actor.may("hazards.read"):
        return []
    figures = [
        Figure(_TAB_WORDS[tab], count, f"/hazards/?tab={tab}&open=1")
        for tab, count in hazards.tab_counts(actor).items()
    ]
    tab = "own" if actor.unit_id is not None else TERRITORY
    overdue = hazards.overdue_count(actor, today, tab)
    figures.append(Figure(_("Hazards past their limit"), overdue, f"/hazards/?tab={tab}&overdue=1"))
    return figures


def _plans(actor: Actor) -> list[Figure]:
    if not actor.may("plans.read"):
        return []
    return [
        Figure(_("Tasks of our body not done"), plans.open_share_count(actor), "/plans/shares/"),
    ]


_SOON = 7
"""Days within which a duty is said to end soon."""


def _duties(actor: Actor, today: date) -> list[Figure]:
    if not actor.may("duties.read") or (actor.unit_id is None and actor.body_id is None):
        return []
    count = duties.due_count(actor, today, _SOON)
    return [
        Figure(_("Duties to be fulfilled by us"), count.left, "/duties/due/"),
        Figure(_("of these within seven days"), count.soon, "/duties/due/"),
    ]
