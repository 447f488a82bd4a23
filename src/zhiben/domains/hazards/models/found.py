"""At which activity a hazard was found."""

from django.db import models

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.scoped import ScopedModel
from zhiben.domains.hazards.models.case import CASE, Hazard


class FoundAt(ScopedModel, LedgeredModel):
    """A hazard came to light at an activity (a patrol, a drill) of the same unit: a link both may follow."""

    scope = CASE

    hazard = models.OneToOneField(Hazard, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey("duties.Activity", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.hazard_id} {self.activity_id}"
