"""What the platform carries out: the features, each document clause by clause, and the product as a whole."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from zhiben.core.actors import Actor
from zhiben.core.wording import is_chinese
from zhiben.domains.instruments.methods.coverage import ClauseCover, Share, covers, share
from zhiben.domains.instruments.methods.packs.items import FEATURE_OF
from zhiben.domains.instruments.models import Instrument, Item
from zhiben.domains.instruments.queries.documents import DocumentHead, document, reader


@dataclass(frozen=True, slots=True)
class Feature:
    """Something the platform can do for a clause. `works_*`: the sentence that says when; `tests`: what shows it."""

    key: str
    domain: str
    title_zh: str
    title_en: str
    works_zh: str
    works_en: str
    tests: tuple[str, ...]

    @property
    def title(self) -> str:
        """Its name in the reader's language."""
        return self.title_zh if is_chinese() else self.title_en

    @property
    def works(self) -> str:
        """The sentence that says when it works, in the reader's language."""
        return self.works_zh if is_chinese() else self.works_en

    @property
    def is_working(self) -> bool:
        """Whether acceptance tests show it; the tests fail while one of them is missing, skipped or red."""
        return bool(self.tests)


def features() -> dict[str, Feature]:
    """Every feature by its key, as `packs/features.yaml` has them."""
    path = Path(settings.PACKS_DIR) / "features.yaml"
    return _features(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _features(path: Path, written: int) -> dict[str, Feature]:
    read = yaml.safe_load(path.read_text(encoding="utf-8"))["features"]
    return {
        key: Feature(
            key=key,
            domain=one["domain"],
            title_zh=one["title"]["zh"],
            title_en=one["title"]["en"],
            works_zh=one["works"]["zh"],
            works_en=one["works"]["en"],
            tests=tuple(one.get("tests", ())),
        )
        for key, one in read.items()
    }


def working() -> frozenset[str]:
    """Keys of the features that work."""
    return frozenset(key for key, one in features().items() if one.is_working)


@dataclass(frozen=True, slots=True)
class InstrumentShare:
    """One instrument of the packs: how many of its clauses are carried out, and its items by kind."""

    slug: str
    number: str
    part: int
    title_zh: str
    title_en: str
    share: Share
    items: int

    @property
    def title(self) -> str:
        """Its name in the reader's language."""
        return self.title_zh if is_chinese() else self.title_en


def product_coverage(actor: Actor) -> list[InstrumentShare]:
    """Each instrument of the packs whose items name features, in the order of their ids."""
    reader(actor)
    rows = Item.objects.filter(is_current=True, instrument__document_id=None).exclude(kind="parameter")
    fields = ("instrument__slug", "instrument__number", "instrument__title_zh", "instrument__title_en")
    held: dict[tuple[Any, ...], list[tuple[list[str], str]]] = defaultdict(list)
    for *head, part, cite, kind, uses in rows.values_list(*fields, "part", "cite", "kind", "data__uses"):
        held[*head, part].append((cite, uses or FEATURE_OF[kind]))
    works = working()
    return [
        InstrumentShare(
            slug=slug,
            number=number,
            part=part,
            title_zh=zh,
            title_en=en,
            share=share(covers(items, works).values()),
            items=len(items),
        )
        for (slug, number, zh, en, part), items in sorted(held.items(), key=lambda one: one[0][0])
    ]


@dataclass(frozen=True, slots=True)
class CoverItem:
    """An item at its clause: from a pack, or kept when the document was reviewed."""

    id: int
    part: int
    cite: list[str]
    kind: str
    title_zh: str
    title_en: str
    feature: str
    mark: str
    superseded_by: str

    @property
    def title(self) -> str:
        """Its wording in the reader's language, as far as there is one."""
        chinese = is_chinese() or not self.title_en
        return self.title_zh if chinese else self.title_en


_COVER = ("id", "part", "cite", "kind", "title_zh", "title_en", "mark", "superseded_by")


def cover_items(actor: Actor, head: DocumentHead, part: int | None = None) -> list[CoverItem]:
    """The items of a document: those of its packs; those its office kept where there are no packs."""
    reader(actor)
    rows = Item.objects.filter(is_current=True).exclude(kind="parameter")
    packs = _packs_of(head)
    rows = rows.filter(instrument_id__in=packs) if packs else rows.filter(instrument__document_id=head.id)
    if part is not None:
        rows = rows.filter(part=part)
    return [
        CoverItem(**dict(zip(_COVER, row, strict=True)), feature=uses or FEATURE_OF.get(row[3], ""))
        for *row, uses in rows.order_by("id").values_list(*_COVER, "data__uses")
    ]


def coverage_of(actor: Actor, document_id: int, part: int) -> tuple[dict[str, ClauseCover], list[CoverItem]]:
    """Cover by address and the items, of one part of a document within reach."""
    items = cover_items(actor, document(actor, document_id), part)
    return covers(((item.cite, item.feature) for item in items), working()), items


def share_of(actor: Actor, document_id: int) -> Share:
    """The share of a whole document, all its parts together."""
    held: dict[int, list[tuple[list[str], str]]] = defaultdict(list)
    for item in cover_items(actor, document(actor, document_id)):
        held[item.part].append((item.cite, item.feature))
    works = working()
    return share(clause for items in held.values() for clause in covers(items, works).values())


_BEYOND = re.compile(r"[^0-9a-z\u4e00-\u9fff]")


def _bare(text: str) -> str:
    """A title or a number without brackets, dashes and spaces."""
    return _BEYOND.sub("", text.lower())


def _packs_of(head: DocumentHead) -> list[int]:
    """Pack instruments of the same document: of the same number, or of the family whose main part bears its title."""
    rows = list(
        Instrument.objects.filter(document_id=None).values_list("id", "slug", "number", "title_zh", "part")
    )
    number, title = _bare(head.number), _bare(head.title)
    families = {
        slug.partition("/")[0]
        for _id, slug, its_number, its_title, part in rows
        if (number and _bare(its_number) == number) or (part == 0 and _bare(its_title) == title)
    }
    return [key for key, slug, *_rest in rows if slug.partition("/")[0] in families]
