"""What other domains ask of the plan in force."""

from datetime import date

from zhiben.core.actors import Actor
from zhiben.domains.plans.models import Plan, Share
from zhiben.domains.plans.vocabulary import ENDED


def stock_cutoff(actor: Actor) -> date | None:
    """The stock cut-off of the newest plan within reach that has one."""
    rows = Plan.objects.visible_to(actor).filter(stock_cutoff__isnull=False).order_by("-id")
    return rows.values_list("stock_cutoff", flat=True).first()


def open_share_count(actor: Actor) -> int:
    """Shares of the actor's own body that are not done."""
    if actor.body_id is None:
        return 0
    rows = Share.objects.visible_to(actor).filter(body_id=actor.body_id).exclude(state__in=sorted(ENDED))
    return rows.count()
