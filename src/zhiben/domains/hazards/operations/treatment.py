"""What accompanies the treatment: interim measures, money, follow-up, the reason for being overdue; reminders."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import DateField, ExpressionWrapper, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound, RuleBroken
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import act
from zhiben.domains.hazards import rules
from zhiben.domains.hazards.lifecycle import HAZARD
from zhiben.domains.hazards.models import FollowUp, Hazard, InterimMeasure, Letter, Spending
from zhiben.domains.hazards.operations.steps import (
    Photo,
    add_step,
    close_todos,
    facts,
    new_todo,
    seen,
    today_of,
)
from zhiben.domains.hazards.vocabulary import Grade, State, Step
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.notices import operations as notices
from zhiben.domains.notices import queries as todos
from zhiben.domains.organisations import queries as organisations

FOLLOW_UP = sentence("todo.follow_up", N_("Report the progress of hazard %(number)s: %(title)s"))
INTERIM = sentence("todo.interim", N_("Renew or end the interim measure on hazard %(number)s: %(title)s"))

_ALL = "reminders go to every unit"


def set_interim(
    *, actor: Actor, at: datetime, hazard_id: int, seen_version: int, text: str, until: date
) -> int:
    """Set an interim measure that expires; returns its id."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.interim") as a:
        today = today_of(a)
        if findings := rules.hz096_runs(until, today):
            raise RuleBroken(*findings)
        row = HAZARD.perform(a, Step.INTERIM, pk=hazard_id, seen_version=seen_version, facts=facts(a))
        made = a.create(
            InterimMeasure, hazard=row, text=text, since=today, until=until, set_by=actor.person_id
        )
        add_step(a, row, Step.INTERIM, text=text, data={"interim": made.pk, "until": until.isoformat()})
        close_todos(a, row, [INTERIM])
    return int(made.pk)


def end_interim(
    *, actor: Actor, at: datetime, hazard_id: int, seen_version: int, interim_id: int, text: str
) -> None:
    """End an interim measure, with the reason: what it guarded is cured, or another measure took over."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.end_interim") as a:
        row = HAZARD.perform(a, Step.END_INTERIM, pk=hazard_id, seen_version=seen_version, facts=facts(a))
        running = InterimMeasure.objects.visible_to(actor).filter(hazard=row, ended_day=None)
        measure = running.filter(pk=interim_id).first()
        if measure is None:
            raise NotFound(Finding("not-found", field="interim_id"))
        a.change(measure, ended_day=today_of(a), ended_why=text[:500])
        add_step(a, row, Step.END_INTERIM, text=text, data={"interim": measure.pk})
        close_todos(a, row, [INTERIM])


def follow_up(
    *,
    actor: Actor,
    at: datetime,
    hazard_id: int,
    seen_version: int,
    percent: int,
    text: str,
    photos: Iterable[Photo] = (),
) -> None:
    """The unit says how far the treatment is: percent (0 to 100) and words."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.follow_up") as a:
        row = HAZARD.perform(a, Step.FOLLOW_UP, pk=hazard_id, seen_version=seen_version, facts=facts(a))
        a.create(
            FollowUp,
            hazard=row,
            round=row.round,
            day=today_of(a),
            percent=percent,
            text=text,
            person_id=actor.person_id,
        )
        add_step(a, row, Step.FOLLOW_UP, text=text, data={"percent": percent}, photos=photos)
        close_todos(a, row, [FOLLOW_UP])


def record_spending(
    *, actor: Actor, at: datetime, hazard_id: int, seen_version: int, day: date, yuan: Decimal, text: str
) -> None:
    """Record money spent on the treatment, in yuan."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.spend") as a:
        if findings := rules.hz097_spent(day, today_of(a)):
            raise RuleBroken(*findings)
        row = HAZARD.perform(a, Step.SPEND, pk=hazard_id, seen_version=seen_version, facts=facts(a))
        a.create(Spending, hazard=row, day=day, yuan=yuan, text=text[:500], person_id=actor.person_id)
        add_step(a, row, Step.SPEND, text=text, data={"yuan": str(yuan), "day": day.isoformat()})


def explain_overdue(*, actor: Actor, at: datetime, hazard_id: int, seen_version: int, text: str) -> None:
    """The unit states why the hazard is past its limit."""
    seen(actor, hazard_id)
    with act(actor=actor, at=at, operation="hazards.overdue_reason") as a:
        row = HAZARD.perform(a, Step.OVERDUE_REASON, pk=hazard_id, seen_version=seen_version, facts=facts(a))
        add_step(a, row, Step.OVERDUE_REASON, text=text)


def remind_treatment(*, actor: Actor, at: datetime, size: int = 2000) -> int:
    """Open the to-dos of missing follow-ups and of interim measures near their end; returns how many."""
    opened = 0
    today = clock.day_of(at)
    for rows, kind in (*((rows, FOLLOW_UP) for rows in _follow_ups(today)), (_interims(today), INTERIM)):
        last = 0
        while page := list(rows.filter(pk__gt=last).order_by("pk")[:size]):
            last = page[-1].pk
            opened += _remind(actor, at, page, kind)
    return opened


def _remind(actor: Actor, at: datetime, page: list[Hazard], kind: str) -> int:
    """To-dos of one kind for hazards that have none yet; `due` was read with the rows."""
    known = todos.open_of("hazard", [row.pk for row in page], [kind])
    units = organisations.unit_names({row.unit_id for row in page})
    fresh = [
        new_todo(
            row,
            kind,
            "hazards.treat",
            unit_name=units.get(row.unit_id, ""),
            body_id=None,
            unit_id=row.unit_id,
            due_day=getattr(row, "due", None),
        )
        for row in page
        if (row.pk, kind) not in known
    ]
    return notices.open_todos(actor=actor, at=at, todos=fresh)


def _follow_ups(today: date) -> Iterator[QuerySet[Hazard]]:
    """For each grade the hazards whose report of progress is due today or missing."""
    told = FollowUp.objects.unscoped(reason=_ALL).filter(hazard=OuterRef("pk")).order_by("-day")
    sent = Letter.objects.unscoped(reason=_ALL).filter(hazard=OuterRef("pk")).order_by("-id")
    base = Coalesce(Subquery(told.values("day")[:1]), Subquery(sent.values("issued_day")[:1]))
    for grade in (Grade.GENERAL, Grade.MAJOR, Grade.MAJOR_FIRE):
        every = int(instruments.parameter("hazards.follow_up.every", on=today, grade=grade).value)
        rows = Hazard.objects.unscoped(reason=_ALL).filter(
            state=State.RECTIFYING, grade=grade, internal=False
        )
        due = ExpressionWrapper(base + timedelta(days=every), output_field=DateField())
        yield rows.annotate(due=due).filter(due__lte=today)


def _interims(today: date) -> QuerySet[Hazard]:
    """Open hazards with an interim measure that expires soon or has expired."""
    warn = int(instruments.parameter("hazards.interim.warn_before", on=today).value)
    running = InterimMeasure.objects.unscoped(reason=_ALL).filter(hazard=OuterRef("pk"), ended_day=None)
    near = running.filter(until__lte=today + timedelta(days=warn)).order_by("until")
    rows = Hazard.objects.unscoped(reason=_ALL).filter(ended_day=None)
    return rows.annotate(due=Subquery(near.values("until")[:1])).filter(due__isnull=False)
