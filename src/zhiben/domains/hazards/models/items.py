"""Treatment in steps: parts of one hazard with limits and acceptance of their own, never counted in figures."""

from django.db import models
from django.db.models import Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.powers import PowerSubject
from zhiben.core.scoped import ScopedModel
from zhiben.domains.hazards.models.case import CASE, Hazard
from zhiben.domains.hazards.vocabulary.treatment import ItemState


class SubItem(ScopedModel, LedgeredModel):
    """One part of a hazard, put right and accepted by itself. `order`: running number in the hazard."""

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+", db_index=False)
    order = models.IntegerField()
    state = models.CharField(max_length=20)
    version = models.IntegerField(default=1)
    title = models.CharField(max_length=200)
    limit_day = models.DateField()
    added_by = models.BigIntegerField()
    rectified_by = models.BigIntegerField(null=True)
    rectified_day = models.DateField(null=True)
    accepted_by = models.BigIntegerField(null=True)
    accepted_day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hazard", "order"], name="hazards_item_order"),
            models.CheckConstraint(condition=Q(state__in=sorted(ItemState)), name="hazards_item_state"),
            models.CheckConstraint(
                condition=Q(state=ItemState.ACCEPTED, accepted_by__isnull=False)
                | (~Q(state=ItemState.ACCEPTED) & Q(accepted_by__isnull=True)),
                name="hazards_item_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hazard_id}.{self.order}"

    def power_subject(self) -> PowerSubject:
        """Over whom a power is claimed: the hazard's unit in its matter."""
        return self.hazard.power_subject()
