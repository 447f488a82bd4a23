"""Reading documents: heads, clause trees, proposals, the items of a published edition."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound
from zhiben.core.findings import Finding
from zhiben.domains.instruments.models import Clause, Document, Item, Proposal
from zhiben.domains.instruments.vocabulary import DocumentState


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """A document in a line. `parts`: [{"part", "title"}]; `warnings`: [{"code", "message", "part", "clause"}]."""

    id: int
    title: str
    state: str
    version: int
    area: int
    body_id: int
    file_id: int
    number: str
    issuer: str
    issued: date | None
    period_from: date | None
    period_to: date | None
    counting_from: date | None
    stock_cutoff: date | None
    parts: list[dict[str, Any]]
    warnings: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One clause as printed."""

    part: int
    address: str
    parent: str | None
    level: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One proposal with its decision."""

    id: int
    part: int
    cite: list[str]
    first_clause: str
    kind: str
    title: str
    sentence: str
    data: dict[str, Any]
    origin: str
    decision: str
    corrected: bool


_HEAD = tuple(DocumentHead.__dataclass_fields__)
_CLAUSE = tuple(ClauseLine.__dataclass_fields__)
_PROPOSAL = tuple(ProposalLine.__dataclass_fields__)


def reader(actor: Actor) -> Actor:
    """The actor, if the role reads instruments; Forbidden otherwise."""
    if not actor.may("instruments.read"):
        raise Forbidden(Finding("no-permission", {"permission": "instruments.read"}), code="no-permission")
    return actor


def open_to(actor: Actor, prefix: str = "") -> Q:
    """What is published is for everybody within reach; a draft is its office's own."""
    if actor.system:
        return Q()
    return Q(**{f"{prefix}state": DocumentState.PUBLISHED}) | Q(**{f"{prefix}body_id": actor.body_id})


def documents(actor: Actor, q: str = "", state: str = "") -> QuerySet:
    """Documents within reach, as a queryset of values for the list pattern."""
    rows = Document.objects.visible_to(reader(actor)).filter(open_to(actor))
    if q:
        rows = rows.filter(Q(title__icontains=q) | Q(number__icontains=q))
    if state:
        rows = rows.filter(state=state)
    return rows.values(
        "id", "title", "state", "body_id", "number", "issuer", "period_from", "period_to", "counting_from"
    )


def document(actor: Actor, document_id: int) -> DocumentHead:
    """One document; NotFound when it is not within reach."""
    rows = Document.objects.visible_to(reader(actor)).filter(open_to(actor), pk=document_id)
    row = rows.values(*_HEAD).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    return DocumentHead(**row)


def clause_tree(actor: Actor, document_id: int, part: int | None = None) -> list[ClauseLine]:
    """The clauses of a document (or of one part of it), in the order of the text."""
    rows = Clause.objects.visible_to(reader(actor)).filter(
        open_to(actor, "document__"), document_id=document_id
    )
    if part is not None:
        rows = rows.filter(part=part)
    return [ClauseLine(**row) for row in rows.order_by("place").values(*_CLAUSE)]


def proposals(actor: Actor, document_id: int, part: int | None = None, **filters: Any) -> list[ProposalLine]:
    """The proposals of a document, by place; `filters` are plain column look-ups (kind, decision, first_clause)."""
    rows = Proposal.objects.visible_to(reader(actor)).filter(open_to(actor, "document__"), **filters)
    rows = rows.filter(document_id=document_id)
    if part is not None:
        rows = rows.filter(part=part)
    return [ProposalLine(**row) for row in rows.order_by("part", "id").values(*_PROPOSAL)]


def proposal_counts(actor: Actor, document_id: int) -> list[dict[str, Any]]:
    """How many proposals by part, kind and decision: [{"part", "kind", "decision", "count"}]."""
    rows = Proposal.objects.visible_to(reader(actor)).filter(
        open_to(actor, "document__"), document_id=document_id
    )
    counted = rows.values("part", "kind", "decision").annotate(count=Count("id")).order_by("part", "kind")
    return [dict(row) for row in counted]


def proposal(actor: Actor, document_id: int, proposal_id: int) -> ProposalLine:
    """One proposal; NotFound when it is not within reach."""
    found = proposals(actor, document_id, pk=proposal_id)
    if not found:
        raise NotFound(Finding("not-found"))
    return found[0]


def items_of_document(actor: Actor, document_id: int, part: int | None = None) -> list[dict[str, Any]]:
    """The published items of a document the actor may see, for showing beside their clauses."""
    document(actor, document_id)
    rows = Item.objects.filter(instrument__document_id=document_id, is_current=True)
    if part is not None:
        rows = rows.filter(part=part)
    fields = ("id", "part", "cite", "kind", "title_zh", "data", "mark", "proposal_id")
    return [dict(row) for row in rows.order_by("id").values(*fields)]
