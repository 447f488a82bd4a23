"""From cells to text and days. Pure."""

import re
import unicodedata
from datetime import date, datetime, time

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T].*)?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SPACE = re.compile(r"[ \t\u00a0\u3000]+")
_ERROR = re.compile(r"#(REF|VALUE|NAME|DIV/0|N/A|NULL|NUM|SPILL|CALC)[!?]?")


def text_of(value: object) -> str:
    """A cell as text: whole numbers without point, days as YYYY-MM-DD, no blanks around."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return _clean(str(value))


def _clean(text: str) -> str:
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return "\n".join(_SPACE.sub(" ", line).strip() for line in kept.split("\n")).strip()


def heading_of(value: object) -> str:
    """A heading to compare: no blanks, no stars or brackets that mark a column as required."""
    text = unicodedata.normalize("NFKC", text_of(value))
    text = re.sub(r"\((必填|选填|required|optional)\)", "", text, flags=re.IGNORECASE)
    return re.sub(r"[\s*::]+", "", text).lower()


def is_formula(value: object) -> bool:
    """Whether the cell holds a formula."""
    return (isinstance(value, str) and len(value) > 1 and value.startswith("=")) or type(value).__name__ in (
        "ArrayFormula",
        "DataTableFormula",
    )


def error_of(value: object) -> str | None:
    """The spreadsheet's error value in a cell, if it is one."""
    if isinstance(value, str) and _ERROR.fullmatch(value.strip()):
        return value.strip()
    return None


def day(text: str) -> date | None:
    """The day a text names (2026-03-01, 2026/3/1, 2026年3月1日, 20260301); None when it names none."""
    found = _DAY.fullmatch(text.strip()) or _SOLID.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
