"""Cases brought in with their history as it was: an earlier register, or demonstration data."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.ledger.book import OpenAct, act
from zhiben.core.numbering import next_numbers
from zhiben.domains.hazards.lifecycle import HAZARD
from zhiben.domains.hazards.models import Hazard, StepRecord
from zhiben.domains.hazards.operations.steps import new_todo, settling_office, today_of
from zhiben.domains.hazards.vocabulary import State, Step
from zhiben.domains.notices import operations as notices
from zhiben.domains.organisations import queries as organisations

_END_MOVEMENT = {State.CLOSED: "closed", State.UNFOUNDED: "withdrawn", State.HANDED_OVER: "handed_over"}


@dataclass(frozen=True, slots=True)
class AdoptedHazard:
    """One hazard as the source has it, with the days on which it was found and ended."""

    unit_id: int
    area: int
    sector: str
    matter: str
    body_id: int | None
    state: str
    grade: str
    basis: str
    channel: str
    title: str
    description: str
    place: str
    found_day: date
    limit_day: date | None = None
    ended_day: date | None = None
    handed_to: str = ""


def adopt_hazards(*, actor: Actor, at: datetime, cases: Iterable[AdoptedHazard], source: str) -> list[int]:
    """Bring in hazards in any state with the to-dos of the open ones, set-based.

    The act is recorded now and marked as adopted.
    """
    given = list(cases)
    with act(actor=actor, at=at, operation="hazards.adopt", adopted=True, note=source) as a:
        rows = [_row(case, number) for case, number in zip(given, _numbers(given), strict=True)]
        ends = {
            place: (_END_MOVEMENT[State(case.state)], case.ended_day)
            for place, case in enumerate(given)
            if case.ended_day is not None
        }
        made = HAZARD.adopt(a, rows, ends)
        a.create_many(
            StepRecord,
            [
                StepRecord(
                    hazard=row,
                    round=1,
                    step=Step.REPORT,
                    at=clock.at_noon(row.found_day),
                    recorded_at=a.recorded_at,
                    person_id=actor.person_id,
                    text=row.description,
                    data={"adopted": source},
                )
                for row in made
            ],
        )
        _open_todos(a, made)
    return [row.pk for row in made]


_NEXT = {
    State.REPORTED: ("todo.confirm", "hazards.confirm"),
    State.CONFIRMED: ("todo.issue", "hazards.serve"),
    State.RECTIFYING: ("todo.treat", "hazards.treat"),
    State.RECTIFIED: ("todo.accept", "hazards.accept"),
    State.ACCEPTED: ("todo.review", "hazards.review"),
}


def _open_todos(a: OpenAct, rows: list[Hazard]) -> None:
    """For each open case what its state asks for next, in few statements."""
    waiting = [row for row in rows if row.state in _NEXT]
    units = organisations.unit_names({row.unit_id for row in waiting})
    offices: dict[tuple[int, str], int | None] = {}
    todos = []
    for row in waiting:
        kind, permission = _NEXT[State(row.state)]
        is_units = row.state == State.RECTIFYING
        body = row.body_id
        if body is None and not is_units:
            kind, permission = "todo.settle", "organisations.manage_mandates"
            key = (row.area, row.sector)
            if key not in offices:
                offices[key] = settling_office(row, today_of(a))
            body = offices[key]
        if body is None and not is_units:
            continue
        todos.append(
            new_todo(
                row,
                kind,
                permission,
                unit_name=units.get(row.unit_id, ""),
                body_id=None if is_units else body,
                unit_id=row.unit_id if is_units else None,
                due_day=row.limit_day,
            )
        )
    notices.open_todos(actor=a.actor, at=a.at, todos=todos)


def _numbers(cases: list[AdoptedHazard]) -> list[str]:
    """A number for each case, of the year in which it was found: one statement a year."""
    years = Counter(case.found_day.year for case in cases)
    blocks = {year: iter(next_numbers("hazards", year, years[year])) for year in sorted(years)}
    return [next(blocks[case.found_day.year]) for case in cases]


def _row(case: AdoptedHazard, number: str) -> Hazard:
    return Hazard(
        number=number,
        state=case.state,
        area=case.area,
        area_at=case.area,
        unit_id=case.unit_id,
        sector=case.sector,
        matter=case.matter,
        body_id=case.body_id,
        grade=case.grade,
        grade_basis=case.basis,
        channel=case.channel,
        title=case.title,
        description=case.description,
        place=case.place,
        found_day=case.found_day,
        limit_first=case.limit_day,
        limit_day=case.limit_day,
        ended_day=case.ended_day,
        handed_to=case.handed_to,
    )
