"""POST /api/v1/endurance/jobs: begin a job, under the API's own transaction and idempotency key."""

from django.http import HttpRequest
from ninja import Router, Schema, Status

from endurance.jobs.tasks import work
from zhiben.core import jobs
from zhiben.core.input import Input

router = Router(tags=["endurance"])


class WorkIn(Input):
    """How long the job waits, in seconds."""

    pause: float


class WorkOut(Schema):
    """The watched job."""

    job: int


@router.post("/jobs", response={201: WorkOut})
def begin(request: HttpRequest, body: WorkIn) -> Status:
    """Put one job into the queue."""
    made = jobs.start(actor=request.actor, kind="endurance", task=work, total=1, pause=body.pause)  # type: ignore[attr-defined]  # set by the API's authentication
    return Status(201, {"job": made})
