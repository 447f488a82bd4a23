"""What is looked for in a table, and what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from zhiben.core.findings import N_, Finding, sentence

sentence("table-kind", N_("“%(name)s” is not a table. Taken are .xlsx and .csv."))
sentence("table-no-headings", N_("No heading row was found. These headings are needed: %(headings)s."))
sentence("table-heading-missing", N_("The column “%(heading)s” is missing."))
sentence("table-heading-twice", N_("The column “%(heading)s” stands there twice."))
sentence("table-heading-unknown", N_("The column “%(heading)s” is not known and was not read."))
sentence("table-empty", N_("There is no row below the headings."))
sentence("table-too-many-rows", N_("The table has more than %(limit)s rows. Divide it."))
sentence("table-too-wide", N_("The table has more than %(limit)s cells. Delete empty rows and columns."))
sentence(
    "table-blank-end",
    N_("After row %(row)s come more than %(count)s empty rows; nothing after them was read."),
)
sentence("table-formula", N_("The cell holds a formula. Paste it as a value."))
sentence("table-error", N_("The cell holds the error %(value)s."))
sentence("table-merged", N_("The cells %(range)s are merged. Unmerge them and fill in every row."))
sentence("table-required", N_("This cell must be filled in."))
sentence("table-too-long", N_("The cell has more than %(limit)s characters."))
sentence("table-encoding", N_("“%(name)s” is neither UTF-8 nor GB 18030 text. Save it again as .xlsx."))
sentence("table-sheets", N_("Only the first sheet, “%(sheet)s”, was read."))


@dataclass(frozen=True, slots=True)
class Column:
    """A column looked for: its key, the headings it goes by (the first is the usual one), whether it must be there."""

    key: str
    headings: tuple[str, ...]
    required: bool = False
    longest: int = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """A row with anything in it: its number in the sheet, and text by column key."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell (column: the heading as it stands there; empty for the whole row)."""

    row: int
    column: str
    finding: Finding


@dataclass(slots=True)
class Table:
    """What was read. Nothing should be written while there are problems; warnings are told, no more."""

    sheet: str
    heading_row: int
    headings: dict[str, str]
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """The cells of a sheet as they came, before anything is made of them."""

    sheet: str
    rows: list[tuple[int, Sequence[object]]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
