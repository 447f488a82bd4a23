"""Stops of what is dangerous."""

from django.db import models

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.scoped import ScopedModel
from zhiben.domains.hazards.models.case import CASE, Hazard


class Suspension(ScopedModel, LedgeredModel):
    """A stop of the affected area. Closing the hazard does not lift it."""

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    extent = models.CharField(max_length=300)
    since = models.DateTimeField()
    recorded_by = models.BigIntegerField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["hazard"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.hazard_id}"
