"""What every API router shares: writes in one transaction, idempotency keys, pages by key."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router, Schema
from ninja.operation import Operation
from pydantic_core import to_json

from zhiben.core import idempotency
from zhiben.core.errors import Invalid
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.input import Limit

__all__ = ["Limit", "Page", "Problem", "after_cursor", "guard", "page_of", "plain"]

T = TypeVar("T")

sentence("api-cursor", N_("This cursor is not one of this list."))


_KEY: dict[str, Any] = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    "description": "The same key with the same request gives the stored answer; with another one 422.",
}


class Page(Schema, Generic[T]):
    """One page of a list; `next` is the cursor of the page after it, if there is one."""

    items: list[T]
    next: str | None = None


class ProblemFinding(Schema):
    """One reason of a refusal."""

    code: str
    field: str | None = None
    text: str
    params: dict[str, Any] = {}


class Problem(Schema):
    """A refusal (application/problem+json)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    findings: list[ProblemFinding] = []
    instance: str


class WriteOperation(Operation):
    """An API operation that writes: one transaction around it, and idempotency keys for POST."""

    def run(self, request: HttpRequest, **kw: Any) -> HttpResponseBase:
        """Check who it is, then answer within one transaction."""
        error = self._run_checks(request)
        if error:
            return error
        try:
            with transaction.atomic():
                return self._answered(request, kw)
        except Exception as problem:
            return self.api.on_exception(request, problem)

    def _answered(self, request: HttpRequest, kw: dict[str, Any]) -> HttpResponseBase:
        def make() -> Any:
            temporal = self.api.create_temporal_response(request)
            values = self._get_values(request, kw, temporal)
            result = self.view_func(request, **values)
            return self._result_to_response(request, result, temporal)

        actor = getattr(request, "actor", None)
        if request.method != "POST" or actor is None:
            return make()
        return idempotency.answer(request, actor, make)


def guard(router: Router) -> Router:
    """Turn every writing operation of a router, and of those in it, into a WriteOperation."""
    for path_view in router.path_operations.values():
        for operation in path_view.operations:
            if set(operation.methods) - {"GET", "HEAD"} and not operation.is_async:
                # ninja has no place to name the class, and copies of an operation keep it.
                operation.__class__ = WriteOperation
                _tell_key(operation)
    for _, inner, _ in router._routers:
        guard(inner)
    return router


def _tell_key(operation: Operation) -> None:
    """Name the idempotency key in the OpenAPI document."""
    if "POST" in operation.methods:
        extra = dict(operation.openapi_extra or {})
        known = extra.get("parameters", [])
        extra["parameters"] = [*known, _KEY] if _KEY not in known else known
        operation.openapi_extra = extra


def page_of(rows: Sequence[T], limit: int, key: Callable[[T], tuple[Any, ...]]) -> dict[str, Any]:
    """A page from `limit + 1` rows; `key` gives the values the list is ordered by."""
    items = list(rows[:limit])
    more = len(rows) > limit and bool(items)
    return {"items": items, "next": cursor(*key(items[-1])) if more else None}


def plain(values: Any) -> HttpResponse:
    """An answer of values that already have the form their schema says (days, whole numbers, text, dicts, lists).

    Making a schema of every row and turning it back costs a list more than reading it does.
    """
    return HttpResponse(to_json(values), content_type="application/json; charset=utf-8")


def cursor(*values: Any) -> str:
    """The cursor that stands for these values of the ordering."""
    text = json.dumps([value if isinstance(value, int) else str(value) for value in values])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def after_cursor(after: str | None, *kinds: Callable[[Any], Any]) -> tuple[Any, ...] | None:
    """The values of a cursor, each made by its kind (int, date.fromisoformat …); None without a cursor."""
    if not after:
        return None
    try:
        padded = after.encode("ascii") + b"=" * (-len(after) % 4)
        values = json.loads(base64.urlsafe_b64decode(padded))
        if not isinstance(values, list) or len(values) != len(kinds):
            raise ValueError("not a cursor of this list")
        made = tuple(kind(value) for kind, value in zip(kinds, values, strict=True))
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise Invalid(Finding("api-cursor", field="after"), code="api-cursor") from error
    if any(isinstance(value, int) and abs(value) >= 2**63 for value in made):
        raise Invalid(Finding("api-cursor", field="after"), code="api-cursor")
    return made
