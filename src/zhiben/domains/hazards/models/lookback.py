"""Look-back: a share of what was closed, drawn so that anybody can recompute it."""

from django.db import models
from django.db.models import Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.domains.hazards.models.case import CASE, Hazard


class LookBackDraw(ScopedModel, LedgeredModel):
    """One draw. `purpose`: look_back (of what was closed) or sample (of what units keep inside).

    `digest`: SHA-256 of the numbers drawn from, one a line; `population`: how many they were.
    """

    scope = Scope(area="area", body="body_id")

    body_id = models.BigIntegerField(null=True)
    area = models.BigIntegerField()
    first = models.DateField()
    last = models.DateField()
    percent = models.SmallIntegerField()
    seed = models.CharField(max_length=80)
    purpose = models.CharField(max_length=10, default="look_back")
    population = models.IntegerField()
    digest = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=["look_back", "sample"]), name="hazards_lookback_purpose"
            ),
            models.CheckConstraint(condition=Q(percent__range=(1, 100)), name="hazards_lookback_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.percent} % of {self.population}"


class LookBack(ScopedModel, LedgeredModel):
    """One hazard of a draw, and whether it was found sound when somebody looked."""

    scope = CASE

    draw = models.ForeignKey(LookBackDraw, on_delete=models.PROTECT, related_name="+")
    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    looked_at = models.DateTimeField(null=True)
    is_sound = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "hazard"], name="hazards_lookback_once"),
            models.CheckConstraint(
                condition=Q(looked_at__isnull=True, is_sound__isnull=True)
                | Q(looked_at__isnull=False, is_sound__isnull=False),
                name="hazards_lookback_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"look-back at {self.hazard_id}"
