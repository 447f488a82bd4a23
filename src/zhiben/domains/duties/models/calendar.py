"""Subscriptions of what is due, for a person's own calendar."""

from django.db import models

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.domains.duties.models.activity import one_subject


class CalendarLink(ScopedModel, LedgeredModel):
    """Whoever holds the secret reads what a unit or body owes, as long as its member may. Only a digest is kept."""

    scope = Scope(area="area", sector="sector", unit="unit", body="body")

    membership = models.ForeignKey("people.Membership", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, null=True, related_name="+")
    area = models.BigIntegerField()
    sector = models.CharField(max_length=40, default="")
    language = models.CharField(max_length=10)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [one_subject("duties_calendar_subject")]

    def __str__(self) -> str:
        return f"calendar {self.pk}"
