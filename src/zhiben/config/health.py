"""Whether this process lives, whether it can serve, and what it measured."""

import os
import secrets

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from zhiben.config import metrics


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and its schema is the one this program was built for."""
    try:
        executor = MigrationExecutor(connection)
        missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except (DatabaseError, InterfaceError):
        return JsonResponse({"status": "no-database"}, status=503)
    if missing:
        return JsonResponse({"status": "migrations-missing", "missing": missing}, status=503)
    return JsonResponse({"status": "ok"})


@require_safe
def measured(request: HttpRequest) -> HttpResponse:
    """Prometheus metrics, for this machine itself or with ZHIBEN_METRICS_TOKEN."""
    if not _may_measure(request):
        return HttpResponse(status=404)
    return HttpResponse(metrics.text(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_measure(request: HttpRequest) -> bool:
    token = os.environ.get("ZHIBEN_METRICS_TOKEN")
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return secrets.compare_digest(given.encode(), token.encode())
    local = request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1")
    return local and "X-Forwarded-For" not in request.headers
