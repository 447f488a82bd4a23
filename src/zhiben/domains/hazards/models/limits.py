"""Letters with the limit, and more time."""

from django.db import models
from django.db.models import F, Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.scoped import ScopedModel
from zhiben.domains.hazards.models.case import CASE, Hazard


class Letter(ScopedModel, LedgeredModel):
    """The letter with limit and guidance (the unit found the hazard itself), or the order of law with a limit."""

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, default="guidance")
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, related_name="+")
    issued_day = models.DateField()
    limit_day = models.DateField()
    guidance = models.CharField(max_length=4000)
    reckoning = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["hazard"])]

    def __str__(self) -> str:
        return self.number


class Extension(ScopedModel, LedgeredModel):
    """A request for more time, asked for before the limit and decided by whoever set it.

    Decided without `granted`: it lapsed, because the cure was reported first.
    """

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    limit_before = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=2000)
    interim = models.CharField(max_length=2000)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    answer = models.CharField(max_length=1000, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hazard"], condition=Q(decided_at=None), name="hazards_extension_one_open"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("limit_before")), name="hazards_extension_later"),
            models.CheckConstraint(
                condition=Q(granted__isnull=True) | Q(decided_at__isnull=False),
                name="hazards_extension_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hazard_id} until {self.until}"
