"""Who may decide whether two hazards are one: the body that answers for both, otherwise the lowest one above both."""

from datetime import date

from zhiben.domains.hazards.models import Hazard
from zhiben.domains.organisations import queries as organisations

_LEVELS = ("village", "town", "county", "city", "province")
_MOST_STEPS = 6


def deciders(a: Hazard, b: Hazard, day: date) -> list[int]:
    """Bodies that may see both and decide on both, the most fitting first; empty when there is none."""
    found = _supervising(a, b, day) or _coordinating(a, b, day) or _above(a, b, day) or _around(a, b)
    return [body for body in found if _sees(body, a, day) and _sees(body, b, day)]


def _holders(row: Hazard, power: str, day: date, matter: str = "") -> list[int]:
    return organisations.holders_of(
        unit_id=row.unit_id, matter=matter or row.matter, power=power, day=day, site_id=row.site_id
    )


def _supervising(a: Hazard, b: Hazard, day: date) -> list[int]:
    """The one responsible body, where it supervises both."""
    responsible = {row.body_id for row in (a, b) if row.body_id is not None}
    if len(responsible) != 1:
        return []
    both = set(_holders(a, "supervise", day)) & set(_holders(b, "supervise", day))
    return [body for body in responsible if body in both]


def _coordinators(row: Hazard, day: date) -> list[int]:
    return [*_holders(row, "coordinate", day), *_holders(row, "coordinate", day, "general")]


def _coordinating(a: Hazard, b: Hazard, day: date) -> list[int]:
    others = set(_coordinators(b, day))
    return [body for body in dict.fromkeys(_coordinators(a, day)) if body in others]


def _above(a: Hazard, b: Hazard, day: date) -> list[int]:
    """The lowest body above both, by superiors."""
    others = set(_superiors([*_coordinators(b, day), b.body_id]))
    return [body for body in _superiors([*_coordinators(a, day), a.body_id]) if body in others][:1]


def _superiors(bodies: list[int | None]) -> list[int]:
    """The superiors of these bodies, nearest first."""
    found, level = [], [body for body in bodies if body is not None]
    for _step in range(_MOST_STEPS):
        briefs = [organisations.body_brief(body) for body in dict.fromkeys(level)]
        level = [brief.parent_id for brief in briefs if brief is not None and brief.parent_id is not None]
        found += level
    return list(dict.fromkeys(found))


def _around(a: Hazard, b: Hazard) -> list[int]:
    """The lowest committee office within whose territory both lie."""
    offices = organisations.bodies_under(kinds=["committee_office"])
    order = {level: place for place, level in enumerate(_LEVELS)}
    return [one.id for one in sorted(offices, key=lambda one: order.get(one.level, len(order)))]


def _sees(body: int, row: Hazard, day: date) -> bool:
    """Whether the body sees the hazard: it is responsible, or it lies in the body's territory and is not internal."""
    if row.body_id == body:
        return True
    around = organisations.territories_of_body(body, day)
    return not row.internal and any(one.covers(row.area, row.sector, row.matter) for one in around)
