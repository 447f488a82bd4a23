"""How far a subject has come with a duty whose hours or heads add up over the period."""

from dataclasses import dataclass
from decimal import Decimal

from zhiben.domains.duties.methods.adding import whole
from zhiben.domains.duties.queries.duties import DutyLine
from zhiben.domains.duties.queries.standing import PeriodLine

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Progress:
    """`got` of `asked` hours, or (`unit` share) per cent of the persons concerned, over the whole period."""

    got: Decimal
    asked: Decimal
    unit: str


def progress_of(duty: DutyLine, line: PeriodLine) -> Progress | None:
    """How much is gathered of what the period asks for; None where activities are counted one by one."""
    if line.due is not None or (duty.hours is None and duty.covers is None):
        return None
    times = line.expected - line.excused
    if duty.covers is None and duty.hours is not None:
        return _of(line.gathered / _HUNDRED, duty.hours * times, "hours")
    if duty.hours is None and duty.covers is not None:
        return _of(line.gathered / _HUNDRED, duty.covers * times, "share")
    return _of(_HUNDRED * line.gathered / whole(duty.hours, duty.covers), _HUNDRED * times, "share")


def _of(got: Decimal, asked: Decimal, unit: str) -> Progress:
    return Progress(min(got, asked).quantize(Decimal("0.01")), asked, unit)
