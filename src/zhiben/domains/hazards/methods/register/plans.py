"""What a row says of the treatment: measures, funds, limit. A plan is made of it where that is no more than it says."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhiben.domains.hazards.methods.register import words as w
from zhiben.domains.hazards.methods.register.cells import masked
from zhiben.domains.hazards.methods.register.shapes import Entry, Layout


@dataclass(frozen=True, slots=True)
class Planned:
    """The parts of a plan that a register has. `yuan`: the sum; `done_by`: its limit, else the day of its end."""

    measures: str
    funds: str
    yuan: Decimal
    time_limit: str
    done_by: date


def says_plan(entry: Entry) -> bool:
    """Whether the row says anything of measures or funds."""
    return bool(entry.measures.strip() or entry.yuan)


def plan_of(entry: Entry, layout: Layout) -> Planned | None:
    """The plan of an entry; None where it says none, where no day is known, and for an open major hazard.

    The plan of a major hazard has parts that no register has, and it is asked for before the hazard is rectified.
    """
    day = entry.limit_day or entry.done_day
    is_open_major = entry.grade == "major" and entry.state not in (w.CLOSED, w.UNFOUNDED)
    if day is None or entry.found_day is None or is_open_major or not says_plan(entry):
        return None
    return Planned(
        measures=masked(entry.measures)[:4000],
        funds=_said(entry, layout, w.MONEY) if entry.yuan else "",
        yuan=Decimal(entry.yuan or 0),
        time_limit=_said(entry, layout, w.LIMIT),
        done_by=max(day, entry.found_day),
    )


def _said(entry: Entry, layout: Layout, name: str) -> str:
    """The cell of a field as it stands."""
    return masked(" ".join(entry.cells[place] for place in layout.of(name) if entry.cells[place]))[:1000]
