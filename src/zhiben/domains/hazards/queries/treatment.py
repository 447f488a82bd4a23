"""How the treatment stands: progress and when it is due again, interim measures, money, and how it ended."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan

from zhiben.core.actors import Actor
from zhiben.domains.hazards.models import FollowUp, Hazard, InterimMeasure, Letter, Spending, Treatment
from zhiben.domains.hazards.queries.parts import declare_part, letters_of
from zhiben.domains.hazards.vocabulary import Grade, State
from zhiben.domains.instruments import queries as instruments

ON_TIME, EXTENDED, OVERDUE = "on_time", "extended", "overdue"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a closed hazard ended: on time, within an extended limit, or overdue by so many days."""

    word: str
    days: int = 0


def outcome_of(row: Hazard) -> Outcome | None:
    """On time is within the first limit; extended keeps apart what only an extension made timely."""
    if row.state != State.CLOSED or row.ended_day is None or row.limit_day is None:
        return None
    if row.limit_first is not None and row.ended_day <= row.limit_first:
        return Outcome(ON_TIME)
    if row.ended_day <= row.limit_day:
        return Outcome(EXTENDED)
    return Outcome(OVERDUE, (row.ended_day - row.limit_day).days)


def follow_up_due(last: date | None, every: int) -> date | None:
    """When progress is to be reported next: so many days after the last report, or after the letter."""
    return None if last is None else last + timedelta(days=every)


def progress_missing(today: date) -> Q:
    """Which hazards owe a report of progress that was due before today, reckoned row by row."""
    told = FollowUp.objects.unscoped(reason=_NARROWS).filter(hazard=OuterRef("pk")).order_by("-day")
    sent = Letter.objects.unscoped(reason=_NARROWS).filter(hazard=OuterRef("pk")).order_by("-id")
    last = Coalesce(Subquery(told.values("day")[:1]), Subquery(sent.values("issued_day")[:1]))
    late = Q()
    for grade in (Grade.GENERAL, Grade.MAJOR, Grade.MAJOR_FIRE):
        every = instruments.parameter("hazards.follow_up.every", on=today, grade=grade)
        late |= Q(grade=grade) & Q(LessThan(last, Value(today - timedelta(days=int(every.value)))))
    return Q(state=State.RECTIFYING, ended_day=None, internal=False) & late


_NARROWS = "narrows a list that is within reach already"


def parts_demanded(grade: str, sector: str, today: date) -> list[str]:
    """The parts a plan of treatment must have in this grade and sector, as in force on the day."""
    found = instruments.parameter("hazards.treatment.parts", on=today, grade=grade, sector=sector)
    return list(found.value)


def _treatment(actor: Actor, row: Hazard, today: date) -> dict[str, Any]:
    """Progress so far and when it is due again; how it ended."""
    rows = FollowUp.objects.visible_to(actor).filter(hazard_id=row.pk).order_by("-day", "-id")
    return _standing(actor, row, today, [dict(one) for one in rows.values(*_PROGRESS)])


_PROGRESS = ("round", "day", "percent", "text", "person_id")


def _no_progress(actor: Actor, row: Hazard, today: date) -> dict[str, Any]:
    """Nothing reported yet: when it is due, and how it ended."""
    return _standing(actor, row, today, [])


def _standing(actor: Actor, row: Hazard, today: date, progress: list[dict[str, Any]]) -> dict[str, Any]:
    if row.limit_first is None:
        return {"outcome": None, "progress": progress, "due": None, "is_missing": False}
    due = _due(actor, row, progress, today) if row.state == State.RECTIFYING else None
    return {
        "outcome": outcome_of(row),
        "progress": progress,
        "due": due,
        "is_missing": due is not None and due < today,
    }


def _due(actor: Actor, row: Hazard, progress: list[dict[str, Any]], today: date) -> date | None:
    if row.internal:
        return None
    if progress:
        last = progress[0]["day"]
    else:
        letters = letters_of(actor, row.pk)
        last = letters[-1].issued_day if letters else None
    every = instruments.parameter("hazards.follow_up.every", on=today, grade=row.grade)
    return follow_up_due(last, int(every.value))


def _interim(actor: Actor, row: Hazard, today: date) -> list[dict[str, Any]]:
    rows = InterimMeasure.objects.visible_to(actor).filter(hazard_id=row.pk).order_by("id")
    return [
        {**one, "is_expired": one["ended_day"] is None and one["until"] < today}
        for one in rows.values("id", "text", "since", "until", "ended_day", "ended_why")
    ]


def _spending(actor: Actor, row: Hazard, today: date) -> dict[str, Any]:
    rows = Spending.objects.visible_to(actor).filter(hazard_id=row.pk).order_by("day", "id")
    lines = list(rows.values("day", "yuan", "text"))
    plans = Treatment.objects.visible_to(actor).filter(hazard_id=row.pk).order_by("-edition")
    planned = plans.values_list("funds_yuan", flat=True).first()
    return {"lines": lines, "spent": sum((one["yuan"] for one in lines), Decimal(0)), "planned": planned}


declare_part("treatment", FollowUp, _treatment, bare=_no_progress)
declare_part("treatment_interim", InterimMeasure, _interim)
declare_part("treatment_spending", Spending, _spending)
