"""The fragment that shows how far a job has come."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhiben.core import files, jobs
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding


@require_safe
def job(request: HttpRequest, job: int) -> HttpResponse:
    """Polls itself until the job has ended; only for who started it."""
    found = jobs.view(request.actor, job)  # type: ignore[attr-defined]  # set by the middleware
    return render(request, "core/job.html", {"job": found})


@require_safe
def job_page(request: HttpRequest, job: int) -> HttpResponse:
    """A page of its own for a job that may be left running."""
    found = jobs.view(request.actor, job)  # type: ignore[attr-defined]  # set by the middleware
    return render(request, "core/job_page.html", {"job": found})


@require_safe
def result(request: HttpRequest, job: int) -> FileResponse:
    """The file a job made, for who started it."""
    found = jobs.view(request.actor, job)  # type: ignore[attr-defined]  # set by the middleware
    if found.result is None:
        raise NotFound(Finding("not-found"))
    name = files.brief([found.result])[found.result].name
    return files.serve(found.result, "original", name)
