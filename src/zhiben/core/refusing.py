"""What the database and the framework refuse, as refusals a person can act on. Never a 500 for input."""

import errno
import re
from typing import Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, RawPostDataException
from procrastinate.exceptions import ConnectorException

from zhiben.core.errors import (
    Forbidden,
    Invalid,
    NoRoom,
    NotFound,
    Refusal,
    RuleBroken,
    TooLarge,
    Unavailable,
    Unreadable,
)
from zhiben.core.findings import N_, Finding, sentence

sentence("not-there", N_("Something this refers to does not exist (%(fields)s)."))
sentence("constraint", N_("The values do not fit together (%(constraint)s)."))
sentence("body-too-large", N_("More was sent at once than this address takes."))
sentence("no-room", N_("Nothing was stored: the disk of the platform is full. The operator must make room."))
sentence(
    "unavailable",
    N_(
        "The database cannot be reached at this moment. Try again shortly; what was not confirmed may be missing."
    ),
)

_BUSY = ("55P03", "40001", "40P01")
_DISK_FULL = "53100"
_GONE = ("08", "53", "57P", "58")
"""Classes of SQLSTATE: the connection, the server's resources, its shutdown, the system below it."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

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
    code = getattr(error.__cause__, "sqlstate", "") or ""
    if code in _BUSY:
        return RuleBroken(Finding("busy"), code="busy")
    if code == _DISK_FULL:
        return NoRoom(Finding("no-room"))
    if not code or code.startswith(_GONE):
        return Unavailable(Finding("unavailable"))
    return None


def _interface(error: BaseException) -> Refusal | None:
    return Unavailable(Finding("unavailable")) if "connection" in str(error) else None


def _queue(error: BaseException) -> Refusal | None:
    return of_exception(error.__cause__) if error.__cause__ else None


def _system(error: BaseException) -> Refusal | None:
    return NoRoom(Finding("no-room")) if getattr(error, "errno", None) in _FULL else None


_TABLE: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Any], ...] = (
    (IntegrityError, _integrity),
    (DataError, _data),
    (OperationalError, _operational),
    (InterfaceError, _interface),
    (ConnectorException, _queue),
    (Http404, lambda error: NotFound(Finding("not-found"))),
    (PermissionDenied, lambda error: Forbidden(code="forbidden")),
    ((RequestDataTooBig, TooManyFieldsSent), lambda error: TooLarge(Finding("body-too-large"))),
    (
        (BadRequest, SuspiciousOperation, UnicodeError, RawPostDataException),
        lambda error: Unreadable(code="unreadable"),
    ),
    (OSError, _system),
)
