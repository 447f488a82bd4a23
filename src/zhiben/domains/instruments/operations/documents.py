"""A plan document comes in and is reviewed: proposals kept, dropped, corrected, added."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from zhiben.core import files
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, Invalid, NotFound, RuleBroken, Unreadable
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import act
from zhiben.domains.instruments import rules
from zhiben.domains.instruments.lifecycle import DOCUMENT
from zhiben.domains.instruments.methods import reading
from zhiben.domains.instruments.methods.items import item_data
from zhiben.domains.instruments.methods.reading.items import propose
from zhiben.domains.instruments.methods.suggesting import suggested
from zhiben.domains.instruments.models import Clause, Document, Proposal
from zhiben.domains.instruments.queries.documents import open_to
from zhiben.domains.instruments.queries.words import duty_findings
from zhiben.domains.instruments.rules import ReviewFacts
from zhiben.domains.instruments.vocabulary import Decision, DocumentState, Kind, Origin
from zhiben.domains.organisations.vocabulary import SECTORS

sentence("IN-005", N_("The clause %(clause)s does not exist in part %(part)s of this document."))

_ITEM_FIELDS = (
    "times",
    "per",
    "event",
    "within",
    "op",
    "value",
    "unit",
    "by",
    "phase",
    "report",
    "indicator",
    "lead",
    "support",
    "hours",
)


def import_document(*, actor: Actor, at: datetime, file_id: int, title: str = "") -> int:
    """Read an uploaded document and keep its clauses and what is proposed from them; returns the document's id.

    Unreadable, WrongType or TooLarge when the reader cannot take it; nothing is written then.
    """
    (claimed,) = files.claim(actor, [file_id], "document")
    name = files.brief([claimed])[claimed].name
    document, found = _read(files.read(claimed), name)
    if actor.body_id is None or actor.area is None:
        raise Forbidden(Finding("no-permission", {"permission": "instruments.import"}))
    with act(actor=actor, at=at, operation="instruments.import") as a:
        row = DOCUMENT.begin(
            a,
            "import",
            values={
                "area": actor.area,
                "body_id": actor.body_id,
                "file_id": claimed,
                "title": (title or document.title or name)[:200],
                "number": (document.number or "")[:60],
                "parts": [asdict(part) for part in document.parts],
                "warnings": [asdict(warning) for warning in document.warnings],
            },
        )
        a.create_many(
            Clause,
            [
                Clause(
                    document=row,
                    place=place,
                    part=clause.part,
                    address=clause.id,
                    parent=clause.parent,
                    level=clause.level,
                    title=clause.title[:300],
                    text=clause.text,
                )
                for place, clause in enumerate(document.clauses)
            ],
        )
        a.create_many(Proposal, [_proposal(row, asdict(item)) for item in found])
    return int(row.pk)


def _read(data: bytes, name: str) -> tuple[reading.Document, list[Any]]:
    """The document and its proposals; what the reader cannot take becomes a refusal in the user's words."""
    try:
        document = reading.read(data, name)
    except reading.Unreadable as error:
        raise Unreadable(Finding(f"reading-{error.code}", error.params, "file")) from error
    return document, propose(document)


def _proposal(row: Document, item: dict[str, Any]) -> Proposal:
    data = {key: item[key] for key in _ITEM_FIELDS if item[key] is not None}
    if item["kind"] == Kind.DUTY:
        data |= suggested(item["text"], {key: names[0] for key, names in SECTORS.items()})
    return Proposal(
        document=row,
        part=item["part"],
        cite=item["cite"],
        first_clause=item["cite"][0] if item["cite"] else "",
        kind=item["kind"],
        title=item["title"][:200],
        sentence=item["text"],
        data=data,
    )


def _draft(actor: Actor, document_id: int) -> Document:
    """The actor's own document in review; NotFound, Forbidden or RuleBroken otherwise."""
    rows = Document.objects.visible_to(actor).filter(open_to(actor), pk=document_id)
    row = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    if not actor.may("instruments.review"):
        raise Forbidden(Finding("no-permission", {"permission": "instruments.review"}))
    if row.body_id != actor.body_id:
        raise Forbidden(Finding("IN-001"))
    if row.state != DocumentState.REVIEW:
        raise RuleBroken(Finding("IN-004"))
    return row


def _proposals(actor: Actor, row: Document, ids: Iterable[int]) -> list[Proposal]:
    wanted = set(ids)
    rows = list(Proposal.objects.visible_to(actor).filter(document=row, pk__in=wanted))
    if len(rows) != len(wanted):
        raise NotFound(Finding("not-found"))
    return rows


def decide_proposals(
    *, actor: Actor, at: datetime, document_id: int, proposal_ids: Iterable[int], decision: str
) -> int:
    """Keep or drop proposals; returns how many."""
    with act(actor=actor, at=at, operation="instruments.decide") as a:
        row = _draft(actor, document_id)
        rows = _proposals(actor, row, proposal_ids)
        return a.change_many(Proposal, [p.pk for p in rows], decision=Decision(decision))


def correct_proposal(
    *,
    actor: Actor,
    at: datetime,
    document_id: int,
    proposal_id: int,
    kind: str,
    title: str,
    data: Mapping[str, Any],
) -> None:
    """Correct what the reader proposed; a corrected proposal is kept."""
    with act(actor=actor, at=at, operation="instruments.correct") as a:
        row = _draft(actor, document_id)
        (proposal,) = _proposals(actor, row, [proposal_id])
        fields = _fields(kind, data)
        a.change(
            proposal,
            kind=Kind(kind),
            title=title,
            data=fields,
            decision=Decision.KEPT,
            corrected=True,
        )


def _fields(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The item's own fields, checked for its kind."""
    fields, findings = item_data(data)
    rule = rules.OF_KIND.get(kind)
    if rule and not findings:
        findings = rule(fields)
    if kind == Kind.DUTY and not findings:
        findings = [*rules.in011_subject_and_activity(fields), *duty_findings(fields)]
    if findings:
        raise Invalid(*findings)
    return fields


def add_proposal(
    *,
    actor: Actor,
    at: datetime,
    document_id: int,
    part: int,
    clause: str,
    kind: str,
    title: str,
    data: Mapping[str, Any],
) -> int:
    """Add an item the reader did not find, at a clause of the document; returns its id."""
    with act(actor=actor, at=at, operation="instruments.add") as a:
        row = _draft(actor, document_id)
        known = Clause.objects.visible_to(actor).filter(document=row, part=part, address=clause).first()
        if known is None:
            raise Invalid(Finding("IN-005", {"clause": clause, "part": part}, "clause"))
        made = a.create(
            Proposal,
            document=row,
            part=part,
            cite=[clause],
            first_clause=clause,
            kind=Kind(kind),
            title=title,
            sentence="",
            data=_fields(kind, data),
            origin=Origin.HAND,
            decision=Decision.KEPT,
        )
    return int(made.pk)


def discard_document(*, actor: Actor, at: datetime, document_id: int, seen_version: int) -> None:
    """Give up a draft; it stays in the record."""
    demand_seen(actor, document_id)
    with act(actor=actor, at=at, operation="instruments.discard") as a:
        DOCUMENT.perform(
            a,
            "discard",
            pk=document_id,
            seen_version=seen_version,
            facts=lambda row: review_facts(actor, row),
        )


def demand_seen(actor: Actor, document_id: int) -> None:
    """NotFound unless the document is within reach; a draft is its office's own."""
    if not Document.objects.visible_to(actor).filter(open_to(actor), pk=document_id).exists():
        raise NotFound(Finding("not-found"))


def review_facts(actor: Actor, row: Document) -> ReviewFacts:
    """What the rules of deciding on a document may know."""
    rows = Proposal.objects.unscoped(reason="rules count all proposals of the document").filter(document=row)
    return ReviewFacts(
        own_body=row.body_id == actor.body_id,
        kept=rows.filter(decision=Decision.KEPT).count(),
        undecided=rows.filter(decision=Decision.OPEN).count(),
    )
