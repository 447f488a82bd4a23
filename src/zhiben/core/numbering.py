"""Numbers of cases and papers, such as HZ-2026-000123: unique for good, counted up per series and year.

Gaps are allowed: what is promised is that no number is given twice. One UPSERT … RETURNING a call; the
counter's row stays locked until the transaction ends, so take the number late in an operation, for many rows
take them together, and of several series in the order of their names (else two operations can block each other).
A rolled back operation gives its number back.
"""

from dataclasses import dataclass

from django.db import connection

from zhiben.core.registry import Registry

_UPSERT = """
INSERT INTO core_numbercounter (series, year, last) VALUES (%s, %s, %s)
ON CONFLICT (series, year) DO UPDATE SET last = core_numbercounter.last + excluded.last
RETURNING last
"""


@dataclass(frozen=True, slots=True)
class NumberForm:
    """How numbers of a series look: letters, year, at least so many digits."""

    prefix: str
    width: int = 6

    def format(self, year: int, number: int) -> str:
        """The number as people read it."""
        return f"{self.prefix}-{year}-{number:0{self.width}d}"


series_forms = Registry("number series")
"""Series name -> NumberForm, declared in apps.ready()."""


def declare_series(series: str, prefix: str, width: int = 6) -> None:
    """Register a series; two series never share a prefix."""
    form = NumberForm(prefix, width)
    if any(name != series and other.prefix == prefix for name, other in series_forms.items()):
        raise ValueError(f"the prefix {prefix} is taken")
    series_forms.declare(series, form)


def next_number(series: str, year: int) -> str:
    """The next number of a series in a year."""
    return next_numbers(series, year, 1)[0]


def next_numbers(series: str, year: int, count: int) -> list[str]:
    """So many numbers at once, in one statement."""
    form: NumberForm = series_forms.get(series)
    if count < 1:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [series, year, count])
        last: int = cursor.fetchone()[0]
    return [form.format(year, number) for number in range(last - count + 1, last + 1)]
