"""What is open at a subject when a seat passes on: counts only; domains above declare what they count."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiben.domains.duties.models import DutyPeriod
from zhiben.domains.duties.queries.seats_reach import SeatSubject

Counter = Callable[[SeatSubject, date], int]


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that can be open at a unit or body: its words, and how it is counted."""

    label: str | Promise
    count: Counter


_MATTERS: dict[str, Matter] = {}


def declare_matter(key: str, label: str | Promise, count: Counter) -> None:
    """Count this, too, when a seat is handed over; called once at start by the domain that knows it."""
    _MATTERS[key] = Matter(label, count)


def open_matters(subject: SeatSubject, on: date) -> dict[str, int]:
    """How many matters of each kind are open at a subject the reader was found to reach."""
    return {key: matter.count(subject, on) for key, matter in _MATTERS.items()}


def named_matters(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The same in words, without what nobody counts any more."""
    return [(str(_MATTERS[key].label), count) for key, count in counts.items() if key in _MATTERS]


def _duties(subject: SeatSubject, on: date) -> int:
    rows = DutyPeriod.objects.unscoped(reason="how much is open, for who hands over and takes over")
    running = rows.filter(first_day__lte=on, last_day__gte=on, expected__gt=F("done") + F("excused"))
    if subject.kind == "unit":
        return running.filter(unit=subject.id).count()
    return running.filter(unit__isnull=True, body=subject.id).count()


declare_matter("duties", _("Duties that fall due"), _duties)
