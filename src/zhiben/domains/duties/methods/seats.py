"""How seats stand, as parts of SQL over all subjects at once. Pure.

`h` is the row of duties_seatholder, `s` that of the subject, `c` the seats of a scheme with the choice each belongs to:
of seats that bear the same word in `either` one is enough, so they are one choice.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from zhiben.domains.duties.methods.selectors import Condition, condition, joined

_GIVEN = "h.since <= %s AND (h.vacant_from IS NULL OR h.vacant_from > %s)"
_IN_TERM = "(h.until IS NULL OR h.until >= %s)"
THERE = """((h.at_unit_id IS NULL AND h.at_body_id IS NULL) OR EXISTS (SELECT 1 FROM people_membership m
  WHERE m.person_id = h.person_id AND m.valid_from <= %s AND (m.valid_to IS NULL OR m.valid_to >= %s)
    AND (m.unit_id = h.at_unit_id OR m.body_id = h.at_body_id)))"""


def given(day: date) -> Condition:
    """Seats that were given to somebody and neither handed over nor given up, whether he is there or not."""
    return _GIVEN, [day, day]


def in_term(day: date) -> Condition:
    """Seats whose term is not over."""
    return _IN_TERM, [day]


def is_there(day: date) -> Condition:
    """Seats whose holder is a member where he acted, or was never one."""
    return THERE, [day, day]


def held(day: date) -> Condition:
    """Seats that somebody holds on that day."""
    return joined([given(day), in_term(day), is_there(day)])


def column_of(who: Mapping[str, Any]) -> str:
    """Which column of a holder names the subjects of a selector."""
    return "body" if who["subject"] == "body" else "unit"


def choice_of(seat: Mapping[str, Any]) -> str:
    """The choice a seat belongs to: its own, or that of all seats with the same word."""
    return f"|{seat['either']}" if seat.get("either") else str(seat["key"])


def choices(seats: Sequence[Mapping[str, Any]]) -> list[str]:
    """The choices of a scheme in order; each wants a person."""
    return list(dict.fromkeys(choice_of(seat) for seat in seats))


def subjects(who: Mapping[str, Any], day: date, low: int | None, high: int | None) -> Condition:
    """The subjects `s` a scheme means on that day, in the areas in which it holds."""
    parts = [condition(who, day), ("(s.opened IS NULL OR s.opened <= %s)", [day])]
    parts.append(("(s.closed IS NULL OR s.closed >= %s)", [day]))
    if low is not None:
        parts.append(("s.area BETWEEN %s AND %s", [low, high]))
    return joined(parts)


def _seats(seats: Sequence[Mapping[str, Any]]) -> Condition:
    rows = ", ".join("(%s::text, %s::text)" for _ in seats)
    return f"(VALUES {rows}) AS c(seat, choice)", [
        value for seat in seats for value in (str(seat["key"]), choice_of(seat))
    ]


def grouped(
    scheme: int, seats: Sequence[Mapping[str, Any]], day: date, soon: date, where: Condition, column: str
) -> Condition:
    """One row for each subject and choice that was ever given: is it held, does it end soon, is its term over."""
    listed, now = _seats(seats), joined([in_term(day), is_there(day)])
    was, (text, values) = given(day), where
    return (
        f"""SELECT h.{column}_id AS subject, c.choice, bool_or(x.now) AS now,
          bool_and(coalesce(h.until <= %s, false)) FILTER (WHERE x.now) AS soon,
          bool_or(coalesce(h.until < %s, false)) AS over
        FROM duties_seatholder h JOIN {listed[0]} ON c.seat = h.seat
        CROSS JOIN LATERAL (SELECT {now[0]} AS now) x
        WHERE h.scheme_id = %s AND h.{column}_id IS NOT NULL AND {was[0]} AND {text}
        GROUP BY 1, 2""",
        [soon, day, *listed[1], *now[1], scheme, *was[1], *values],
    )


STANDS = {
    "filled": "now",
    "expiring": "now AND soon",
    "expired": "NOT now AND over",
    "left": "NOT now AND NOT over",
}
"""What makes a choice stand so, of the rows of `grouped`; a choice without row was never given."""
