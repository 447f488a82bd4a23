"""The decision whether two hazards look like one, with its reasons. Points out of 100; nothing is merged by it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhiben.core.findings import N_, sentence
from zhiben.domains.hazards.methods.sameness.pictures import Print, apart
from zhiben.domains.hazards.methods.sameness.words import agreed, elsewhere, likeness, other_places, without

sentence("same.unit", N_("Both were found in the same unit."))
sentence("same.site", N_("Both lie at the same site."))
sentence("same.area", N_("Both lie in the same village or street."))
sentence("same.words", N_("What was found is described alike (%(percent)s of 100)."))
sentence("same.place", N_("The place is described alike (%(percent)s of 100)."))
sentence("same.spot", N_("Both name the same floor, building, room or machine."))
sentence("same.elsewhere", N_("But they name different floors, buildings, rooms or machines."))
sentence("same.criterion", N_("Both fall under the same criterion."))
sentence("same.picture", N_("A picture of one is a picture of the other (%(bits)s of 64 signs differ)."))
sentence("same.day", N_("They were found on the same day."))
sentence("same.days", N_("They were found %(days)s days apart."))

UNIT, SITE, AREA = 20.0, 5.0, 4.0
WORDS, PLACE, SPOT = 45.0, 14.0, 8.0
ELSEWHERE, CRITERION, PICTURE = -40.0, 10.0, 45.0
SOON, LATE = 6.0, -8.0


@dataclass(frozen=True, slots=True)
class Subject:
    """What is compared of one hazard. `area`: 12 digits."""

    unit: int | None
    site: int | None
    area: int
    title: str
    description: str
    place: str
    found_day: date
    criterion: str = ""
    pictures: tuple[Print, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """Numbers from packs: points needed (0 to 100), bits by which pictures may differ, days looked back."""

    threshold: int
    picture_bits: int
    days: int


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: the code of a sentence and what stands in it."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two hazards are (0 to 100), why, and whether it is enough to be offered."""

    score: int
    reasons: tuple[Reason, ...]
    is_offered: bool


Points = list[tuple[float, Reason | None]]


def compare(a: Subject, b: Subject, settings: Settings) -> Likeness:
    """Whether two hazards look like the same one; without unit, site or picture in common they never do."""
    days = abs((a.found_day - b.found_day).days)
    points = [*_where(a, b), *_what(a, b), *_pictures(a, b, settings), *_when(days, settings)]
    linked = _is_one(a.unit, b.unit) or _is_one(a.site, b.site) or _bits(a, b) <= settings.picture_bits
    most = 100 if linked else settings.threshold - 1
    score = max(0, min(most, round(sum(weight for weight, _ in points))))
    reasons = tuple(reason for _, reason in points if reason is not None)
    return Likeness(score, reasons, score >= settings.threshold and days <= settings.days)


def _is_one(one: int | None, other: int | None) -> bool:
    return one is not None and one == other


def _where(a: Subject, b: Subject) -> Points:
    points: Points = []
    if _is_one(a.unit, b.unit):
        points.append((UNIT, Reason("same.unit")))
    if _is_one(a.site, b.site):
        points.append((SITE if points else UNIT, Reason("same.site")))
    if not points and a.area == b.area:
        points.append((AREA, Reason("same.area")))
    points += _place(a, b)
    return points


def _place(a: Subject, b: Subject) -> Points:
    points: Points = []
    if (alike := likeness(a.place, b.place)) >= 0.3:
        points.append((PLACE * alike, Reason("same.place", {"percent": round(alike * 100)})))
    one, other = f"{a.place}，{_whole(a)}", f"{b.place}，{_whole(b)}"
    if elsewhere(a.place, b.place) or elsewhere(one, other) or other_places(one, other):
        points.append((ELSEWHERE, Reason("same.elsewhere")))
    elif agreed(one, other):
        points.append((SPOT, Reason("same.spot")))
    return points


def _whole(one: Subject) -> str:
    return f"{one.title}，{one.description}"


def _what(a: Subject, b: Subject) -> Points:
    alike = max(
        likeness(*(without(text, a.place, b.place) for text in pair))
        for pair in ((a.title, b.title), (_whole(a), _whole(b)))
    )
    points: Points = [(WORDS * alike, Reason("same.words", {"percent": round(alike * 100)}))]
    if a.criterion and b.criterion:
        same = likeness(a.criterion, b.criterion) > 0.9
        points.append((CRITERION, Reason("same.criterion")) if same else (-CRITERION, None))
    return points


def _pictures(a: Subject, b: Subject, settings: Settings) -> Points:
    bits = _bits(a, b)
    if bits > settings.picture_bits:
        return []
    return [(PICTURE, Reason("same.picture", {"bits": bits}))]


def _bits(a: Subject, b: Subject) -> int:
    return min((apart(one, other) for one in a.pictures for other in b.pictures), default=64)


def _when(days: int, settings: Settings) -> Points:
    weight = SOON if days <= 7 else LATE if days > settings.days * 2 // 3 else 0.0
    return [(weight, Reason("same.days", {"days": days}) if days else Reason("same.day"))]
