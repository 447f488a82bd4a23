"""How the unit treats a hazard."""

from django.db import models
from django.db.models import Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.scoped import ScopedModel
from zhiben.domains.hazards.models.case import CASE, Hazard


class Treatment(ScopedModel, LedgeredModel):
    """The plan of treatment with the five elements; the newest edition counts."""

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    edition = models.IntegerField()
    responsibility = models.CharField(max_length=1000)
    measures = models.CharField(max_length=4000)
    funds = models.CharField(max_length=1000)
    funds_yuan = models.DecimalField(max_digits=14, decimal_places=2)
    time_limit = models.CharField(max_length=1000)
    done_by = models.DateField()
    contingency = models.CharField(max_length=4000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hazard", "edition"], name="hazards_treatment_edition"),
            models.CheckConstraint(condition=Q(funds_yuan__gte=0), name="hazards_treatment_funds"),
        ]

    def __str__(self) -> str:
        return f"{self.hazard_id} edition {self.edition}"
