"""How far jobs have come, under /api/v1/jobs/."""

from django.http import HttpRequest
from ninja import Router, Schema

from zhiben.core import jobs
from zhiben.core.input import Id

router = Router(tags=["jobs"])


class JobOut(Schema):
    """A job of the one asking."""

    id: int
    kind: str
    phase: str
    total: int
    done: int
    percent: int | None
    message: str
    findings: list[str]
    result: int | None


@router.get("/{job}/", response=JobOut, summary="How far a job has come")
def job(request: HttpRequest, job: Id) -> jobs.JobBrief:
    """Only for who started it."""
    return jobs.view(request.actor, job)  # type: ignore[attr-defined]  # set by the API's authentication
