"""What the reader hands on: a document, its parts and its clauses, as plain frozen values."""

from dataclasses import dataclass, field
from enum import StrEnum


class LineKind(StrEnum):
    """What the extractor knows of a line beside its text."""

    TEXT = "text"
    HEADING = "heading"
    ROW = "row"
    CONTENTS = "contents"


class ClauseKind(StrEnum):
    """How a clause stands in the text; decides where its sentences may be looked for."""

    HEADING = "heading"
    NUMBERED = "numbered"
    NAMED = "named"
    INLINE = "inline"
    PARAGRAPH = "paragraph"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, later one paragraph; `depth` is the heading level (1 is highest) where the format says it.

    `indented`: it begins further right than the text block; `strong`: all of it is bold; `item`: a bullet
    stood before it; `full`: it reaches the right edge of the text block (None where the format does not
    say); `table` numbers the tables of the file, whose rows carry their `cells`.
    """

    text: str
    kind: LineKind = LineKind.TEXT
    depth: int = 0
    cells: tuple[str, ...] = ()
    table: int = 0
    indented: bool = False
    strong: bool = False
    full: bool | None = None
    item: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-plan or attachment; 0 is the main text."""

    part: int
    title: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One addressed clause with its own text only: what stands under its children is theirs.

    `text` is `body` joined by line feeds: whole paragraphs, page breaks healed, spaces beside Chinese
    characters removed, without the clause's own numeral (`number`, e.g. `(三)`, `8`, `四是`). The first
    element of `body` begins with the heading words. Responsible bodies stay in the text as printed: as a
    closing parenthesis or as a paragraph of its own (责任部门：…). An INLINE clause (一是 … 二是 …) was cut out
    of its parent's paragraph: the parent keeps the words before the first of them, and a parenthesis that
    closes the paragraph stands at the end of the last of them though it is meant for all. A ROW has `cells`
    and the `header` cells of its table (empty if the table has none).
    """

    part: int
    id: str
    title: str
    text: str
    parent: str | None
    level: int
    number: str = ""
    kind: ClauseKind = ClauseKind.NUMBERED
    body: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Warning:
    """Something a person should look at; `code` is stable, `message` is for people."""

    code: str
    message: str
    part: int | None = None
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: clauses in the order of the text, part by part."""

    name: str
    title: str
    number: str
    parts: tuple[Part, ...]
    clauses: tuple[Clause, ...]
    warnings: tuple[Warning, ...] = ()
    format: str = ""
    characters: int = field(default=0)


class Unreadable(Exception):
    """The file cannot be read as a plan; `code` is stable, `params` fill the sentence of the edge."""

    def __init__(self, code: str, message: str, **params: object) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.params = params
