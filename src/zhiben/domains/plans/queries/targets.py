"""Targets, their readings, and how far each has come."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhiben.core.actors import Actor
from zhiben.domains.people import queries as people
from zhiben.domains.plans.models import Target, TargetReading
from zhiben.domains.plans.queries.reach import reader

_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
}
SIGNS = {">=": "≥", "<=": "≤"}
"""Comparisons as people write them, where they differ."""


def reaches(op: str, reading: Decimal, value: Decimal) -> bool:
    """Whether a reading satisfies a target."""
    return _COMPARE[op](reading, value)


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """What a target stood at on a day."""

    day: date
    value: Decimal
    source: str
    person: str


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target with its readings, the newest first."""

    id: int
    plan_id: int
    part: int
    cite: list[str]
    title: str
    sentence: str
    indicator: str
    op: str
    value: Decimal
    unit: str
    by: date | None
    readings: list[ReadingLine]

    @property
    def sign(self) -> str:
        """The comparison as people write it."""
        return SIGNS.get(self.op, self.op)

    @property
    def latest(self) -> ReadingLine | None:
        """The newest reading."""
        return self.readings[0] if self.readings else None

    @property
    def reached(self) -> bool:
        """Whether the newest reading satisfies the target."""
        return self.latest is not None and reaches(self.op, self.latest.value, self.value)

    @property
    def percent(self) -> int | None:
        """How far towards the value, 0 to 100, where more is better; None without a reading or the other way."""
        if self.latest is None or self.op in ("<", "<=") or self.value <= 0:
            return None
        return max(0, min(100, int(self.latest.value * 100 / self.value)))


_FIELDS = tuple(name for name in TargetLine.__dataclass_fields__ if name != "readings")


def targets(actor: Actor, plan_id: int) -> list[TargetLine]:
    """The targets of a plan with their readings. Three queries."""
    rows = Target.objects.visible_to(reader(actor)).filter(plan_id=plan_id)
    lines = [TargetLine(**row, readings=[]) for row in rows.order_by("part", "id").values(*_FIELDS)]
    known = {line.id: line for line in lines}
    found = list(
        TargetReading.objects.visible_to(actor)
        .filter(target_id__in=known)
        .order_by("-day")
        .values_list("target_id", "day", "value", "source", "person_id")
    )
    names = people.names(person for *_, person in found)
    for target_id, day, value, source, person in found:
        known[target_id].readings.append(ReadingLine(day, value, source, names.get(person, "")))
    return lines
