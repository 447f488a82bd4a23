"""Areas are numbers: the 12-digit statistical code, its level and the range of everything under it."""

from zhiben.domains.places.vocabulary import CODE_DIGITS, CODE_MAX, LEVELS, Level

_WIDTHS: dict[Level, int] = {
    Level.PROVINCE: 10**10,
    Level.CITY: 10**8,
    Level.COUNTY: 10**6,
    Level.TOWN: 10**3,
    Level.VILLAGE: 1,
}


def level_of(code: int) -> Level:
    """The level that the trailing zeros of a code tell."""
    return next(level for level in LEVELS if code % _WIDTHS[level] == 0)


def range_of(code: int) -> tuple[int, int]:
    """First and last code of the area and everything under it, both included."""
    return code, code + _WIDTHS[level_of(code)] - 1


def parent_of(code: int) -> int | None:
    """The code of the area one level up; None for a province."""
    level = level_of(code)
    if level is Level.PROVINCE:
        return None
    width = _WIDTHS[LEVELS[LEVELS.index(level) - 1]]
    return code - code % width


def pad(text: str) -> int:
    """The full code of a short one: 41 is 410000000000."""
    return int(text.ljust(CODE_DIGITS, "0"))


def prefix_range(digits: str) -> tuple[int, int]:
    """First and last code that begin with these digits."""
    return pad(digits), int(digits.ljust(CODE_DIGITS, "9"))


def is_code(code: int) -> bool:
    """Whether the number has the size of a 12-digit code of some province."""
    return 10 ** (CODE_DIGITS - 2) <= code <= CODE_MAX
