"""How items of documents stand in the plans: tasks taken up, targets, reports due; for the coverage page."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhiben.core.actors import Actor
from zhiben.domains.instruments.queries import Live, LiveKind
from zhiben.domains.plans.models import ReportDue, Share, Target, TargetReading
from zhiben.domains.plans.queries.dues import standings
from zhiben.domains.plans.queries.reach import overdue_on
from zhiben.domains.plans.queries.targets import SIGNS, reaches
from zhiben.domains.plans.vocabulary import ShareState, Standing

LIVE = {
    "tasks": LiveKind(
        gettext_lazy("Tasks"),
        gettext_lazy("%(done)s of %(expected)s shares done, %(overdue)s overdue"),
    ),
    "targets": LiveKind(
        gettext_lazy("Targets"),
        gettext_lazy("%(done)s of %(expected)s targets reached, %(overdue)s past their day"),
    ),
    "reports": LiveKind(
        pgettext_lazy("list", "Reports due"),
        gettext_lazy(
            "%(done)s of %(expected)s delivered in time, %(overdue)s late or missing, %(open)s still open"
        ),
    ),
}


def live(actor: Actor, items: Collection[int], day: date) -> Mapping[int, list[Live]]:
    """How these items stand, as far as plans within reach run them. Three statements."""
    found: dict[int, list[Live]] = defaultdict(list)
    if actor.may("plans.read"):
        for read in (_tasks, _targets, _reports):
            read(actor, items, day, found)
    return found


def _tasks(actor: Actor, items: Collection[int], day: date, found: dict[int, list[Live]]) -> None:
    rows: Any = Share.objects.visible_to(actor).filter(task__item_id__in=items, parent=None)
    counted = rows.exclude(state=ShareState.RELEASED).values("task__item_id", "task__number")
    counted = counted.annotate(
        n=Count("id"),
        done=Count("id", filter=Q(state=ShareState.DONE)),
        late=Count("id", filter=overdue_on(day)),
    )
    for row in counted.order_by():
        item, number = row["task__item_id"], row["task__number"]
        several = f"{reverse('plans:shares')}?tab=all&q={number}"
        url = reverse("plans:item", args=[item]) if row["n"] == 1 else several
        found[item].append(Live("tasks", row["n"], row["done"], row["late"], url=url))


def _targets(actor: Actor, items: Collection[int], day: date, found: dict[int, list[Live]]) -> None:
    readings = TargetReading.objects.visible_to(actor).filter(target=OuterRef("pk"), day__lte=day)
    rows: Any = Target.objects.visible_to(actor).filter(item_id__in=items)
    latest = rows.annotate(now=Subquery(readings.order_by("-day").values("value")[:1]))
    fields = ("item_id", "plan_id", "op", "value", "unit", "by", "now")
    for item, plan, op, value, unit, by, now in latest.values_list(*fields):
        reached = now is not None and reaches(op, now, value)
        late = not reached and by is not None and by < day
        sign = "" if op == "=" else SIGNS.get(op, op)
        goal = f"{sign} {_number(value)} {unit}".strip()
        stands = _("%(now)s, goal %(goal)s") % {"now": f"{_number(now)} {unit}".strip(), "goal": goal}
        said = stands if now is not None else _("no reading yet, goal %(goal)s") % {"goal": goal}
        url = reverse("plans:targets", args=[plan])
        found[item].append(Live("targets", 1, int(reached), int(late), last=by, said=said, url=url))


def _number(value: Any) -> str:
    """A decimal without needless noughts."""
    return f"{value.normalize():f}" if value is not None else ""


def _reports(actor: Actor, items: Collection[int], day: date, found: dict[int, list[Live]]) -> None:
    conditions = standings(day)
    rows: Any = ReportDue.objects.visible_to(actor).filter(rule__item_id__in=items)
    counted = rows.exclude(conditions[Standing.WAIVED]).values("rule__item_id", "rule_id")
    counted = counted.annotate(
        n=Count("id"),
        done=Count("id", filter=conditions[Standing.DELIVERED]),
        late=Count("id", filter=conditions[Standing.LATE] | conditions[Standing.MISSING]),
    )
    for row in counted.order_by():
        url = f"{reverse('plans:dues')}?tab=all&rule={row['rule_id']}"
        found[row["rule__item_id"]].append(Live("reports", row["n"], row["done"], row["late"], url=url))
