"""What the platform carries out: the features, each document clause by clause, and the product as a whole."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from zhiben.core.actors import Actor
from zhiben.core.wording import is_chinese
from zhiben.domains.instruments.methods.coverage import ClauseCover, Share, covers, share
from zhiben.domains.instruments.methods.live import Course, Live, course
from zhiben.domains.instruments.methods.packs.items import FEATURE_OF
from zhiben.domains.instruments.models import Instrument, Item
from zhiben.domains.instruments.queries.documents import DocumentHead, document, reader
from zhiben.domains.instruments.queries.live import live_of


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
    """An item at its clause. `is_shown`: it stands for the clause; else a pack's item does, and this one runs."""

    id: int
    part: int
    cite: list[str]
    kind: str
    title_zh: str
    title_en: str
    mark: str
    superseded_by: str
    feature: str
    is_shown: bool = True

    @property
    def title(self) -> str:
        """Its wording in the reader's language, as far as there is one."""
        chinese = is_chinese() or not self.title_en
        return self.title_zh if chinese else self.title_en


_COVER = ("id", "part", "cite", "kind", "title_zh", "title_en", "mark", "superseded_by")


@dataclass(frozen=True, slots=True)
class Successor:
    """An instrument whose rules overtook others. `items`: how many of its own are at hand."""

    slug: str
    number: str
    title_zh: str
    title_en: str
    issuer: str
    issued: date | None
    valid_from: date | None
    items: int

    @property
    def title(self) -> str:
        """Its name in the reader's language."""
        return self.title_zh if is_chinese() or not self.title_en else self.title_en


def successors(actor: Actor) -> dict[str, Successor]:
    """The instruments that overtook items in force or passed, by what those items name: one query."""
    reader(actor)
    rows = Item.objects.filter(is_current=True).exclude(superseded_by="")
    names = list(rows.values_list("superseded_by", flat=True).distinct())
    known = Instrument.objects.filter(slug__in={name.partition(":")[0] for name in names})
    current = Item.objects.filter(instrument=OuterRef("pk"), is_current=True).order_by()
    counted = current.values("instrument").annotate(n=Count("id")).values("n")
    fields = ("slug", "number", "title_zh", "title_en", "issuer", "issued", "period_from")
    found = known.annotate(items=Coalesce(Subquery(counted), 0)).values_list(*fields, "items")
    by_slug = {row[0]: Successor(*row) for row in found}
    return {name: by_slug[slug] for name in names if (slug := name.partition(":")[0]) in by_slug}


@dataclass(frozen=True, slots=True)
class DocumentCover:
    """One part of a document with its items and what is known of them; `whole`: the cover of all parts together.

    `clauses`: cover by address; `live`: figures by item, of those of the part.
    """

    head: DocumentHead
    clauses: dict[str, ClauseCover]
    items: list[CoverItem]
    live: dict[int, list[Live]]
    whole: Share

    def live_at(self, address: str) -> list[tuple[int, Live]]:
        """What is known of the items of a clause: (item, figure)."""
        here = [item.id for item in self.items if address in item.cite]
        return [(item, line) for item in here for line in self.live.get(item, ())]

    @property
    def figures(self) -> list[Live]:
        """Everything known of the items of the part."""
        return [line for item in self.items for line in self.live.get(item.id, ())]

    @property
    def courses(self) -> dict[str, Course]:
        """Which clauses with data are on course and which are behind, by address."""
        held: dict[str, list[Live]] = defaultdict(list)
        for item in self.items:
            for address in dict.fromkeys(item.cite):
                held[address] += self.live.get(item.id, ())
        found = {address: course(lines) for address, lines in held.items()}
        return {address: how for address, how in found.items() if how is not None}


def document_cover(actor: Actor, document_id: int, part: int, day: date) -> DocumentCover:
    """One part of a document within reach, as it stands on a day."""
    head = document(actor, document_id)
    works = working()
    items = _cover_items(head)
    held: dict[int, list[tuple[list[str], str]]] = defaultdict(list)
    for item in items:
        if item.is_shown:
            held[item.part].append((item.cite, item.feature))
    by_part = {number: covers(cited, works) for number, cited in held.items()}
    here = [item for item in items if item.part == part]
    live = live_of(actor, [item.id for item in here], day)
    return DocumentCover(
        head=head,
        clauses=by_part.get(part, {}),
        items=_counted_once(here, live),
        live=live,
        whole=share(clause for found in by_part.values() for clause in found.values()),
    )


def _counted_once(items: list[CoverItem], live: Mapping[int, list[Live]]) -> list[CoverItem]:
    """The items without those of the office's edition that say again what a pack's item with data says there."""
    said = {(item.kind, at) for item in items if item.is_shown and item.id in live for at in item.cite}
    return [one for one in items if one.is_shown or not any((one.kind, at) in said for at in one.cite)]


def _cover_items(head: DocumentHead) -> list[CoverItem]:
    """The items of a document: those of its packs, and those its office kept, which stand where there are no packs."""
    packs = _packs_of(head)
    rows = Item.objects.filter(is_current=True).exclude(kind="parameter")
    rows = rows.filter(Q(instrument_id__in=packs) | Q(instrument__document_id=head.id))
    fields = (*_COVER, "data__uses", "instrument__document_id")
    return [
        CoverItem(
            **dict(zip(_COVER, row, strict=True)),
            feature=uses or FEATURE_OF.get(row[3], ""),
            is_shown=document_id is None or not packs,
        )
        for *row, uses, document_id in rows.order_by("id").values_list(*fields)
    ]


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
