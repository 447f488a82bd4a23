"""What was entered after its period had ended: it counts, and stays late."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Q

from zhiben.core.actors import Actor
from zhiben.core.findings import check
from zhiben.domains.duties.methods.adding import part, whole
from zhiben.domains.duties.models import Activity
from zhiben.domains.duties.queries.duties import DutyLine, reader
from zhiben.domains.duties.queries.standing import PeriodLine
from zhiben.domains.duties.rules import COUNT, CountFacts
from zhiben.domains.instruments import queries as instruments

_Of = tuple[int | None, int | None, str]


class _Act(NamedTuple):
    unit_id: int | None
    body_id: int | None
    kind: str
    done_day: date
    entered_day: date
    led_post: str
    hours: Any
    reached: Any
    files: int


def facts_of(duty: DutyLine, act: Any, line: PeriodLine) -> CountFacts:
    """An activity beside a duty in a period, for the rules that say whether it counts."""
    return CountFacts(
        leaders=tuple(duty.leaders),
        least_hours=duty.hours,
        least_reached=duty.covers,
        needs_evidence=bool(duty.evidence),
        is_alone=line.due is not None,
        led_post=act.led_post,
        hours=act.hours,
        reached=act.reached,
        files=act.files,
        called=tuple(instruments.word_of("posts", post) for post in duty.leaders),
    )


def entered_late(actor: Actor, lines: Iterable[PeriodLine], duties: Mapping[int, DutyLine]) -> dict[int, int]:
    """How much of what is done in each of these periods was entered only after its end (a daily duty: after the day).

    By the id of the period, only where it is more than nothing; in one statement.
    """
    reader(actor)
    wanted = [line for line in lines if line.done]
    if not wanted:
        return {}
    acts = _acts(actor, wanted, duties)
    found = {}
    for line in wanted:
        duty = duties[line.duty_id]
        mine = [
            act
            for act in acts[line.unit_id, line.body_id, duty.activity]
            if line.first_day <= act.done_day <= line.last_day and not check(COUNT, facts_of(duty, act, line))
        ]
        late = _late_times(duty, line, mine) if line.due is None else _late_days(line, mine)
        if late:
            found[line.id] = late
    return found


def _acts(actor: Actor, lines: Sequence[PeriodLine], duties: Mapping[int, DutyLine]) -> dict[_Of, list[_Act]]:
    subjects = Q(unit_id__in={line.unit_id for line in lines if line.unit_id is not None}) | Q(
        body_id__in={line.body_id for line in lines if line.body_id is not None}
    )
    rows = Activity.objects.visible_to(actor).filter(
        subjects,
        withdrawn=None,
        kind__in={duties[line.duty_id].activity for line in lines},
        done_day__range=(min(line.first_day for line in lines), max(line.last_day for line in lines)),
    )
    found: dict[_Of, list[_Act]] = defaultdict(list)
    for row in rows.values_list(*_Act._fields):
        act = _Act(*row)
        found[act.unit_id, act.body_id, act.kind].append(act)
    return found


def _late_times(duty: DutyLine, line: PeriodLine, acts: Sequence[_Act]) -> int:
    """So many of the times done were not whole before the period ended."""
    terms = duty.hours, duty.covers
    in_time = sum(part(*terms, act.hours, act.reached) for act in acts if act.entered_day <= line.last_day)
    return max(0, line.done - in_time // whole(*terms))


def _late_days(line: PeriodLine, acts: Sequence[_Act]) -> int:
    entered: dict[date, date] = {}
    for act in acts:
        entered[act.done_day] = min(act.entered_day, entered.get(act.done_day, act.entered_day))
    owed = (line.due or 0) & line.days
    return sum(
        entered_day > day for day, entered_day in entered.items() if owed >> (day - line.first_day).days & 1
    )


def days_of(line: PeriodLine) -> list[tuple[date, str]]:
    """The days of a daily duty's month that are owed: done, missing or excused; none of another duty."""
    if line.due is None:
        return []
    excused = line.due & line.off & ~line.days
    found = []
    for place in range((line.last_day - line.first_day).days + 1):
        if line.due >> place & 1:
            standing = "done" if line.days >> place & 1 else "excused" if excused >> place & 1 else "missing"
            found.append((line.first_day + timedelta(days=place), standing))
    return found
