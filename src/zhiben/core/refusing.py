"""What the database and the framework refuse, as refusals a person can act on. Never a 500 for input."""

import re
from typing import Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, RawPostDataException

from zhiben.core.errors import Forbidden, Invalid, NotFound, Refusal, RuleBroken, TooLarge, Unreadable
from zhiben.core.findings import N_, Finding, sentence

sentence("not-there", N_("Something this refers to does not exist (%(fields)s)."))
sentence("constraint", N_("The values do not fit together (%(constraint)s)."))
sentence("body-too-large", N_("More was sent at once than this address takes."))

_KEY = re.compile(r"Key \(([^)]*)\)=")


def of_exception(error: BaseException) -> Refusal | None:
    """The refusal an exception amounts to; None for a fault of the program itself."""
    if isinstance(error, Refusal):
        return error
    for kinds, translate in _TABLE:
        if isinstance(error, kinds):
            return translate(error)
    return None


def _cause(error: BaseException) -> Any:
    return getattr(error.__cause__, "diag", None)


def _fields(error: BaseException) -> str:
    found = _KEY.search(getattr(_cause(error), "message_detail", None) or "")
    return found.group(1) if found else ""


def _integrity(error: BaseException) -> Refusal:
    code = getattr(error.__cause__, "sqlstate", "") or ""
    fields = _fields(error)
    if code == "23505":
        return RuleBroken(Finding("taken", {"fields": fields}, fields or None), code="taken")
    if code == "23503":
        return Invalid(Finding("not-there", {"fields": fields}, fields or None), code="not-there")
    if code == "23502":
        return Invalid(
            Finding("required", field=getattr(_cause(error), "column_name", None)), code="required"
        )
    name = getattr(_cause(error), "constraint_name", None) or ""
    return RuleBroken(Finding("constraint", {"constraint": name}), code="constraint")


def _data(error: BaseException) -> Refusal:
    return Invalid(Finding("value-out-of-range"), code="value-out-of-range")


def _operational(error: BaseException) -> Refusal | None:
    if (getattr(error.__cause__, "sqlstate", "") or "") in ("55P03", "40001", "40P01"):
        return RuleBroken(Finding("busy"), code="busy")
    return None


_TABLE: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Any], ...] = (
    (IntegrityError, _integrity),
    (DataError, _data),
    (OperationalError, _operational),
    (Http404, lambda error: NotFound(Finding("not-found"))),
    (PermissionDenied, lambda error: Forbidden(code="forbidden")),
    ((RequestDataTooBig, TooManyFieldsSent), lambda error: TooLarge(Finding("body-too-large"))),
    (
        (BadRequest, SuspiciousOperation, UnicodeError, RawPostDataException),
        lambda error: Unreadable(code="unreadable"),
    ),
)
