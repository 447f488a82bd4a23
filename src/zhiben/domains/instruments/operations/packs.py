"""Packs into the database: idempotent and versioned; what was measured under the old edition stays."""

from datetime import datetime
from pathlib import Path
from typing import Any

from zhiben.core.actors import Actor
from zhiben.core.context import forget
from zhiben.core.events import announce
from zhiben.core.ledger.book import OpenAct, act
from zhiben.domains.instruments.events import LawChanged, PacksLoaded
from zhiben.domains.instruments.methods.packs import AnyItem, InstrumentHead, PackFile, Parameter, item_digest
from zhiben.domains.instruments.models import Instrument, Item
from zhiben.domains.instruments.queries import collector_rests, read_packs


@collector_rests()
def load_packs(*, actor: Actor, at: datetime, folder: Path) -> int:
    """Load every pack of a folder in one act; returns how many items are new or changed."""
    packs = [pack for _, pack in read_packs(folder)]
    with act(actor=actor, at=at, operation="instruments.load_packs") as a:
        changed, laws = _load(a, packs, _instruments(a, [pack.instrument for pack in packs]))
        announce(PacksLoaded(changed, laws), a)
        return changed


def _load(
    a: OpenAct, packs: list[PackFile], instruments: dict[str, Instrument]
) -> tuple[int, tuple[LawChanged, ...]]:
    columns = ("instrument_id", "name", "edition", "is_current", "digest")
    rows = Item.objects.filter(instrument__in=instruments.values()).only(*columns).order_by("edition")
    last = {(row.instrument_id, row.name): row for row in rows}
    current = {key: row for key, row in last.items() if row.is_current}
    fresh = []
    for pack in packs:
        instrument = instruments[pack.instrument.id]
        for item in pack.items:
            key = (instrument.pk, item.id)
            digest = item_digest(item.model_dump(mode="json", exclude_defaults=True))
            if key in current and current[key].digest == digest:
                del current[key]
                continue
            edition = last[key].edition + 1 if key in last else 1
            fresh.append(_item(instrument, pack.instrument, item, digest, edition))
    a.change_many(Item, [row.pk for row in current.values()], is_current=False)
    a.create_many(Item, fresh)
    forget()
    touched = {item.instrument_id for item in (*fresh, *current.values())}
    return len(fresh), _laws(packs, instruments, {key for key, _ in last}, touched)


def _laws(
    packs: list[PackFile], instruments: dict[str, Instrument], known: set[int], touched: set[int]
) -> tuple[LawChanged, ...]:
    """Laws that changed: packs that hold numbers of the law. The first load of any is no change."""
    heads = {
        instruments[pack.instrument.id].pk: pack.instrument
        for pack in packs
        if not pack.instrument.id.startswith("platform/")
        and any(isinstance(item, Parameter) for item in pack.items)
    }
    if not known & heads.keys():
        return ()
    return tuple(LawChanged(heads[key].id, heads[key].title.zh) for key in sorted(touched & heads.keys()))


def _instruments(a: OpenAct, heads: list[InstrumentHead]) -> dict[str, Instrument]:
    """The instruments by slug, made or changed to what the heads say."""
    found = {row.slug: row for row in Instrument.objects.filter(slug__in=[head.id for head in heads])}
    for head in heads:
        values = _values(head)
        row = found.get(head.id)
        if row is not None and any(getattr(row, name) != value for name, value in values.items()):
            a.change(row, **values)
    fresh = [Instrument(slug=head.id, **_values(head)) for head in heads if head.id not in found]
    return found | {row.slug: row for row in a.create_many(Instrument, fresh)}


def _values(head: InstrumentHead) -> dict[str, Any]:
    return {
        "part": head.part,
        "number": head.number,
        "title_zh": head.title.zh,
        "title_en": head.title.en,
        "issuer": head.issuer,
        "area": head.area,
        "issued": head.issued,
        "period_from": head.period[0],
        "period_to": head.period[1],
        "source": head.source,
    }


_COLUMNS = {"id", "kind", "cite", "title", "valid", "superseded_by", "mark", "key"}


def _item(instrument: Instrument, head: InstrumentHead, item: AnyItem, digest: str, edition: int) -> Item:
    valid = item.valid or head.period
    return Item(
        instrument=instrument,
        name=item.id,
        edition=edition,
        kind=item.kind,
        part=head.part,
        cite=item.cite,
        title_zh=item.title.zh,
        title_en=item.title.en,
        key=item.key if isinstance(item, Parameter) else "",
        data=item.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=_COLUMNS),
        mark=item.mark or "",
        valid_from=valid[0],
        valid_to=valid[1],
        superseded_by=item.superseded_by,
        digest=digest,
    )
