"""How far a service has come, from what was recorded."""

from dataclasses import dataclass
from datetime import date, datetime

from zhiben.domains.notices.vocabulary import Answer, Method, Standing


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded of one service."""

    method: str
    opened_at: datetime | None
    received_at: datetime | None
    ended_at: datetime | None
    returned_day: date | None
    answer: str


_BY_METHOD = {
    Method.LEFT: Standing.LEFT,
    Method.PUBLIC: Standing.PUBLISHED,
    Method.POST: Standing.MAILED,
}
_BY_ANSWER = {Answer.ACCEPTED: Standing.ACCEPTED, Answer.OBJECTED: Standing.OBJECTED}


def standing_of(recorded: Recorded) -> Standing:
    """Received is stronger than opened, an answer stronger than receipt; what gave way says so."""
    if recorded.received_at is not None:
        return _BY_ANSWER.get(Answer(recorded.answer), Standing.RECEIVED)
    if recorded.ended_at is not None:
        return Standing.REPLACED
    if recorded.returned_day is not None:
        return Standing.RETURNED
    method = Method(recorded.method)
    if method in _BY_METHOD:
        return _BY_METHOD[method]
    return Standing.SENT if recorded.opened_at is None else Standing.OPENED


def next_methods(order: list[str], tried: set[str]) -> list[str]:
    """The methods still open, in the order of the packs; the last resort stays last."""
    return [method for method in order if method not in tried]
