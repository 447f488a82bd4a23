"""What the rules may know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from zhiben.domains.hazards.vocabulary import Grade


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the rules may know of a hazard when somebody acts on it. `sides`: person id -> side."""

    today: date
    person_id: int
    body_id: int | None = None
    limit_day: date | None = None
    responsible_body: int | None = None
    sides: Mapping[int, str] = field(default_factory=dict)
    accepted_by: frozenset[int] = frozenset()
    rectified_by: frozenset[int] = frozenset()
    own_accepted_by: frozenset[int] = frozenset()
    unit_persons: frozenset[int] = frozenset()
    planned: bool = False
    extension_open: bool = False
    grade: str = Grade.UNGRADED
    basis: str = ""
    new_limit: date | None = None
    at: datetime | None = None
    recorded_at: datetime | None = None
    last_at: datetime | None = None
    tolerance: timedelta = timedelta(0)
    was_grade: str | None = None
    graded_by: int | None = None
    is_level_of_grade: bool = False
    discussed: bool = False
    statement_open: bool = False
    limit_by: int | None = None
    finder_body: int | None = None
    finder_signs: bool = False
    finder_signed: bool = False
    offered_to: int | None = None
    refusals: int = 0
    items_open: int = 0
    channel: str = ""
    ordered: bool = False
    internal: bool = False
    ordering: bool = False
    grading: bool = False
    fixed_by: frozenset[int] = frozenset()
