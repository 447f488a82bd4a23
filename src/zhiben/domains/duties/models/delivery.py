"""One record is delivered to all who are owed it, each with a receipt."""

from django.db import models
from django.db.models import Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.domains.duties.models.activity import Activity
from zhiben.domains.duties.models.duty import Duty


class DutyDelivery(ScopedModel, LedgeredModel):
    """An activity handed to one receiver a duty names; `area`, `sector`, `unit` are those of who did it.

    `receiver` null: who is named is no body on this platform, so that it is handed over outside of it.
    """

    scope = Scope(area="area", sector="sector", unit="unit", body="receiver")

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+", db_index=False)
    named = models.CharField(max_length=120)
    receiver = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, null=True, related_name="+")
    receipt = models.CharField(max_length=40, default="")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    area = models.BigIntegerField()
    sector = models.CharField(max_length=40, default="")
    delivered_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name_plural = "duty deliveries"
        indexes = [
            models.Index(fields=["receiver", "-id"], name="duties_delivery_receiver"),
            models.Index(fields=["receiver"], condition=Q(confirmed_at=None), name="duties_delivery_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "receiver"],
                condition=Q(receiver__isnull=False),
                name="duties_delivery_once",
            ),
            models.UniqueConstraint(
                fields=["activity", "named"], condition=Q(receiver=None), name="duties_delivery_named_once"
            ),
            models.CheckConstraint(
                condition=Q(receiver__isnull=True, receipt="", confirmed_at=None)
                | (Q(receiver__isnull=False) & ~Q(receipt="")),
                name="duties_delivery_receipt",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt or self.named
