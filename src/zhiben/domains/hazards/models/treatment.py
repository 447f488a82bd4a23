"""How the unit treats a hazard: the plan, money spent, interim measures, follow-up."""

from django.db import models
from django.db.models import F, Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.scoped import ScopedModel
from zhiben.domains.hazards.models.case import CASE, Hazard


class Treatment(ScopedModel, LedgeredModel):
    """The plan of treatment; the newest edition counts. `parts`: what is demanded beside the five elements."""

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
    parts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hazard", "edition"], name="hazards_treatment_edition"),
            models.CheckConstraint(condition=Q(funds_yuan__gte=0), name="hazards_treatment_funds"),
        ]

    def __str__(self) -> str:
        return f"{self.hazard_id} edition {self.edition}"


class InterimMeasure(ScopedModel, LedgeredModel):
    """What keeps people safe until the hazard is cured. It expires: then it is renewed or ended."""

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=2000)
    since = models.DateField()
    until = models.DateField()
    set_by = models.BigIntegerField()
    ended_day = models.DateField(null=True)
    ended_why = models.CharField(max_length=500, default="")

    class Meta:
        indexes = [
            models.Index(fields=["hazard"]),
            models.Index(fields=["until"], condition=Q(ended_day=None), name="hazards_interim_running"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="hazards_interim_until"),
        ]

    def __str__(self) -> str:
        return f"{self.hazard_id} until {self.until}"


class FollowUp(ScopedModel, LedgeredModel):
    """How far the treatment is, as the unit says: percent and words."""

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    round = models.IntegerField()
    day = models.DateField()
    percent = models.IntegerField()
    text = models.CharField(max_length=2000)
    person_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["hazard", "-day"])]
        constraints = [
            models.CheckConstraint(condition=Q(percent__range=(0, 100)), name="hazards_follow_up_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.hazard_id} {self.percent}%"


class Spending(ScopedModel, LedgeredModel):
    """Money spent on the treatment, in yuan, on a day."""

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    yuan = models.DecimalField(max_digits=14, decimal_places=2)
    text = models.CharField(max_length=500)
    person_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["hazard", "day"])]
        constraints = [
            models.CheckConstraint(condition=Q(yuan__gt=0), name="hazards_spending_yuan"),
        ]

    def __str__(self) -> str:
        return f"{self.hazard_id} {self.yuan}"
