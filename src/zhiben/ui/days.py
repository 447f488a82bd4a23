"""How days, moments, time limits and money are written in Chinese and in English."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from zhiben.core.clock import SHANGHAI
from zhiben.core.wording import day_words, is_chinese

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TEN_THOUSAND = Decimal(10_000)


def written_day(value: date | datetime | None) -> str:
    """2024年12月31日, or 31 Dec 2024."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(SHANGHAI).date()
    return day_words(value.year, value.month, value.day)


def written_moment(value: datetime | None) -> str:
    """The day and the time in Shanghai."""
    if value is None:
        return ""
    return f"{written_day(value)} {value.astimezone(SHANGHAI):%H:%M}"


def written_month(value: date | None) -> str:
    """2024年12月, or Dec 2024."""
    if value is None:
        return ""
    return f"{value.year}年{value.month}月" if is_chinese() else f"{MONTHS[value.month - 1]} {value.year}"


def time_left(due: date, today: date) -> tuple[str, str]:
    """(tone, words) of a time limit: overdue, today, days left."""
    days = (due - today).days
    if days < 0:
        said = ngettext("%(days)s day overdue", "%(days)s days overdue", -days)
        return "danger", said % {"days": -days}
    if days == 0:
        return "warning", gettext("due today")
    said = ngettext("%(days)s day left", "%(days)s days left", days)
    return ("warning" if days <= 3 else "neutral"), said % {"days": days}


def written_money(value: Decimal | int | float | None) -> str:
    """Yuan: 元 or 万元 in Chinese, CNY in English."""
    if value is None:
        return ""
    amount = Decimal(str(value))
    if not is_chinese():
        return f"CNY {_trim(amount, commas=True)}"
    if abs(amount) >= TEN_THOUSAND:
        return f"{_trim(amount / TEN_THOUSAND)}万元"
    return f"{_trim(amount)}元"


def _trim(amount: Decimal, *, commas: bool = False) -> str:
    text = f"{amount:,.4f}" if commas else f"{amount:.4f}"
    return text.rstrip("0").rstrip(".")
