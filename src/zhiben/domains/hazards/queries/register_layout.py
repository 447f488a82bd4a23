"""The page on which a person settles how a register is read."""

from dataclasses import dataclass
from datetime import date

from zhiben.core.actors import Actor
from zhiben.core.findings import Finding
from zhiben.domains.hazards.methods.register.cells import cell_text
from zhiben.domains.hazards.methods.register.shapes import Guess
from zhiben.domains.hazards.queries.register import Register, proposed, read_file

_ROWS, _WIDTH = 8, 40


@dataclass(frozen=True, slots=True)
class ShownLayout:
    """What is proposed and why, the names of the sheets, and the first rows of the sheet with their numbers."""

    guesses: tuple[Guess, ...]
    sheets: list[str]
    told: tuple[Finding, ...]
    beginning: list[tuple[int, bool, list[str]]]


def sheets_of(register: Register) -> list[str]:
    """The names of the sheets of a register's file."""
    return [sheet.name for sheet in read_file(register.file_id).sheets]


def shown_layout(actor: Actor, register: Register, today: date) -> ShownLayout:
    """Columns with examples, how sure each is and why; and how the sheet begins."""
    book, layout = read_file(register.file_id), register.layout
    found = proposed(actor, book, today, layout.sheet, (layout.top, layout.bottom))
    sheet = next(one for one in book.sheets if one.name == layout.sheet)
    width = len(layout.columns)
    last = layout.bottom + 4
    first = max(0, last - _ROWS)
    beginning = [
        (
            number + 1,
            layout.top <= number <= layout.bottom,
            [(cell_text(value))[:_WIDTH] for value in [*row, *[None] * (width - len(row))][:width]],
        )
        for number, row in enumerate(sheet.rows[first:last], start=first)
    ]
    return ShownLayout(found.guesses, [one.name for one in book.sheets], found.told, beginning)
