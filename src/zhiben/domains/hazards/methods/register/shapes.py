"""What a register is made of: a book of sheets with cells, merges, pictures and colours. All places from zero."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from zhiben.core.findings import Finding

Value = str | int | float | bool | date | datetime | None
"""What a cell holds; a formula is its last value."""


@dataclass(frozen=True, slots=True)
class Span:
    """Merged cells: first and last row, first and last column, all included."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture at a cell."""

    row: int
    column: int
    name: str
    data: bytes


@dataclass(slots=True)
class Sheet:
    """A sheet as it came. `colours`: (row, column) -> word of the fill of a cell without text."""

    name: str
    rows: list[list[Value]] = field(default_factory=list)
    merged: list[Span] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    colours: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)


@dataclass(slots=True)
class Book:
    """The sheets of a file; `told`: what the reader left out and why."""

    kind: str
    sheets: list[Sheet] = field(default_factory=list)
    told: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Head:
    """The rows of the head (first and last), and the words of each column from top to bottom."""

    top: int
    bottom: int
    paths: tuple[tuple[str, ...], ...]

    def label(self, column: int) -> str:
        """The words of a column in one line."""
        return " / ".join(self.paths[column]) if column < len(self.paths) else ""


@dataclass(frozen=True, slots=True)
class Guess:
    """A column and the field it is taken for: how sure (0 to 1) and by what (head, contents, both, remembered)."""

    index: int
    label: str
    field: str
    sure: float
    why: str
    samples: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How a register is read. `columns`: field by column; `states` and `grades`: their word -> ours.

    `split`: none, numbered or lines. `carry`: blank unit and day repeat those above. `year`: of days without one.
    `day`: the register's own day; `wan`: money in ten thousands.
    """

    sheet: str
    top: int
    bottom: int
    columns: tuple[str, ...]
    states: Mapping[str, str] = field(default_factory=dict)
    grades: Mapping[str, str] = field(default_factory=dict)
    split: str = "none"
    day_order: str = "ymd"
    carry: bool = False
    year: int | None = None
    day: date | None = None
    wan: bool = False

    def of(self, name: str) -> list[int]:
        """The columns of a field."""
        return [place for place, one in enumerate(self.columns) if one == name]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping as it is proposed, column by column, with the words that were found."""

    mapping: Layout
    guesses: tuple[Guess, ...]
    fingerprint: str
    title: str
    told: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a row, and in which column (-1: the row)."""

    column: int
    finding: Finding


@dataclass(slots=True)
class Entry:
    """One hazard of a register. `row` counts from one as offices do; `part` from one when a row holds several."""

    row: int
    part: int
    cells: Sequence[str]
    unit: str = ""
    description: str = ""
    place: str = ""
    state: str = ""
    state_word: str = ""
    grade: str = ""
    grade_word: str = ""
    basis: str = ""
    found_day: date | None = None
    limit_day: date | None = None
    done_day: date | None = None
    measures: str = ""
    yuan: str = ""
    pictures: list[int] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    told: list[Finding] = field(default_factory=list)
    key: str = ""


@dataclass(slots=True)
class Reading:
    """The entries of a register under a mapping, and the rows left out: (row, why)."""

    entries: list[Entry] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
