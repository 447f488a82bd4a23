"""From the text of the data files to the rows of the area table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhiben.domains.places.methods.codes import level_of, pad, parent_of, range_of
from zhiben.domains.places.methods.names import Readings, said_name, short_name
from zhiben.domains.places.vocabulary import PLACEHOLDERS, Level


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area as it will stand in the table."""

    code: int
    name: str
    short: str
    full_name: str
    level: Level
    parent: int | None
    low: int
    high: int
    pinyin: str
    initials: str
    functional_zone: bool
    invented: bool


def read_areas(text: str) -> Iterator[tuple[int, str]]:
    """Lines `code, tab, name`; the code may be short."""
    for line in text.splitlines():
        if line and not line.startswith("#"):
            code, name = line.split("\t")
            yield pad(code), name


def write_villages(villages: Iterable[tuple[int, str]]) -> str:
    """Villages in order of code, grouped: a line with the nine digits of the town, then its villages."""
    lines: list[str] = []
    last = 0
    for code, name in villages:
        if code // 1000 != last:
            last = code // 1000
            lines.append(str(last))
        lines.append(f"{code % 1000:03d}{name}")
    return "\n".join(lines) + "\n"


def read_villages(text: str) -> Iterator[tuple[int, str]]:
    """The opposite of `write_villages`."""
    town = 0
    for line in text.splitlines():
        if len(line) == 9 and line.isascii():
            town = int(line) * 1000
        else:
            yield town + int(line[:3]), line[3:]


def is_functional_zone(code: int) -> bool:
    """Whether a code of county level stands for a development zone: its last two digits are 71 to 79."""
    return level_of(code) is Level.COUNTY and 71 <= code // 10**6 % 100 <= 79


def make_rows(
    areas: Iterable[tuple[int, str]],
    readings: Readings,
    *,
    invented: bool = False,
    above: dict[int, str] | None = None,
) -> Iterator[AreaRow]:
    """Complete codes and names to rows; parents must come before children or stand in `above` (code: full name)."""
    full = dict(above or {})
    called: dict[int, str] = {}
    for code, name in areas:
        level, parent = level_of(code), parent_of(code)
        before = full[parent] if parent is not None else ""
        called[code] = name
        complete = _joined(before, called.get(parent or 0, ""), name)
        full[code] = before if level is Level.CITY and name in PLACEHOLDERS else complete
        short = short_name(name, level)
        said = said_name(name, level)
        low, high = range_of(code)
        yield AreaRow(
            code=code,
            name=name,
            short=short,
            full_name=complete,
            level=level,
            parent=parent,
            low=low,
            high=high,
            pinyin=readings.pinyin(said),
            initials=readings.initials(said),
            functional_zone=is_functional_zone(code),
            invented=invented,
        )


def _joined(before: str, parent: str, name: str) -> str:
    """The full name; 济源市沁园街道 in 济源市 repeats nothing."""
    if parent and name.startswith(parent) and before.endswith(parent):
        before = before.removesuffix(parent)
    return before + name
