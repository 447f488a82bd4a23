"""The API of instruments: the same operations and queries as the pages."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from zhiben.core import clock
from zhiben.core.api import Page, after_cursor, page_of
from zhiben.core.input import Id, Limit
from zhiben.domains.instruments import operations, queries
from zhiben.domains.instruments.methods.coverage import share
from zhiben.domains.instruments.methods.live import course_share, summed
from zhiben.domains.instruments.schemas import (
    AdditionIn,
    ClauseOut,
    CorrectionIn,
    DecidedOut,
    Decision,
    DecisionIn,
    DocumentCoverageOut,
    DocumentIn,
    DocumentLineOut,
    DocumentOut,
    DocumentVersionIn,
    ItemOut,
    Kind,
    ParameterOut,
    Part,
    ProductCoverageOut,
    ProposalOut,
    PublishIn,
)

router = Router(tags=["instruments"])


@router.get("/documents/", response=Page[DocumentLineOut], summary="Documents within reach, newest first")
def documents(
    request: HttpRequest, q: str = "", state: str = "", after: str | None = None, limit: Limit = 50
) -> Any:
    """Keyset paging: hand `next` in as `after`."""
    rows = queries.documents(request.actor, q=q[:100], state=state[:20])
    start = after_cursor(after, int)
    if start is not None:
        rows = rows.filter(pk__lt=start[0])
    return page_of(list(rows.order_by("-id")[: limit + 1]), limit, key=lambda row: (row["id"],))


@router.post("/documents/", response={201: DocumentOut}, summary="Read an uploaded plan document")
def import_document(request: HttpRequest, body: DocumentIn) -> Any:
    """The file was uploaded before with the purpose `document`."""
    key = operations.import_document(actor=request.actor, at=clock.now(), **body.model_dump())
    return Status(201, queries.document(request.actor, key))


@router.get("/documents/{pk}/", response=DocumentOut, summary="One document")
def get_document(request: HttpRequest, pk: Id) -> Any:
    """Drafts are seen by the office that uploaded them."""
    return queries.document(request.actor, pk)


@router.get("/documents/{pk}/clauses/", response=list[ClauseOut], summary="Its clauses, part by part")
def list_clauses(request: HttpRequest, pk: Id, part: Part = 0) -> Any:
    """In the order of the text."""
    queries.document(request.actor, pk)
    return queries.clause_tree(request.actor, pk, part)


@router.get(
    "/documents/{pk}/proposals/", response=list[ProposalOut], summary="What was found, with decisions"
)
def list_proposals(
    request: HttpRequest,
    pk: Id,
    part: Part | None = None,
    kind: Kind | None = None,
    decision: Decision | None = None,
) -> Any:
    """By place in the text."""
    queries.document(request.actor, pk)
    given = {name: value for name, value in (("kind", kind), ("decision", decision)) if value}
    return queries.proposals(request.actor, pk, part, **given)


@router.get("/documents/{pk}/items/", response=list[ItemOut], summary="The items of a published document")
def list_items(request: HttpRequest, pk: Id, part: Part | None = None) -> Any:
    """What runs, and what is stored and not running yet."""
    return queries.items_of_document(request.actor, pk, part)


@router.post("/documents/{pk}/decisions/", response=DecidedOut, summary="Keep or drop proposals")
def decide(request: HttpRequest, pk: Id, body: DecisionIn) -> Any:
    """One or many at once."""
    count = operations.decide_proposals(
        actor=request.actor, at=clock.now(), document_id=pk, **body.model_dump()
    )
    return {"count": count}


@router.post("/documents/{pk}/proposals/", response={201: ProposalOut}, summary="Add an item by hand")
def add(request: HttpRequest, pk: Id, body: AdditionIn) -> Any:
    """At a clause that exists."""
    key = operations.add_proposal(actor=request.actor, at=clock.now(), document_id=pk, **body.model_dump())
    return Status(201, queries.proposal(request.actor, pk, key))


@router.put("/documents/{pk}/proposals/{proposal}/", response=ProposalOut, summary="Correct a proposal")
def correct(request: HttpRequest, pk: Id, proposal: Id, body: CorrectionIn) -> Any:
    """A corrected proposal is kept."""
    operations.correct_proposal(
        actor=request.actor, at=clock.now(), document_id=pk, proposal_id=proposal, **body.model_dump()
    )
    return queries.proposal(request.actor, pk, proposal)


@router.post("/documents/{pk}/publish/", response=DocumentOut, summary="Publish a reviewed document")
def publish(request: HttpRequest, pk: Id, body: PublishIn) -> Any:
    """Tasks, targets and phases run from then on."""
    operations.publish_document(
        actor=request.actor,
        at=clock.now(),
        document_id=pk,
        seen_version=body.version,
        **body.model_dump(exclude={"version"}),
    )
    return queries.document(request.actor, pk)


@router.post("/documents/{pk}/discard/", response=DocumentOut, summary="Give up a draft")
def discard(request: HttpRequest, pk: Id, body: DocumentVersionIn) -> Any:
    """It stays on record."""
    operations.discard_document(
        actor=request.actor, at=clock.now(), document_id=pk, seen_version=body.version
    )
    return queries.document(request.actor, pk)


@router.get("/parameters/", response=list[ParameterOut], summary="Numbers and terms the rules read")
def parameters(request: HttpRequest) -> Any:
    """As in force today."""
    return [{**asdict(line.parameter), "when": line.when} for line in queries.all_parameters(clock.today())]


@router.get(
    "/coverage/",
    response=ProductCoverageOut,
    summary="What the platform carries out, by instrument and feature",
)
def coverage(request: HttpRequest) -> Any:
    """Clauses without items count in no share."""
    lines = queries.product_coverage(request.actor)
    return {
        "instruments": [
            {"id": one.slug, "part": one.part, "number": one.number, "items": one.items}
            | {"title": {"zh": one.title_zh, "en": one.title_en}, "share": asdict(one.share)}
            for one in lines
        ],
        "features": [
            {"id": one.key, "works": one.is_working, "title": {"zh": one.title_zh, "en": one.title_en}}
            for one in queries.features().values()
        ],
    }


@router.get(
    "/documents/{pk}/coverage/", response=DocumentCoverageOut, summary="A document's cover, clause by clause"
)
def document_coverage(request: HttpRequest, pk: Id, part: Part = 0) -> Any:
    """One part; `share` is that of the whole document. `live`: how items stand, where data exist."""
    cover = queries.document_cover(request.actor, pk, part, clock.today())
    courses = cover.courses
    return {
        "share": asdict(cover.whole),
        "part_share": asdict(share(cover.clauses.values())),
        "course": asdict(course_share(courses.values())),
        "live": summed(cover.figures),
        "clauses": [
            {
                "id": address,
                "cover": one.cover if one else None,
                "working": sorted(one.working) if one else [],
                "planned": sorted(one.planned) if one else [],
                "items": [item.id for item in cover.items if item.is_shown and address in item.cite],
                "course": courses.get(address),
                "live": [{"item": item, **asdict(one)} for item, one in cover.live_at(address)],
            }
            for address in dict.fromkeys([*cover.clauses, *courses])
            for one in [cover.clauses.get(address)]
        ],
    }
