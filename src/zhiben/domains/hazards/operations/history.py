"""Cases brought in with their history as it was: an earlier register, or demonstration data."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.ledger.book import act
from zhiben.core.numbering import next_numbers
from zhiben.domains.hazards.lifecycle import HAZARD
from zhiben.domains.hazards.models import Hazard, StepRecord
from zhiben.domains.hazards.vocabulary import State, Step

_END_MOVEMENT = {State.CLOSED: "closed", State.UNFOUNDED: "withdrawn"}


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


def adopt_hazards(*, actor: Actor, at: datetime, cases: Iterable[AdoptedHazard], source: str) -> list[int]:
    """Bring in hazards in any state, set-based; the act is recorded now and marked as adopted."""
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
    return [row.pk for row in made]


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
    )
