"""What a unit owes on paper: the double report of a grave hazard, and the quarterly and yearly tables."""

from django.db import models
from django.db.models import Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.domains.hazards.models.case import CASE, Hazard
from zhiben.domains.hazards.models.steps import StepRecord
from zhiben.domains.hazards.vocabulary.reports import Occasion, To


class DoubleReport(ScopedModel, LedgeredModel):
    """One of the four reports a grave hazard owes: at finding or after treatment, to supervisor or congress."""

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=10)
    to = models.CharField(max_length=10)
    day = models.DateField()
    how = models.CharField(max_length=200)
    step = models.ForeignKey(StepRecord, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hazard", "occasion", "to"], name="hazards_double_once"),
            models.CheckConstraint(
                condition=Q(occasion__in=sorted(Occasion), to__in=sorted(To)), name="hazards_double_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hazard_id} {self.occasion} to {self.to}"


class UnitTable(ScopedModel, LedgeredModel):
    """A unit's table of hazards for a quarter or a year, as the principal signed it. `content` never changes."""

    scope = Scope(area="area", sector="sector", unit="unit")

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    area = models.BigIntegerField()
    sector = models.CharField(max_length=40)
    period = models.CharField(max_length=10)
    content = models.JSONField()
    signed_by = models.BigIntegerField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "period"], name="hazards_table_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period}"


class Repeat(ScopedModel, LedgeredModel):
    """A hazard found again within the time the rules name: at the same place, by the same criterion, or producing.

    `earlier` is the one before. `why`: place, criterion or producing (which proposes closing).
    """

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    earlier = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+", db_index=False)
    why = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hazard", "earlier", "why"], name="hazards_repeat_once"),
            models.CheckConstraint(
                condition=Q(why__in=["place", "criterion", "producing"]), name="hazards_repeat_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hazard_id} repeats {self.earlier_id}: {self.why}"
