"""What an instrument is called, and the document within reach in which it can be read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from zhiben.core.actors import Actor
from zhiben.core.wording import is_chinese
from zhiben.domains.instruments.models import Clause, Document, Instrument
from zhiben.domains.instruments.queries.documents import open_to

_BEYOND = re.compile(r"[^0-9a-z\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class InstrumentHead:
    """An instrument by name."""

    slug: str
    number: str
    part: int
    title_zh: str
    title_en: str
    document_id: int | None

    @property
    def title(self) -> str:
        """Its name in the reader's language, as far as there is one."""
        return self.title_zh if is_chinese() or not self.title_en else self.title_en


_FIELDS = tuple(InstrumentHead.__dataclass_fields__)


def instrument_heads(slugs: Iterable[str]) -> dict[str, InstrumentHead]:
    """Instruments by slug. Rules are open to everybody signed in."""
    rows = Instrument.objects.filter(slug__in=set(slugs)).values_list(*_FIELDS)
    return {row[0]: InstrumentHead(*row) for row in rows}


def document_of(actor: Actor, head: InstrumentHead) -> int | None:
    """The document in which the instrument can be read: its own, else one of the same number or title."""
    if not actor.may("instruments.read"):
        return None
    rows: Any = Document.objects.visible_to(actor).filter(open_to(actor)).order_by("id")
    if head.document_id is not None:
        rows = rows.filter(pk=head.document_id)
    family = head.slug.partition("/")[0]
    main = Instrument.objects.filter(slug__startswith=f"{family}/", part=0).values_list("title_zh", flat=True)
    wanted = {_bare(head.number), *map(_bare, main)} - {""}
    for key, number, title in rows.values_list("id", "number", "title"):
        if key == head.document_id or {_bare(number), _bare(title)} & wanted:
            return int(key)
    return None


def clause_anchor(actor: Actor, document_id: int, part: int, address: str) -> str:
    """The place of a clause on the pages of its document; empty where the document has none such."""
    rows: Any = Clause.objects.visible_to(actor).filter(
        open_to(actor, "document__"), document_id=document_id, part=part
    )
    addresses = list(rows.order_by("place").values_list("address", flat=True))
    return f"clause-{addresses.index(address)}" if address in addresses else ""


def _bare(text: str) -> str:
    """A title or a number without brackets, dashes and spaces."""
    return _BEYOND.sub("", text.lower())
