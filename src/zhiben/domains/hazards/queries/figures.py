"""Figures of hazards: sums over flow rows within the actor's territory. Every number opens its rows."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from django.db.models import BigIntegerField, ExpressionWrapper, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid
from zhiben.core.findings import Finding
from zhiben.core.models import Flow
from zhiben.core.scoped import TERRITORY
from zhiben.domains.hazards.models import Hazard

By = Literal["town", "sector", "channel"]
_TOWN = 1000
BALANCES = ("open", "stock", "inflow", "overdue", "before")
MOVEMENTS = ("found", "closed", "withdrawn", "moved")
FIGURES = (*BALANCES, *MOVEMENTS)


@dataclass(frozen=True, slots=True)
class BoardAsk:
    """What a board counts: the state at the end of `last`, the movements from `first` to `last` (both included).

    `cutoff`: found before it is stock, from it on inflow. `grade`: only that grade, if given.
    """

    first: date
    last: date
    cutoff: date
    grade: str = ""
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class BoardRow:
    """Items (not units) in one cell. open = before + found - closed - withdrawn + moved; open = stock + inflow."""

    key: str
    open: int
    stock: int
    inflow: int
    overdue: int
    before: int
    found: int
    closed: int
    withdrawn: int
    moved: int


def _rows(actor: Actor, ask: BoardAsk) -> QuerySet:
    rows = Flow.objects.visible_to(actor, TERRITORY).filter(kind="hazard", effective_day__lte=ask.last)
    if ask.grade:
        rows = rows.filter(grade=ask.grade)
    if ask.low is not None:
        rows = rows.filter(area__range=(ask.low, ask.high))
    return rows


def _within(ask: BoardAsk) -> dict[str, tuple[Q, int]]:
    """For each figure the flow rows it sums, and the sign it is shown with."""
    period = Q(effective_day__gte=ask.first)
    named = ("found", "closed", "withdrawn")
    return {
        "open": (Q(), 1),
        "stock": (Q(found_day__lt=ask.cutoff), 1),
        "inflow": (Q(found_day__gte=ask.cutoff), 1),
        "overdue": (Q(due_day__lt=ask.last), 1),
        "before": (Q(effective_day__lt=ask.first), 1),
        "found": (period & Q(movement="found"), 1),
        "closed": (period & Q(movement="closed"), -1),
        "withdrawn": (period & Q(movement="withdrawn"), -1),
        "moved": (period & ~Q(movement__in=named), 1),
    }


def _sums(ask: BoardAsk) -> dict[str, Any]:
    return {
        f"n_{name}": Coalesce(Sum("sign", filter=condition), 0) * Value(sign)
        for name, (condition, sign) in _within(ask).items()
    }


def _key(rows: QuerySet, by: str) -> QuerySet:
    if by == "town":
        # Named as big: a code compared with an ordinary integer would be taken for out of range, and match nothing.
        town = ExpressionWrapper(F("area") / _TOWN * _TOWN, output_field=BigIntegerField())
        return rows.annotate(cell=town)
    if by in ("sector", "channel"):
        return rows.annotate(cell=F(by))
    raise Invalid(Finding("value-out-of-range", field="by"))


def board(actor: Actor, ask: BoardAsk, by: By) -> list[BoardRow]:
    """One row a cell that has anything to show, in one statement; keys as text (a town's is its area code)."""
    rows = _key(_rows(actor, ask), by).values("cell").annotate(**_sums(ask)).order_by("cell")
    made = [
        BoardRow(key=str(row.pop("cell")), **{k[2:]: v for k, v in row.items()}) for row in map(dict, rows)
    ]
    return [row for row in made if any(getattr(row, name) for name in FIGURES)]


def totals(actor: Actor, ask: BoardAsk) -> BoardRow:
    """The same figures over everything within the territory."""
    sums = _rows(actor, ask).aggregate(**_sums(ask))
    return BoardRow(key="", **{name[2:]: value for name, value in sums.items()})


def opened(actor: Actor, ask: BoardAsk, figure: str, by: str = "", key: str = "") -> list[dict[str, Any]]:
    """The rows behind a number: case, number and values as they were; `id` only where the case is visible now."""
    if figure not in FIGURES:
        raise Invalid(Finding("value-out-of-range", field="figure"))
    condition, sign = _within(ask)[figure]
    rows = _rows(actor, ask).filter(condition)
    if by:
        rows = _key(rows, by).filter(cell=int(key) if by == "town" and key.isdecimal() else key)
    cells = ("case", "found_day", "due_day", "area", "unit", "sector", "channel", "grade", "state")
    counted = rows.values(*cells).annotate(n=Sum("sign") * Value(sign)).exclude(n=0).order_by("case")
    lines = [dict(line) for line in counted]
    numbers = _numbers({line["case"] for line in lines})
    seen = set(Hazard.objects.visible_to(actor).filter(pk__in=list(numbers)).values_list("pk", flat=True))
    return [
        {
            **line,
            "number": numbers.get(line["case"], ""),
            "id": line["case"] if line["case"] in seen else None,
        }
        for line in lines
    ]


def _numbers(cases: set[int]) -> dict[int, str]:
    rows = Hazard.objects.unscoped(reason="a figure opens with the number of each case it counts")
    return dict(rows.filter(pk__in=cases).values_list("pk", "number"))


def trend(actor: Actor, ask: BoardAsk, points: int = 12) -> list[dict[str, Any]]:
    """Open, found and closed at the ends of the last `points` weeks, oldest first."""
    days = [ask.last - timedelta(days=7 * back) for back in range(points - 1, -1, -1)]
    sums: dict[str, Any] = {}
    for place, day in enumerate(days):
        week = Q(effective_day__gt=day - timedelta(days=7), effective_day__lte=day)
        sums[f"open_{place}"] = Coalesce(Sum("sign", filter=Q(effective_day__lte=day)), 0)
        sums[f"found_{place}"] = Coalesce(Sum("sign", filter=week & Q(movement="found")), 0)
        sums[f"closed_{place}"] = -Coalesce(Sum("sign", filter=week & Q(movement="closed")), 0)
    values = _rows(actor, ask).aggregate(**sums)
    return [
        {"day": day, **{name: values[f"{name}_{place}"] for name in ("open", "found", "closed")}}
        for place, day in enumerate(days)
    ]
