"""Packs into the database: idempotent and versioned; what was measured under the old edition stays."""

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Max
from pydantic import ValidationError

from zhiben.core.actors import Actor
from zhiben.core.context import forget
from zhiben.core.errors import Invalid
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import OpenAct, act
from zhiben.core.registry import parameters
from zhiben.domains.instruments.methods.packs import InstrumentHead, PackFile, Parameter, item_digest
from zhiben.domains.instruments.models import Instrument, Item

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml, which reads several times as fast
    from yaml import SafeLoader as Loader  # type: ignore[assignment]  # another class with the same methods

sentence("IN-006", N_("%(file)s, %(place)s: %(problem)s"))


def read_packs(folder: Path) -> list[tuple[Path, PackFile]]:
    """All pack files under a folder; Invalid with one finding for each problem of any file."""
    found, problems = [], []
    for path in sorted(folder.glob("**/*.yaml")):
        if path.name == "features.yaml":
            continue
        try:
            pack = PackFile.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            problems.append(_problem(path, "-", str(error)))
        except ValidationError as error:
            problems += [_problem(path, ".".join(map(str, e["loc"])), e["msg"]) for e in error.errors()]
        else:
            found.append((path, pack))
            problems += [
                _problem(path, item.id, f"nobody declared the parameter {item.key}")
                for item in pack.items
                if item.key not in parameters
            ]
    slugs = [pack.instrument.id for _, pack in found]
    problems += [
        _problem(path, "instrument.id", "occurs in two files")
        for path, pack in found
        if slugs.count(pack.instrument.id) > 1
    ]
    if problems:
        raise Invalid(*problems)
    return found


def _problem(path: Path, place: str, problem: str) -> Finding:
    return Finding("IN-006", {"file": f"{path.parent.name}/{path.name}", "place": place, "problem": problem})


def load_packs(*, actor: Actor, at: datetime, folder: Path) -> int:
    """Load every pack of a folder in one act; returns how many items are new or changed."""
    packs = read_packs(folder)
    with act(actor=actor, at=at, operation="instruments.load_packs") as a:
        return sum(_load(a, pack) for _, pack in packs)


def _load(a: OpenAct, pack: PackFile) -> int:
    instrument = _instrument(a, pack.instrument)
    current = {item.name: item for item in Item.objects.filter(instrument=instrument, is_current=True)}
    editions = dict(
        Item.objects.filter(instrument=instrument).values_list("name").annotate(last=Max("edition"))
    )
    fresh = []
    for item in pack.items:
        digest = item_digest(item.model_dump(mode="json"))
        known = current.pop(item.id, None)
        if known is not None and known.digest == digest:
            continue
        if known is not None:
            a.change(known, is_current=False)
        fresh.append(_item(instrument, pack.instrument, item, digest, editions.get(item.id, 0) + 1))
    for dropped in current.values():
        a.change(dropped, is_current=False)
    a.create_many(Item, fresh)
    forget()
    return len(fresh)


def _instrument(a: OpenAct, head: InstrumentHead) -> Instrument:
    values: dict[str, Any] = {
        "part": head.part,
        "number": head.number,
        "title_zh": head.title.zh,
        "title_en": head.title.en,
        "issuer": head.issuer,
        "issued": head.issued,
        "period_from": head.period[0],
        "period_to": head.period[1],
        "source": head.source,
    }
    row = Instrument.objects.filter(slug=head.id).first()
    if row is None:
        return a.create(Instrument, slug=head.id, **values)
    if any(getattr(row, name) != value for name, value in values.items()):
        a.change(row, **values)
    return row


def _item(instrument: Instrument, head: InstrumentHead, item: Parameter, digest: str, edition: int) -> Item:
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
        key=item.key,
        data={"value": item.value, "unit": item.unit, "when": item.when},
        mark=item.mark,
        valid_from=valid[0],
        valid_to=valid[1],
        superseded_by=item.superseded_by,
        digest=digest,
    )
