"""The API at /api/v1/: who is asking, what refusals look like, and the routers of the domains."""

import logging
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from zhiben.config import rates
from zhiben.config.answers import problem_response
from zhiben.config.parts import labels, part_of
from zhiben.core.actors import Actor
from zhiben.core.api import Problem, guard
from zhiben.core.context import request_id
from zhiben.core.errors import Forbidden, Invalid, NotSignedIn, Refusal, TooMany, Unreadable
from zhiben.core.files.api import router as files_router
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.jobs.api import router as jobs_router
from zhiben.core.refusing import of_exception
from zhiben.domains.people import queries as people

logger = logging.getLogger("zhiben.api")

sentence("field-missing", N_("This field is missing."))
sentence("field-unknown", N_("There is no field of this name."))
sentence("field-wrong", N_("This value does not have the right form (%(kind)s)."))
sentence("nul-field", N_("The text contains a NUL byte, which cannot be stored."))

_SAFE = ("GET", "HEAD", "OPTIONS")
_CODES = {"missing": "field-missing", "extra_forbidden": "field-unknown", "nul": "nul-field"}


class TokenAuth(HttpBearer):
    """A token bound to a membership, with a scope and an expiry."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor of the token, if its scope allows this method."""
        if not token.isascii() or not token.isprintable():
            return None
        known = people.actor_for_token(token)
        if known is None:
            return None
        rates.count(f"token:{sha256(token.encode()).hexdigest()[:16]}")
        if known.scope == "read" and request.method not in _SAFE:
            raise Forbidden(Finding("read-only"), code="read-only")
        request.actor = known.actor  # type: ignore[attr-defined]  # set on every request by the middleware
        return known.actor


class SessionAuth(APIKeyCookie):
    """The session of somebody signed in at the pages; writing needs the CSRF token."""

    param_name = "sessionid"

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The actor of the session."""
        if not request.user.is_authenticated:
            return None
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None:
            raise Forbidden(Finding("no-membership"), code="no-membership")
        rates.count(f"person:{actor.person_id}")
        if request.method not in _SAFE and check_csrf(request) is not None:
            raise Forbidden(Finding("csrf"), code="csrf")
        return actor


class DescribedAPI(NinjaAPI):
    """The API, whose document names the refusals that every operation may answer with."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """The OpenAPI document."""
        document = super().get_openapi_schema(**kwargs)
        schemas = document["components"]["schemas"]
        made = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(made.pop("$defs", {}))
        schemas["Problem"] = made
        for operations in document["paths"].values():
            for operation in operations.values():
                operation["responses"].setdefault("4XX", _REFUSED)
        return document


_REFUSED = {
    "description": "A refusal",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}

api = DescribedAPI(
    title="Zhiben",
    version="1",
    description=(
        "Every operation of the platform. Refusals are application/problem+json. "
        "Beyond ZHIBEN_API_RATE requests a minute of one token or person the answer is 429 with Retry-After."
    ),
    auth=[TokenAuth(), SessionAuth()],
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return problem_response(request, refusal)


def _finding_of(error: dict[str, Any]) -> Finding:
    field = ".".join(str(part) for part in error.get("loc", ())[1:] if part != "body")
    kind = str(error.get("type", ""))
    code = _CODES.get(kind, "field-wrong")
    return Finding(code, {"kind": kind} if code == "field-wrong" else {}, field or None)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return _refused(request, Invalid(*[_finding_of(one) for one in error.errors[:100]]))


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return _refused(request, NotSignedIn(Finding("not-signed-in")))


@api.exception_handler(Throttled)
def _throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
    return _refused(request, TooMany(code="too-many"))


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """The framework's own errors: a body that is no JSON."""
    if error.status_code == 400:
        return _refused(request, Unreadable(Finding("unreadable-body")))
    refusal = Refusal(code="http")
    refusal.status = error.status_code
    return _refused(request, refusal)


@api.exception_handler(Exception)
def _other(request: HttpRequest, error: Exception) -> HttpResponse:
    refusal = of_exception(error)
    if refusal is None:
        logger.error("unhandled error at %s", request.path, exc_info=error)
        refusal = Refusal(Finding("internal", {"request": request_id()}), code="internal")
        refusal.status = 500
    return _refused(request, refusal)


api.add_router("/files/", guard(files_router))
api.add_router("/jobs/", guard(jobs_router))
for _label in labels():
    _module = part_of(_label, "api")
    if _module is not None:
        api.add_router(f"/{_label}/", guard(_module.router))
