"""Lists for signature: printed with a code, and the signed paper brought back by photograph."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from zhiben.core import files
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound, RuleBroken
from zhiben.core.findings import N_, Finding, sentence
from zhiben.core.ledger.book import act
from zhiben.core.numbering import next_number
from zhiben.domains.hazards.models import Hazard, Sheet, SheetFile, SheetRow

MOST = 500
sentence("HZ-103", N_("A list for signature holds 1 to %(most)s hazards; narrow the filters."))


def print_sheet(*, actor: Actor, at: datetime, title: str, hazard_ids: Sequence[int]) -> int:
    """Keep a list for signature of hazards the actor sees, in this order; returns its id."""
    if not actor.may("hazards.read"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.read"}))
    given = list(dict.fromkeys(hazard_ids))
    if not 1 <= len(given) <= MOST:
        raise RuleBroken(Finding("HZ-103", {"most": MOST}))
    if Hazard.objects.visible_to(actor).filter(pk__in=given).count() != len(given):
        raise NotFound(Finding("not-found"))
    with act(actor=actor, at=at, operation="hazards.print_sheet") as a:
        sheet = a.create(
            Sheet,
            code=next_number("hazards.sheet", a.at.year),
            title=title,
            person_id=actor.person_id,
            body_id=actor.body_id,
            unit_id=actor.unit_id,
            printed_at=a.at,
        )
        rows = [SheetRow(sheet=sheet, hazard_id=key, place=place) for place, key in enumerate(given, 1)]
        a.create_many(SheetRow, rows)
    return int(sheet.pk)


def attach_signed(*, actor: Actor, at: datetime, sheet_id: int, file_ids: Iterable[int]) -> int:
    """Attach photographs of the signed paper to its list; returns how many."""
    sheet = Sheet.objects.visible_to(actor).filter(pk=sheet_id).first()
    if sheet is None:
        raise NotFound(Finding("not-found"))
    if not actor.may("hazards.read"):
        raise Forbidden(Finding("no-permission", {"permission": "hazards.read"}))
    claimed = files.claim(actor, list(file_ids), "any")
    names = files.brief(claimed)
    with act(actor=actor, at=at, operation="hazards.attach_signed") as a:
        a.create_many(
            SheetFile,
            [SheetFile(sheet=sheet, file_id=one, name=names[one].name[:120], at=a.at) for one in claimed],
        )
    return len(claimed)
