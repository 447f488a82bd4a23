"""The rows behind a figure, and what makes the two ways of reckoning differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, DateField, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Greatest

from zhiben.core.actors import Actor
from zhiben.core.errors import Invalid
from zhiben.core.findings import Finding
from zhiben.core.flows import BETWEEN, KNOWN, OUTS, REPORTED
from zhiben.core.models import Flow
from zhiben.core.scoped import TERRITORY
from zhiben.domains.hazards.models import Hazard, StepRecord
from zhiben.domains.hazards.queries.figures import BASES, BYS, FIGURES, MOVEMENTS, BoardAsk, unit_of
from zhiben.domains.hazards.vocabulary import Grade

PAGE = 200
_CELLS = ("case", "found_day", "due_day", "area", "unit", "sector", "channel", "grade", "state")


@dataclass(frozen=True, slots=True)
class Opened:
    """One page of the rows behind a figure; `after` asks for the next one, empty at the end."""

    rows: list[dict[str, Any]]
    after: str


def _rows(actor: Actor, ask: BoardAsk) -> QuerySet:
    return _within(actor, ask).filter(effective_day__lte=ask.last)


def after(actor: Actor, ask: BoardAsk) -> QuerySet:
    """The flow rows that no figure of the period counts yet."""
    later = Q(effective_day__gt=ask.last)
    if ask.basis == REPORTED:
        later |= Q(recorded_day__gt=ask.last) & Q(recorded_day__gt=F("effective_day"))
    return _within(actor, ask).filter(later)


def _within(actor: Actor, ask: BoardAsk) -> QuerySet:
    rows = Flow.objects.visible_to(actor, TERRITORY).filter(kind="hazard")
    rows = rows.annotate(known=F("effective_day"), reported=_reported())
    if ask.grade:
        rows = rows.filter(grade=ask.grade)
    if ask.low is not None:
        rows = rows.filter(area__range=(ask.low, ask.high))
    return rows


def _reported() -> Any:
    return Greatest("effective_day", "recorded_day", output_field=DateField())


def _condition(ask: BoardAsk, figure: str, basis: str) -> tuple[Q, int]:
    """The flow rows a figure sums, and the sign it is shown with."""
    until, since = Q(**{f"{basis}__lte": ask.last}), Q(**{f"{basis}__gte": ask.first})
    balances = {
        "open": until,
        "stock": until & Q(found_day__lt=ask.cutoff),
        "inflow": until & Q(found_day__gte=ask.cutoff),
        "major": until & Q(grade=Grade.MAJOR),
        "major_fire": until & Q(grade=Grade.MAJOR_FIRE),
        "overdue": until & Q(due_day__lt=ask.last),
        "before": Q(**{f"{basis}__lt": ask.first}),
    }
    if figure in balances:
        return balances[figure], 1
    if figure not in FIGURES:
        raise Invalid(Finding("value-out-of-range", field="figure"))
    named = [name for name in MOVEMENTS if name != "changed"]
    moved = ~Q(movement__in=named) if figure == "changed" else Q(movement=figure)
    return until & since & moved, -1 if figure in OUTS else 1


def _celled(actor: Actor, ask: BoardAsk, rows: QuerySet, by: str, key: str) -> QuerySet:
    if not by:
        return rows
    if by not in BYS:
        raise Invalid(Finding("value-out-of-range", field="by"))
    if by != "area":
        return rows.filter(**{by: key})
    if not key.isdecimal():
        raise Invalid(Finding("value-out-of-range", field="key"))
    code, unit = int(key), unit_of(actor, ask)
    return rows.filter(area__range=(code, code + unit - 1)) if len(key) <= 12 else rows.none()


def behind(actor: Actor, ask: BoardAsk, figure: str, by: str = "", key: str = "") -> tuple[QuerySet, int]:
    """The flow rows a figure sums, and the sign it is shown with."""
    if ask.basis not in BASES:
        raise Invalid(Finding("value-out-of-range", field="basis"))
    condition, sign = _condition(ask, figure, ask.basis)
    return _celled(actor, ask, _rows(actor, ask).filter(condition), by, key), sign


def rows_behind(
    actor: Actor, ask: BoardAsk, figure: str, by: str = "", key: str = "", after: str = "", limit: int = PAGE
) -> Opened:
    """The rows behind a number: case, number and values as they were; `id` only where the case is visible now.

    Hazards kept inside a unit stand as one row a unit with their count. `n` sums to the figure over all pages.
    """
    rows, sign = behind(actor, ask, figure, by, key)
    kind, place = _place(after)
    lines: list[dict[str, Any]] = []
    following = ""
    if kind == "c":
        lines, following = _cases(rows.filter(internal=False), figure, sign, place, limit)
        kind, place = "u", -1
    if not following and len(lines) < limit:
        more, following = _units(rows.filter(internal=True), sign, place, limit - len(lines))
        lines += more
    elif not following:
        following = "u-1"
    return Opened(_told(actor, lines, figure), following)


def _place(after: str) -> tuple[str, int]:
    """Where a page begins: after that case, or after that unit."""
    if not after:
        return "c", -1
    kind, number = after[:1], after[1:]
    if kind not in ("c", "u") or not number.lstrip("-").isdecimal() or len(number) > 18:
        raise Invalid(Finding("value-out-of-range", field="after"))
    return kind, int(number)


def _cases(
    rows: QuerySet, figure: str, sign: int, after: int, limit: int
) -> tuple[list[dict[str, Any]], str]:
    """Lines of the next cases, with their values; a case may have several where it moved."""
    cases = rows.filter(case__gt=after).order_by("case").values("case").annotate(s=Sum("sign"))
    if figure not in BETWEEN:
        cases = cases.exclude(s=0)
    keys = [row["case"] for row in cases[: limit + 1]]
    lines = rows.filter(case__in=keys[:limit]).values(*_CELLS).annotate(n=Sum("sign") * Value(sign))
    following = f"c{keys[limit - 1]}" if len(keys) > limit else ""
    return [dict(line) for line in lines.exclude(n=0).order_by("case", "n")], following


def _units(rows: QuerySet, sign: int, after: int, limit: int) -> tuple[list[dict[str, Any]], str]:
    """Units with the count of hazards kept inside them."""
    found = rows.filter(unit__gt=after).values("unit").annotate(n=Sum("sign") * Value(sign))
    lines = [dict(line) for line in found.exclude(n=0).order_by("unit")[: limit + 1]]
    following = f"u{lines[limit - 1]['unit']}" if len(lines) > limit else ""
    empty = dict.fromkeys(_CELLS)
    return [{**empty, **line} for line in lines[:limit]], following


def _told(actor: Actor, lines: list[dict[str, Any]], figure: str) -> list[dict[str, Any]]:
    """With numbers, ids where the case is visible now, and the reason stated for being overdue."""
    cases = {line["case"] for line in lines if line["case"] is not None}
    numbers, seen = _numbers(cases), _seen(actor, cases)
    reasons = _reasons(actor, seen) if figure == "overdue" else {}
    return [
        {
            **line,
            "number": numbers.get(line["case"], ""),
            "id": line["case"] if line["case"] in seen else None,
            "reason": reasons.get(line["case"], ""),
        }
        for line in lines
    ]


def _numbers(cases: Iterable[int]) -> dict[int, str]:
    rows = Hazard.objects.unscoped(reason="a figure opens with the number of each case it counts")
    return dict(rows.filter(pk__in=list(cases)).values_list("pk", "number"))


def _seen(actor: Actor, cases: Iterable[int]) -> set[int]:
    return set(Hazard.objects.visible_to(actor).filter(pk__in=list(cases)).values_list("pk", flat=True))


def _reasons(actor: Actor, cases: set[int]) -> dict[int, str]:
    """The last reason stated for each case."""
    steps = StepRecord.objects.visible_to(actor).filter(hazard_id__in=cases, step="overdue_reason")
    return dict(steps.order_by("id").values_list("hazard_id", "text"))


@dataclass(frozen=True, slots=True)
class Late:
    """A row recorded after the day it took effect: `n` is what it adds to "as known now" over "as reported"."""

    case: int
    number: str
    id: int | None
    movement: str
    effective_day: date
    recorded_day: date
    grade: str
    area: int
    n: int


@dataclass(frozen=True, slots=True)
class LatePage:
    """One page of them; `after` asks for the next one, empty at the end."""

    rows: list[Late]
    after: str


def late_rows(actor: Actor, ask: BoardAsk, figure: str, after: str = "", limit: int = PAGE) -> LatePage:
    """The rows because of which a figure is not the same as known now and as reported; `n` sums to the difference."""
    if after and (not after.isdecimal() or len(after) > 18):
        raise Invalid(Finding("value-out-of-range", field="after"))
    known, sign = _condition(ask, figure, KNOWN)
    reported, _ = _condition(ask, figure, REPORTED)
    weight = Case(
        When(known & ~reported, then=Value(sign)),
        When(reported & ~known, then=Value(-sign)),
        default=Value(0),
        output_field=IntegerField(),
    )
    rows = _rows(actor, ask).filter(recorded_day__gt=F("effective_day"), id__gt=int(after or 0))
    rows = rows.annotate(weight=weight).exclude(weight=0).order_by("id")
    columns = ("id", "case", "movement", "effective_day", "recorded_day", "grade", "area", "sign", "weight")
    lines = [dict(line) for line in rows.values(*columns)[: limit + 1]]
    following = str(lines[limit - 1]["id"]) if len(lines) > limit else ""
    return LatePage(_late(actor, lines[:limit]), following)


def _late(actor: Actor, lines: list[dict[str, Any]]) -> list[Late]:
    cases = {line["case"] for line in lines}
    numbers, seen = _numbers(cases), _seen(actor, cases)
    return [
        Late(
            case=line["case"],
            number=numbers.get(line["case"], ""),
            id=line["case"] if line["case"] in seen else None,
            movement=line["movement"],
            effective_day=line["effective_day"],
            recorded_day=line["recorded_day"],
            grade=line["grade"],
            area=line["area"],
            n=line["weight"] * line["sign"],
        )
        for line in lines
    ]
