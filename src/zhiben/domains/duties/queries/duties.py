"""The duties themselves: what is asked of whom, with its source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound
from zhiben.core.findings import Finding
from zhiben.domains.duties.models import Duty


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty: who must do what how often, by which clause. `leaders`: posts one of which must lead."""

    id: int
    slug: str
    part: int
    cite: list[str]
    title_zh: str
    title_en: str
    subject: str
    who: dict[str, Any]
    activity: str
    times: int | None
    per: str
    event: str
    within: int | None
    variants: list[dict[str, Any]]
    leaders: list[str]
    covers: Decimal | None
    hours: Decimal | None
    evidence: list[str]
    fixed: str
    paused: str
    report_to: list[str]
    mark: str
    valid_from: date | None
    valid_to: date | None
    item_id: int
    name: str
    season_from: int | None
    season_to: int | None
    superseded_by: str
    until: date | None

    @property
    def title(self) -> str:
        """Its wording in the reader's language, as far as there is one."""
        chinese = (get_language() or "zh").startswith("zh") or not self.title_en
        return self.title_zh if chinese else self.title_en


_FIELDS = tuple(DutyLine.__dataclass_fields__)


def reader(actor: Actor) -> None:
    """Refuse who may not read duties."""
    if not actor.may("duties.read"):
        raise Forbidden(Finding("no-permission", {"permission": "duties.read"}), code="no-permission")


def duty_lines(ids: Iterable[int]) -> dict[int, DutyLine]:
    """Duties by id; rules are open to everybody signed in."""
    rows = Duty.objects.filter(pk__in=set(ids)).values_list(*_FIELDS)
    return {row[0]: DutyLine(*row) for row in rows}


def get_duty(actor: Actor, duty_id: int) -> DutyLine:
    """One duty."""
    reader(actor)
    found = duty_lines([duty_id]).get(duty_id)
    if found is None:
        raise NotFound(Finding("not-found"))
    return found


def list_duties(
    actor: Actor, on: date, *, q: str = "", slug: str = "", subject: str = "", activity: str = ""
) -> list[DutyLine]:
    """Duties in force on a day, in the order of their instruments."""
    rows = duty_rows(actor, on, q=q, slug=slug, subject=subject, activity=activity)
    return [DutyLine(**row) for row in rows.order_by("slug", "id")]


def duty_rows(
    actor: Actor, on: date, *, q: str = "", slug: str = "", subject: str = "", activity: str = ""
) -> QuerySet[Duty, dict[str, Any]]:
    """The same as a queryset of values for the list pattern: each row makes a DutyLine.

    Only those that bind where the actor is or reaches: the plan of another county asks nothing here.
    """
    reader(actor)
    rows = Duty.objects.filter(
        _binding(actor),
        Q(valid_from=None) | Q(valid_from__lte=on),
        Q(valid_to=None) | Q(valid_to__gte=on),
        Q(since=None) | Q(since__lte=on),
        Q(until=None) | Q(until__gte=on),
    )
    wanted = {"slug": slug, "subject": subject, "activity": activity}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    return _with_words(rows, q).values(*_FIELDS)


def _binding(actor: Actor) -> Q:
    """Duties of documents that bind anywhere the actor is or reaches."""
    if actor.system:
        return Q()
    here = [] if actor.area is None else [(actor.area, actor.area)]
    found = Q(low=None)
    for first, last in [*actor.ranges, *here]:
        found |= Q(low__lte=last, high__gte=first)
    return found


def _with_words(rows: QuerySet[Duty], q: str) -> QuerySet[Duty]:
    return rows.filter(Q(title_zh__icontains=q) | Q(title_en__icontains=q)) if q else rows


def duty_ids(actor: Actor, *, q: str = "", slug: str = "", activity: str = "") -> list[int]:
    """Duties of a document, of a kind of activity, with these words in their title; of every edition."""
    reader(actor)
    rows = Duty.objects.all()
    if slug:
        rows = rows.filter(slug=slug)
    if activity:
        rows = rows.filter(activity=activity)
    return list(_with_words(rows, q).order_by("id").values_list("id", flat=True))


def duty_sources() -> tuple[list[str], list[str]]:
    """The instruments that have duties, and the kinds of activity these ask for, in one statement."""
    rows = list(Duty.objects.order_by().values_list("slug", "activity").distinct())
    return sorted({row[0] for row in rows}), sorted({row[1] for row in rows})


def activity_kinds_of(subject: str, on: date) -> list[str]:
    """The kinds of activity that duties in force ask of units (and their posts) or of bodies."""
    subjects = ["body"] if subject == "body" else ["unit", "post", "level"]
    rows = Duty.objects.filter(subject__in=subjects).filter(Q(valid_to=None) | Q(valid_to__gte=on))
    return list(rows.order_by("activity").values_list("activity", flat=True).distinct())
