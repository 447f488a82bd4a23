"""What an actor may do on a share now, and why not."""

from datetime import date

from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.plans.lifecycle import PROGRESS, SHARE
from zhiben.domains.plans.models import Progress, Share
from zhiben.domains.plans.queries.reach import reader
from zhiben.domains.plans.rules import ProgressFacts, ShareFacts, pl026_open
from zhiben.domains.plans.vocabulary import ENDED, ShareState

_NOT_MINE = frozenset({"no-permission", "PL-001", "PL-003"})


def _mine(findings: tuple[Finding, ...]) -> bool:
    return not any(finding.code in _NOT_MINE for finding in findings)


def share_offers(actor: Actor, share_id: int, today: date) -> dict[str, tuple[Finding, ...]]:
    """The steps that are this actor's to take on the share, each with what stands against it now.

    Beside the moves of the lifecycle: break_down, report_progress, confirm_old.
    """
    row = Share.objects.visible_to(reader(actor)).filter(pk=share_id).select_related("task__plan").first()
    if row is None:
        raise NotFound(Finding("not-found"))
    open_below = (
        Share.objects.unscoped(reason="all parts broken down from the share count")
        .filter(parent_id=share_id)
        .exclude(state__in=sorted(ENDED))
        .count()
    )
    own = row.body_id is not None and row.body_id == actor.body_id
    facts = ShareFacts(
        today=today,
        own_body=own,
        own_office=row.office_id == actor.body_id,
        object_by=row.object_by,
        open_below=open_below,
    )
    offered = {
        offer.name: offer.findings
        for offer in SHARE.offers(actor, row, today, facts)
        if _mine(offer.findings) and not offer.name.startswith("confirm_")
    }
    if row.state == ShareState.RUNNING and own:
        for name in ("break_down", "report_progress"):
            if actor.may(f"plans.{name}"):
                offered[name] = ()
    involved = actor.body_id is not None and actor.body_id in (row.body_id, row.office_id)
    if row.state == ShareState.TO_CONFIRM and involved and actor.may("plans.confirm_old"):
        offered["confirm_old"] = ()
    closed = tuple(pl026_open(row.task.plan.closed_day, row.task.plan.closed_why))
    return {name: closed or findings for name, findings in offered.items()}


def progress_offers(actor: Actor, share_id: int, today: date) -> dict[int, dict[str, tuple[Finding, ...]]]:
    """By report of a share: review and return, where they are this actor's, with what stands against them."""
    rows = Progress.objects.visible_to(reader(actor)).filter(share_id=share_id).select_related("share")
    offered: dict[int, dict[str, tuple[Finding, ...]]] = {}
    for row in rows:
        facts = ProgressFacts(
            person_id=actor.person_id,
            filled_by=row.filled_by,
            month=row.month,
            present_month=row.month,
            counting_month=row.month,
            nil=row.nil,
            this_month=row.this_month,
            own_body=row.share.body_id == actor.body_id,
        )
        moves = PROGRESS.offers(actor, row, today, facts)
        offered[row.pk] = {
            move.name: move.findings
            for move in moves
            if move.name in ("review", "return") and _mine(move.findings)
        }
    return offered
