"""A reviewed document is published as an edition: instruments, items, and the fact announced."""

from datetime import date, datetime

from zhiben.core import events
from zhiben.core.actors import Actor
from zhiben.core.context import forget
from zhiben.core.errors import Invalid
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.instruments import rules
from zhiben.domains.instruments.events import EditionPublished, PublishedItem
from zhiben.domains.instruments.lifecycle import DOCUMENT
from zhiben.domains.instruments.methods.packs import item_digest
from zhiben.domains.instruments.models import Clause, Document, Instrument, Item, Proposal
from zhiben.domains.instruments.operations.documents import demand_seen, review_facts
from zhiben.domains.instruments.vocabulary import Decision


def publish_document(
    *,
    actor: Actor,
    at: datetime,
    document_id: int,
    seen_version: int,
    counting_from: date,
    period_from: date | None = None,
    period_to: date | None = None,
    stock_cutoff: date | None = None,
) -> None:
    """Publish the kept proposals as an edition; plans take up their kinds in the same transaction.

    `counting_from`: the day from which the platform counts; older tasks come in as to be confirmed.
    """
    demand_seen(actor, document_id)
    if findings := rules.in010_period(period_from, period_to):
        raise Invalid(*findings)
    with act(actor=actor, at=at, operation="instruments.publish") as a:
        row = DOCUMENT.perform(
            a,
            "publish",
            pk=document_id,
            seen_version=seen_version,
            changes={
                "counting_from": counting_from,
                "period_from": period_from,
                "period_to": period_to,
                "stock_cutoff": stock_cutoff,
            },
            facts=lambda locked: review_facts(actor, locked),
        )
        items = _publish_items(a, actor, row)
        events.announce(
            EditionPublished(
                document_id=row.pk,
                title=row.title,
                body_id=row.body_id,
                area=row.area,
                period_from=period_from,
                period_to=period_to,
                counting_from=counting_from,
                stock_cutoff=stock_cutoff,
                items=items,
            ),
            a,
        )


def _publish_items(a: OpenAct, actor: Actor, row: Document) -> tuple[PublishedItem, ...]:
    """One instrument a part, one item a kept proposal."""
    kept = list(
        Proposal.objects.visible_to(actor).filter(document=row, decision=Decision.KEPT).order_by("id")
    )
    parts = {part["part"]: part["title"] for part in row.parts}
    wanted = sorted({proposal.part for proposal in kept})
    instruments = a.create_many(
        Instrument,
        [
            Instrument(
                slug=f"document-{row.pk}/{part}",
                part=part,
                number=row.number,
                title_zh=(parts.get(part) or row.title)[:200],
                issuer=row.issuer,
                issued=row.issued,
                period_from=row.period_from,
                period_to=row.period_to,
                source=row.title[:200],
                document_id=row.pk,
                area=row.area,
                body_id=row.body_id,
            )
            for part in wanted
        ],
    )
    by_part = {instrument.part: instrument for instrument in instruments}
    headings = _headings(actor, row)
    items = a.create_many(Item, [_item(by_part[proposal.part], proposal) for proposal in kept])
    forget()
    return tuple(
        PublishedItem(
            id=item.pk,
            kind=item.kind,
            part=item.part,
            cite=tuple(item.cite),
            title=item.title_zh,
            action=headings.get((proposal.part, proposal.first_clause))
            or parts.get(proposal.part)
            or row.title,
            sentence=proposal.sentence,
            data=item.data,
        )
        for item, proposal in zip(items, kept, strict=True)
    )


def _headings(actor: Actor, row: Document) -> dict[tuple[int, str], str]:
    """By part and address: the title of the clause under which this one stands."""
    clauses = (
        Clause.objects.visible_to(actor)
        .filter(document=row)
        .values_list("part", "address", "parent", "title")
    )
    titles = {(part, address): title for part, address, _, title in clauses}
    return {
        (part, address): titles.get((part, parent), "") if parent else title
        for part, address, parent, title in clauses
    }


def _item(instrument: Instrument, proposal: Proposal) -> Item:
    return Item(
        instrument=instrument,
        name=f"p{proposal.pk}",
        kind=proposal.kind,
        part=proposal.part,
        cite=proposal.cite,
        title_zh=proposal.title,
        data=proposal.data,
        mark="D",
        valid_from=instrument.period_from,
        valid_to=instrument.period_to,
        digest=item_digest(
            {"kind": proposal.kind, "cite": proposal.cite, "title": proposal.title, "data": proposal.data}
        ),
        proposal_id=proposal.pk,
    )
