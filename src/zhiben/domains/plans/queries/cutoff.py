"""What other domains ask of the plan in force."""

from datetime import date

from zhiben.core.actors import Actor
from zhiben.domains.plans.models import Plan


def stock_cutoff(actor: Actor) -> date | None:
    """The stock cut-off of the newest plan within reach that has one."""
    rows = Plan.objects.visible_to(actor).filter(stock_cutoff__isnull=False).order_by("-id")
    return rows.values_list("stock_cutoff", flat=True).first()
