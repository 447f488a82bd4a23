"""Cases brought in with their history as it was: an earlier register, or demonstration data."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from zhiben.core import clock
from zhiben.core.actors import Actor
from zhiben.core.ledger.book import OpenAct, act
from zhiben.core.numbering import next_numbers
from zhiben.domains.hazards.lifecycle import HAZARD
from zhiben.domains.hazards.models import Hazard, StepRecord, Treatment
from zhiben.domains.hazards.operations.waiting import open_waiting
from zhiben.domains.hazards.vocabulary import State, Step

_END_MOVEMENT = {State.CLOSED: "closed", State.UNFOUNDED: "withdrawn", State.HANDED_OVER: "handed_over"}

_END_STEP = {State.CLOSED: Step.REVIEW, State.UNFOUNDED: Step.DECLINE, State.HANDED_OVER: Step.HAND_OVER}


@dataclass(frozen=True, slots=True)
class AdoptedPlan:
    """What the source says of the treatment: words, sum in yuan, the day promised. What it does not say is blank."""

    measures: str
    funds: str
    funds_yuan: Decimal
    time_limit: str
    done_by: date


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
    finder_body_id: int | None = None
    internal: bool = False
    end_text: str = ""
    plan: AdoptedPlan | None = None


def adopt_hazards(*, actor: Actor, at: datetime, cases: Iterable[AdoptedHazard], source: str) -> list[int]:
    """Bring in hazards in any state with the to-dos of the open ones, set-based.

    The act is recorded now and marked as adopted.
    """
    with act(actor=actor, at=at, operation="hazards.adopt", adopted=True, note=source) as a:
        return [step.hazard_id for step in adopt_cases(a, list(cases), source)]


def adopt_cases(a: OpenAct, given: list[AdoptedHazard], source: str) -> list[StepRecord]:
    """The same within an act that writes more; the step of finding of each case, in their order."""
    rows = [_row(case, number) for case, number in zip(given, _numbers(given), strict=True)]
    ends = {
        place: (_END_MOVEMENT[State(case.state)], case.ended_day)
        for place, case in enumerate(given)
        if case.ended_day is not None
    }
    made = HAZARD.adopt(a, rows, ends)
    steps = a.create_many(
        StepRecord,
        [_step(a, row, Step.REPORT, row.found_day, row.description, source) for row in made],
    )
    _adopt_plans(a, made, given, source)
    pairs = [(row, case) for row, case in zip(made, given, strict=True) if case.ended_day and case.end_text]
    a.create_many(
        StepRecord,
        [
            _step(a, row, _END_STEP[State(case.state)], case.ended_day, case.end_text, source)
            for row, case in pairs
        ],
    )
    open_waiting(a, made)
    return steps


def _adopt_plans(a: OpenAct, made: list[Hazard], given: list[AdoptedHazard], source: str) -> None:
    """The plans of treatment as first editions, each with its line of the timeline on the day of finding."""
    pairs = [(row, case.plan) for row, case in zip(made, given, strict=True) if case.plan is not None]
    a.create_many(
        Treatment,
        [
            Treatment(
                hazard=row,
                edition=1,
                responsibility="",
                measures=plan.measures,
                funds=plan.funds,
                funds_yuan=plan.funds_yuan,
                time_limit=plan.time_limit,
                done_by=plan.done_by,
                contingency="",
            )
            for row, plan in pairs
        ],
    )
    steps = [_step(a, row, Step.FILE_PLAN, row.found_day, plan.measures, source) for row, plan in pairs]
    for step in steps:
        step.data["edition"] = 1
    a.create_many(StepRecord, steps)


def _step(a: OpenAct, row: Hazard, step: str, day: date | None, text: str, source: str) -> StepRecord:
    at = clock.at_noon(day or row.found_day)
    return StepRecord(
        hazard=row,
        round=1,
        step=step,
        at=at,
        recorded_at=a.recorded_at,
        person_id=a.actor.person_id,
        text=text,
        data={"adopted": source},
    )


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
        finder_body_id=case.finder_body_id,
        internal=case.internal,
    )
