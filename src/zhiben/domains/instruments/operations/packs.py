"""Packs into the database: idempotent and versioned; what was measured under the old edition stays."""

import gc
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from zhiben.core.actors import Actor
from zhiben.core.context import forget
from zhiben.core.errors import Invalid
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import OpenAct, act
from zhiben.core.registry import parameters
from zhiben.domains.instruments.methods.coverage import Share, covers, share
from zhiben.domains.instruments.methods.packs import (
    COMPANY_LEVELS,
    AnyItem,
    InstrumentHead,
    PackFile,
    Parameter,
    Words,
    feature_of,
    item_digest,
    joined,
    problems_of,
)
from zhiben.domains.instruments.methods.reading import read
from zhiben.domains.instruments.models import Instrument, Item
from zhiben.domains.instruments.queries import working
from zhiben.domains.organisations.vocabulary import MATTERS, SECTORS, BodyKind, Level, UnitKind

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml, which reads several times as fast
    from yaml import SafeLoader as Loader  # type: ignore[assignment]  # another class with the same methods

sentence("IN-006", N_("%(file)s, %(place)s: %(problem)s"))


FEATURES, WORDS = "features.yaml", "vocabulary"


@contextmanager
def _collector_rests() -> Iterator[None]:
    """Nothing read from a pack is garbage, and looking for some doubles the time of reading."""
    runs = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if runs:
            gc.enable()


@_collector_rests()
def read_packs(folder: Path, documents: Path | None = None) -> list[tuple[Path, PackFile]]:
    """All pack files under a folder; Invalid with one finding for each problem of any file.

    `documents`: a folder with the documents packs name as their source; clauses are looked up in those found there.
    """
    problems: list[Finding] = []
    words = read_words(folder, problems)
    features = read_features(folder)
    found = []
    for path in sorted(folder.glob("**/*.yaml")):
        if path.name == FEATURES or path.parent.name == WORDS:
            continue
        pack = _parsed(path, PackFile, problems)
        if pack is not None:
            found.append((path, pack))
    known: dict[str, dict[int, set[str]]] = {}
    for path, pack in found:
        clauses = _clauses(documents, pack.instrument, known)
        said = problems_of(pack, words, features, _SELECTORS, clauses)
        said += [
            (item.id, f"nobody declared the parameter {item.key}")
            for item in pack.items
            if isinstance(item, Parameter) and item.key not in parameters
        ]
        problems += [_problem(path, place, problem) for place, problem in said]
    slugs = Counter(pack.instrument.id for _, pack in found)
    problems += [
        _problem(path, "instrument.id", "occurs in two files")
        for path, pack in found
        if slugs[pack.instrument.id] > 1
    ]
    if problems:
        raise Invalid(*problems)
    return found


_SELECTORS: dict[str, dict[str, Any]] = {
    "unit": {"kinds": frozenset(UnitKind), "sectors": SECTORS, "matters": MATTERS, "levels": ()},
    "post": {"kinds": frozenset(UnitKind), "sectors": SECTORS, "matters": MATTERS, "levels": ()},
    "level": {"kinds": frozenset(UnitKind), "sectors": SECTORS, "matters": MATTERS, "levels": COMPANY_LEVELS},
    "body": {
        "kinds": frozenset(BodyKind),
        "sectors": SECTORS,
        "matters": MATTERS,
        "levels": frozenset(Level),
    },
}


def read_words(folder: Path, problems: list[Finding]) -> Words:
    """The words of all files of the vocabulary; what is wrong in them is added to the problems."""
    files = [_parsed(path, Words, problems) for path in sorted((folder / WORDS).glob("*.yaml"))]
    words, twice = joined(file for file in files if file is not None)
    problems += [
        _problem(folder / WORDS, key, f"is named differently in two files of {kind}") for kind, key in twice
    ]
    return words


def read_features(folder: Path) -> list[str]:
    """Keys of the features packs may name."""
    path = folder / FEATURES
    known = yaml.load(path.read_text(encoding="utf-8"), Loader) if path.exists() else {}
    return list((known or {}).get("features", {}))


Model = TypeVar("Model", bound=BaseModel)


def _parsed(path: Path, model: type[Model], problems: list[Finding]) -> Model | None:
    try:
        return model.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        problems.append(_problem(path, "-", str(error)))
    except ValidationError as error:
        problems += [_problem(path, ".".join(map(str, e["loc"])), e["msg"]) for e in error.errors()]
    return None


def _clauses(
    documents: Path | None, head: InstrumentHead, known: dict[str, dict[int, set[str]]]
) -> set[str] | None:
    """Addresses of the clauses of a pack's part, if its document is at hand."""
    if documents is None or not head.source or not (documents / head.source).is_file():
        return None
    if head.source not in known:
        parts: dict[int, set[str]] = defaultdict(set)
        for clause in read((documents / head.source).read_bytes(), head.source).clauses:
            parts[clause.part].add(clause.id)
        known[head.source] = parts
    return known[head.source][head.part]


def _problem(path: Path, place: str, problem: str) -> Finding:
    return Finding("IN-006", {"file": f"{path.parent.name}/{path.name}", "place": place, "problem": problem})


def coverage_of_packs(folder: Path) -> list[tuple[str, int, int, Share]]:
    """(id, part, items, share) of each pack whose items name features: read from the files, without a database."""
    works = working()
    found = []
    for _path, pack in read_packs(folder):
        items = [(item.cite, feature) for item in pack.items if (feature := feature_of(item))]
        if items:
            head = pack.instrument
            found.append((head.id, head.part, len(items), share(covers(items, works).values())))
    return found


@_collector_rests()
def load_packs(*, actor: Actor, at: datetime, folder: Path) -> int:
    """Load every pack of a folder in one act; returns how many items are new or changed."""
    packs = [pack for _, pack in read_packs(folder)]
    with act(actor=actor, at=at, operation="instruments.load_packs") as a:
        return _load(a, packs, _instruments(a, [pack.instrument for pack in packs]))


def _load(a: OpenAct, packs: list[PackFile], instruments: dict[str, Instrument]) -> int:
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
    return len(fresh)


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
