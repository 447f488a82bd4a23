"""Completeness: of what was expected, how much was done, by place, sector and duty, in one statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, ExpressionWrapper, F, Q, QuerySet, Sum
from django.db.models.functions import Mod

from zhiben.core.actors import Actor, Range
from zhiben.core.scoped import OWN, TERRITORY
from zhiben.domains.duties.models import DutyPeriod
from zhiben.domains.duties.queries.duties import reader

STEPS = {"province": 10_000_000_000, "city": 100_000_000, "county": 1_000_000, "town": 1_000}
"""Places are the code of their area, cut to the level."""
MISSING = F("expected") - F("done") - F("excused")


@dataclass(frozen=True, slots=True)
class Figure:
    """How complete: `done` of `expected` less `excused`; `area`, `sector`, `duty_id` None where not told apart.

    `running`: so much of what is missing lies in periods that have not ended yet.
    """

    area: int | None
    sector: str | None
    duty_id: int | None
    expected: int
    done: int
    excused: int
    running: int = 0

    @property
    def missing(self) -> int:
        """Expected, neither done nor excused."""
        return self.expected - self.excused - self.done

    @property
    def share(self) -> float | None:
        """Done of what had to be done, from 0 to 1; None where nothing had to be done. Never above 1."""
        owed = self.expected - self.excused
        return self.done / owed if owed else None


def completeness(
    actor: Actor,
    *,
    first: date,
    last: date,
    level: str | None = "county",
    by_sector: bool = False,
    by_duty: bool = False,
    area: Range | None = None,
    sector: str | None = None,
    duties: Sequence[int] | None = None,
    today: date | None = None,
) -> list[Figure]:
    """Figures of all periods that end from `first` to `last`, within reach, in one statement.

    A period belongs to the stretch of days in which it ends: a year's duty to the fourth quarter.
    With `today` each says how much of what is missing lies in periods that still run.
    """
    reader(actor)
    rows: Any = ended(actor, first, last, area=area, sector=sector, duties=duties)
    keys: dict[str, Any] = {}
    if level is not None:
        step = STEPS[level]
        keys["place"] = ExpressionWrapper(F("area") - Mod(F("area"), step), output_field=BigIntegerField())
    if by_sector:
        keys["in_sector"] = F("sector")
    if by_duty:
        keys["of_duty"] = F("duty_id")
    sums: dict[str, Any] = {
        "sum_expected": Sum("expected"),
        "sum_done": Sum("done"),
        "sum_excused": Sum("excused"),
    }
    if today is not None:
        sums["sum_running"] = Sum(MISSING, filter=Q(last_day__gte=today), default=0)
    grouped = rows.values(**keys).annotate(**sums).order_by(*keys) if keys else [rows.aggregate(**sums)]
    return [_figure(row) for row in grouped if row["sum_expected"] is not None]


def summed(found: Iterable[Figure]) -> Figure:
    """Several figures together."""
    lines = list(found)
    names = ("expected", "done", "excused", "running")
    return Figure(None, None, None, **{name: sum(getattr(one, name) for one in lines) for name in names})


@dataclass(frozen=True, slots=True)
class Stretch:
    """How one duty stands in one of its periods, for everybody within reach."""

    first_day: date
    last_day: date
    figure: Figure


def by_period(actor: Actor, duty_id: int, *, first: date, last: date, today: date) -> list[Stretch]:
    """How complete one duty is in each of its periods that end from `first` to `last`, the latest first."""
    reader(actor)
    rows: Any = ended(actor, first, last, duties=[duty_id]).values("first_day", "last_day")
    found = rows.annotate(
        sum_expected=Sum("expected"),
        sum_done=Sum("done"),
        sum_excused=Sum("excused"),
        sum_running=Sum(MISSING, filter=Q(last_day__gte=today), default=0),
    )
    return [
        Stretch(row["first_day"], row["last_day"], _figure(row))
        for row in found.order_by("-last_day", "-first_day")
    ]


def ended(
    actor: Actor,
    first: date,
    last: date,
    *,
    area: Range | None = None,
    sector: str | None = None,
    duties: Iterable[int] | None = None,
) -> QuerySet[DutyPeriod]:
    """Periods within reach that end from `first` to `last`: a unit's own, else those of the territory."""
    tab = None if actor.system else OWN if actor.unit_id is not None else TERRITORY
    wanted = {
        "area__range": area,
        "sector": sector,
        "duty_id__in": None if duties is None else list(duties),
    }
    rows = DutyPeriod.objects.visible_to(actor, tab).filter(last_day__range=(first, last))
    return rows.filter(**{name: value for name, value in wanted.items() if value is not None})


def _figure(row: dict[str, Any]) -> Figure:
    return Figure(
        area=row.get("place"),
        sector=row.get("in_sector"),
        duty_id=row.get("of_duty"),
        expected=row["sum_expected"],
        done=row["sum_done"],
        excused=row["sum_excused"],
        running=row.get("sum_running", 0),
    )
