"""What was there and not found: major hazards a unit did not declare, and findings soon after a visit without any.

Shown to the unit concerned, its supervisor and the office, and to nobody else; tips are kept from the unit.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery

from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden
from zhiben.core.findings import Finding
from zhiben.core.scoped import OWN, TERRITORY
from zhiben.domains.hazards.models import CleanVisit, Hazard
from zhiben.domains.hazards.vocabulary import GRAVE, Channel, Grade, State
from zhiben.domains.instruments import queries as instruments
from zhiben.domains.instruments.queries import ParameterValue

_WHY = "whether anybody declared or visited is counter-evidence to a hazard within reach"
_COLUMNS = (
    "id",
    "number",
    "title",
    "unit_id",
    "area",
    "sector",
    "matter",
    "state",
    "grade",
    "channel",
    "found_day",
    "body_id",
)
_OFFICE = frozenset({"office"})
_SUPERVISORS = frozenset({"department_head", "officer"})


def _concerned(actor: Actor) -> QuerySet[Hazard]:
    """Hazards found by another than the unit and not withdrawn, of whom it concerns."""
    if not actor.may("hazards.missed"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.missed"}), code="no-permission")
    if actor.unit_id is not None:
        rows = Hazard.objects.visible_to(actor, OWN).exclude(channel=Channel.TIP)
    elif actor.role in _OFFICE:
        rows = Hazard.objects.visible_to(actor, TERRITORY)
    elif actor.role in _SUPERVISORS and actor.body_id is not None:
        rows = Hazard.objects.visible_to(actor).filter(body_id=actor.body_id)
    else:
        rows = Hazard.objects.visible_to(actor).none()
    rows = rows.exclude(state__in=(State.REPORTED, State.UNFOUNDED)).exclude(channel=Channel.SELF_REPORT)
    told_elsewhere = Q(state=State.MERGED) & ~Q(merged_into__channel=Channel.SELF_REPORT)
    return rows.exclude(told_elsewhere)


def undeclared(actor: Actor, on: date) -> QuerySet[Any]:
    """Major hazards found by others in units that had declared nothing for so many days before.

    Adds `last_declared`: the day of the unit's last own finding before, if there ever was one.
    """
    days = timedelta(days=int(instruments.parameter("hazards.missed.declared_within", on=on).value))
    own = Hazard.objects.unscoped(reason=_WHY).filter(
        unit_id=OuterRef("unit_id"), channel=Channel.SELF_REPORT, found_day__lte=OuterRef("found_day")
    )
    recent = own.filter(found_day__gte=OuterRef("found_day") - days)
    last = own.order_by("-found_day").values("found_day")[:1]
    rows = _concerned(actor).filter(~Exists(recent), grade__in=sorted(GRAVE))
    return rows.values(*_COLUMNS, last_declared=Subquery(last, output_field=DateField()))


def visited(actor: Actor, on: date) -> QuerySet[Any]:
    """Hazards found soon after a visit in the same matter had found nothing in the unit.

    Adds `visit_day` and `visit_body`, of the last such visit.
    """
    days = timedelta(days=int(instruments.parameter("hazards.missed.visited_within", on=on).value))
    clean = CleanVisit.objects.unscoped(reason=_WHY).filter(
        unit_id=OuterRef("unit_id"),
        matter=OuterRef("matter"),
        day__lt=OuterRef("found_day"),
        day__gte=OuterRef("found_day") - days,
    )
    last = clean.order_by("-day", "-pk")
    rows = _concerned(actor).filter(Exists(clean)).exclude(grade=Grade.UNGRADED)
    return rows.values(
        *_COLUMNS,
        visit_day=Subquery(last.values("day")[:1]),
        visit_body=Subquery(last.values("body_id")[:1]),
    )


def missed(actor: Actor, on: date, tab: str = "undeclared", **filters: Any) -> QuerySet[Any]:
    """One of the two lists, narrowed: grade, channel, sector, matter, unit, found_from, found_to."""
    rows = visited(actor, on) if tab == "visited" else undeclared(actor, on)
    wanted = Q()
    for name in ("grade", "channel", "sector", "matter"):
        if filters.get(name):
            wanted &= Q(**{name: filters[name]})
    if filters.get("unit"):
        wanted &= Q(unit_id=filters["unit"])
    if filters.get("found_from"):
        wanted &= Q(found_day__gte=filters["found_from"])
    if filters.get("found_to"):
        wanted &= Q(found_day__lte=filters["found_to"])
    return rows.filter(wanted)


def missed_counts(actor: Actor, on: date) -> dict[str, int]:
    """How many lines each list has."""
    return {"undeclared": undeclared(actor, on).count(), "visited": visited(actor, on).count()}


def missed_rules(on: date) -> list[ParameterValue]:
    """The numbers used, with their marks."""
    keys = ("hazards.missed.declared_within", "hazards.missed.visited_within")
    return list(instruments.parameters_for(keys, on=on).values())
