"""Refusals in words: the sentence of a finding, and the body of a problem, in the language of the request."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext

from zhiben.core.errors import Refusal
from zhiben.core.findings import N_, Finding, sentence, sentence_of

TITLES: Mapping[int, str] = {
    400: N_("This cannot be read"),
    401: N_("Please sign in"),
    403: N_("You may not do this"),
    404: N_("Not found"),
    405: N_("This cannot be done here"),
    409: N_("This is not possible now"),
    413: N_("Too large"),
    415: N_("This kind of file is not taken"),
    422: N_("Please check what was entered"),
    429: N_("Too many requests"),
    500: N_("Something went wrong here"),
    503: N_("The platform is not available for a moment"),
    507: N_("There is no room left"),
}

sentence("not-signed-in", N_("Sign in first, or sign in again: the session has ended."))
sentence("no-membership", N_("Your account has no valid position now. Ask the person who invited you."))
sentence("csrf", N_("The page is too old or was opened elsewhere. Load it again and repeat your step."))
sentence("read-only", N_("This token may only read."))
sentence("nul", N_("The text contains a NUL byte, which cannot be stored."))
sentence("busy", N_("Somebody is working on the same thing at this moment. Try again shortly."))
sentence("unreadable-body", N_("The body of the request cannot be read as JSON."))
sentence("method", N_("This address does not know the method %(method)s."))
sentence("internal", N_("It was not your input. The request number is %(request)s."))


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")


def is_chinese() -> bool:
    """Whether the reader is spoken to in Chinese."""
    return (get_language() or "zh").startswith("zh")


def day_words(year: int, month: int, day: int) -> str:
    """2024年12月31日, or 31 Dec 2024."""
    return f"{year}年{month}月{day}日" if is_chinese() else f"{day} {_MONTHS[month - 1]} {year}"


def _spoken(value: Any) -> Any:
    """A parameter as it stands in a sentence: days written out, lists with commas."""
    if isinstance(value, list | tuple):
        return ("、" if is_chinese() else ", ").join(str(_spoken(one)) for one in value)
    if isinstance(value, date):
        value = value.isoformat()
    if isinstance(value, str):
        return _ISO_DAY.sub(lambda found: day_words(*(int(part) for part in found.groups())), value)
    return value


def words(finding: Finding) -> str:
    """The sentence of a finding; its code when no sentence is registered."""
    text = gettext(sentence_of(finding.code))
    if not finding.params:
        return text
    try:
        return text % {key: _spoken(value) for key, value in finding.params.items()}
    except (KeyError, TypeError, ValueError):
        return text


def title_of(status: int) -> str:
    """The short title of a status."""
    return gettext(TITLES.get(status, TITLES[500]))


def said(finding: Finding) -> dict[str, Any]:
    """A finding as plain data with its sentence."""
    return {
        "code": finding.code,
        "field": finding.field,
        "text": words(finding),
        "params": {key: _plain(value) for key, value in finding.params.items()},
    }


def problem(refusal: Refusal, instance: str) -> dict[str, Any]:
    """The body of an application/problem+json answer."""
    findings = [said(finding) for finding in refusal.findings]
    title = title_of(refusal.status)
    return {
        "type": f"urn:zhiben:problem:{refusal.code}",
        "title": title,
        "status": refusal.status,
        "code": refusal.code,
        "detail": " ".join(finding["text"] for finding in findings) or title,
        "findings": findings,
        "instance": instance,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
