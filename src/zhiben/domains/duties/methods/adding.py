"""Hours and heads that add up: what part of a duty one activity fulfils. Pure.

A duty that asks for hours or for a share of persons is whole after so many hundredths of an hour, or of a per cent, or
of one times the other; an activity gives at most a whole, so that none counts twice. Others are whole after one.
`operations/statements.py` says the same to the database.
"""

from decimal import Decimal

_HUNDRED = 100


def whole(hours: Decimal | None, covers: Decimal | None) -> int:
    """How much must be gathered for one time."""
    return _of(hours, hours) * _of(covers, covers)


def part(
    hours: Decimal | None, covers: Decimal | None, given: Decimal | None, reached: Decimal | None
) -> int:
    """How much of that one activity of `given` hours that `reached` so many per cent gathers."""
    return _of(hours, given) * _of(covers, reached)


def _of(asked: Decimal | None, given: Decimal | None) -> int:
    if asked is None:
        return 1
    return 0 if given is None else int(round(min(asked, given) * _HUNDRED))
