"""Two hazards side by side with the reasons; where a hazard came from; what it was merged into."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.files.kinds import IMAGES
from zhiben.core.findings import Finding, check
from zhiben.domains.hazards.models import Attachment, Hazard, SamePair, StepRecord
from zhiben.domains.hazards.queries.merging import advance, may_decide, side_of
from zhiben.domains.hazards.queries.parts import declare_part
from zhiben.domains.hazards.rules.sameness import MERGE, SameFacts
from zhiben.domains.hazards.vocabulary import Channel, PairState, State, Step
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.people import queries as people
from zhiben.domains.places import queries as places

_COLUMNS = (
    "id",
    "a_id",
    "b_id",
    "a__number",
    "b__number",
    "a__title",
    "a__unit_id",
    "score",
    "state",
    "offered_at",
)
_SIDE = (
    "id", "number", "version", "state", "grade", "channel", "title", "description", "place", "found_day",
    "limit_first", "limit_day", "ended_day", "criterion",
)  # fmt: skip
_FOUND = (Step.REPORT, Step.DISSUADE, Step.RECORD_OWN)


@dataclass(frozen=True, slots=True)
class SideOfPair:
    """One of the two as the page shows it; `against`: what stands against keeping this one."""

    values: dict[str, Any]
    other_version: int
    unit: str
    body: str
    finder: str
    area_name: str
    pictures: list[int]
    against: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PairPage:
    """A pair with both sides; `kept`: which one stays unless the reader chooses otherwise."""

    id: int
    version: int
    state: str
    score: int
    reasons: tuple[Finding, ...]
    sides: tuple[SideOfPair, SideOfPair]
    kept: int
    text: str
    decided_by: str
    decided_day: date | None


def pairs(actor: Actor, tab: str = "offered") -> QuerySet:
    """Pairs offered to the actor's body: those to compare, or those settled."""
    rows = SamePair.objects.visible_to(actor)
    rows = rows.filter(state=PairState.OFFERED) if tab == "offered" else rows.exclude(state=PairState.OFFERED)
    return rows.values(*_COLUMNS)


def offered_count(actor: Actor) -> dict[str, int]:
    """How many pairs wait for the actor's body."""
    return {"offered": SamePair.objects.visible_to(actor).filter(state=PairState.OFFERED).count()}


def pair(actor: Actor, pair_id: int, today: date) -> PairPage:
    """The pair with both hazards; NotFound unless the actor may see the pair and both."""
    row = SamePair.objects.visible_to(actor).filter(pk=pair_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    both = Hazard.objects.visible_to(actor).select_related("unit").in_bulk([row.a_id, row.b_id])
    if len(both) != 2:
        raise NotFound(Finding("not-found"))
    a, b = both[row.a_id], both[row.b_id]
    decider = people.names([row.decided_by]).get(row.decided_by, "") if row.decided_by else ""
    return PairPage(
        id=row.pk,
        version=row.version,
        state=row.state,
        score=row.score,
        reasons=tuple(Finding(one["code"], one["params"]) for one in row.reasons),
        sides=_sides(actor, a, b, today),
        kept=_kept(a, b, today),
        text=row.text,
        decided_by=decider,
        decided_day=row.decided_at.date() if row.decided_at else None,
    )


def _against(kept: Hazard, ended: Hazard, today: date) -> tuple[Finding, ...]:
    """What stands against keeping this one; that the body may decide was found out when it was offered."""
    facts = SameFacts(side_of(kept, today), side_of(ended, today), may_decide=True)
    return tuple(check(MERGE, facts))


def _kept(a: Hazard, b: Hazard, today: date) -> int:
    """The one that stays: which the rules allow, then the one further on, then the earlier."""
    first, second = sorted((a, b), key=advance, reverse=True)
    is_second = _against(first, second, today) and not _against(second, first, today)
    return int(second.pk if is_second else first.pk)


def _sides(actor: Actor, a: Hazard, b: Hazard, today: date) -> tuple[SideOfPair, SideOfPair]:
    finders = found_by([a.pk, b.pk])
    pictures = _pictures(actor, [a.pk, b.pk])
    bodies = organisations.body_names([body for row in (a, b) if (body := row.body_id) is not None])
    areas = places.names([a.area, b.area])
    made = [
        SideOfPair(
            values={name: getattr(row, name) for name in _SIDE},
            other_version=other.version,
            unit=row.unit.name,
            body=bodies.get(row.body_id or 0, ""),
            finder=finders.get(row.pk, ""),
            area_name=areas.get(row.area, ""),
            pictures=pictures.get(row.pk, []),
            against=_against(row, other, today),
        )
        for row, other in ((a, b), (b, a))
    ]
    return made[0], made[1]


def found_by(hazards: list[int]) -> dict[int, str]:
    """Who found each hazard, by body or unit and, for those who act for a body, by name; nobody for a tip."""
    rows = StepRecord.objects.unscoped(reason="the finder of a source is named where it was merged")
    first = rows.filter(hazard_id__in=hazards, step__in=_FOUND).exclude(hazard__channel=Channel.TIP)
    steps = list(first.order_by("-pk").values("hazard_id", "person_id", "body_id", "unit_id"))
    bodies = organisations.body_names([step["body_id"] for step in steps if step["body_id"]])
    units = organisations.unit_names([step["unit_id"] for step in steps if step["unit_id"]])
    names = people.names({step["person_id"] for step in steps if step["body_id"]})
    said = {}
    for step in steps:
        parts = [
            bodies.get(step["body_id"] or 0, ""),
            units.get(step["unit_id"] or 0, ""),
            names.get(step["person_id"], ""),
        ]
        said[step["hazard_id"]] = " · ".join(part for part in parts if part)
    return said


def _pictures(actor: Actor, hazards: list[int]) -> dict[int, list[int]]:
    """Pictures taken when each was found, as far as the actor may see them."""
    rows = Attachment.objects.visible_to(actor).filter(
        hazard_id__in=hazards, step__step__in=_FOUND, file__kind__in=sorted(IMAGES)
    )
    found: dict[int, list[int]] = {}
    for hazard, key in rows.order_by("pk").values_list("hazard_id", "pk"):
        found.setdefault(hazard, []).append(key)
    return found


def may_unmerge(actor: Actor, hazard_id: int, today: date) -> bool:
    """Whether the actor may take this merged hazard out again."""
    row = Hazard.objects.visible_to(actor).filter(pk=hazard_id, state=State.MERGED).first()
    if row is None or row.merged_into_id is None or not actor.may("hazards.merge"):
        return False
    kept = Hazard.objects.visible_to(actor).filter(pk=row.merged_into_id).first()
    return kept is not None and may_decide(actor, kept, row, today)


def sources(actor: Actor, row: Hazard, today: date) -> dict[str, Any]:
    """Every hazard that was merged into this one, directly or through another; tips are kept from the unit."""
    found, level = [], [row.pk]
    while level:
        rows = Hazard.objects.unscoped(reason="the sources of a hazard are told to who sees it")
        merged = rows.filter(merged_into_id__in=level).order_by("pk")
        level = [one.pk for one in merged]
        found += list(merged)
    if actor.body_id is None:
        found = [one for one in found if one.channel != Channel.TIP]
    keys = [one.pk for one in found]
    visible = set(Hazard.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))
    finders, pictures = found_by(keys), _pictures(actor, keys)
    limits = [one.limit_first for one in (row, *found) if one.limit_first is not None]
    return {
        "earliest": min(limits, default=None) if found else None,
        "is_earlier": bool(found and limits and row.limit_first != min(limits)),
        "lines": [
            {
                **{name: getattr(one, name) for name in _SIDE},
                "finder": finders.get(one.pk, ""),
                "is_visible": one.pk in visible,
                "pictures": pictures.get(one.pk, []),
            }
            for one in found
        ],
    }


def hints(actor: Actor, row: Hazard, today: date) -> dict[str, Any]:
    """What this hazard was merged into, and with which one the actor's body is asked to compare it."""
    into = None
    if row.state == State.MERGED and row.merged_into_id is not None:
        rows = Hazard.objects.visible_to(actor).filter(pk=row.merged_into_id)
        into = rows.values("id", "number", "title").first()
    return {"into": into, "offered": _offered(actor, row.pk) if actor.may("hazards.merge") else []}


def _offered(actor: Actor, hazard: int) -> list[dict[str, Any]]:
    mine = SamePair.objects.visible_to(actor).filter(Q(a_id=hazard) | Q(b_id=hazard), state=PairState.OFFERED)
    rows = mine.order_by("id").values("id", "a_id", "a__number", "b__number")
    return [
        {"id": one["id"], "number": one["b__number" if one["a_id"] == hazard else "a__number"]}
        for one in rows
    ]


declare_part("same_sources", Hazard, sources, key="merged_into_id")
declare_part("same_older", SamePair, hints, key="a_id")
declare_part("same_newer", SamePair, hints, key="b_id")
