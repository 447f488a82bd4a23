"""Roll-calls: where a clause asks whether those who have the seats of a scheme can be reached."""

from django.db import models
from django.db.models import F, Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.domains.duties.models.activity import one_subject
from zhiben.domains.duties.models.seats import Scheme, SeatHolder


class RollCall(ScopedModel, LedgeredModel):
    """Everybody who holds a seat of a scheme in a stretch of areas is asked to answer before `ends_at`."""

    scope = Scope(area="low", body="body")

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, related_name="+")
    low = models.BigIntegerField()
    high = models.BigIntegerField()
    reason = models.CharField(max_length=200)
    called_by = models.BigIntegerField()
    called_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["low", "id"]), models.Index(fields=["body", "id"])]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("called_at")), name="duties_roll_call_ends")
        ]

    def __str__(self) -> str:
        return f"{self.scheme_id} {self.called_at}"


class RollCallLine(ScopedModel, LedgeredModel):
    """One seat in a roll-call. `how`: `answered` by the holder himself, `reached` as the caller noted."""

    scope = Scope(area="area", sector="sector", unit="unit", body="body", person="person")

    roll_call = models.ForeignKey(RollCall, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, null=True, related_name="+")
    area = models.BigIntegerField()
    sector = models.CharField(max_length=40, default="")
    has_account = models.BooleanField()
    how = models.CharField(max_length=10, default="")
    answered_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, default="")

    class Meta:
        indexes = [
            models.Index(fields=["roll_call", "id"]),
            models.Index(fields=["person"], condition=Q(how=""), name="duties_roll_call_open"),
        ]
        constraints = [
            one_subject("duties_roll_call_subject"),
            models.UniqueConstraint(fields=["roll_call", "holder"], name="duties_roll_call_once"),
            models.CheckConstraint(
                condition=Q(how="", answered_at__isnull=True)
                | Q(how__in=["answered", "reached"], answered_at__isnull=False),
                name="duties_roll_call_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.roll_call_id} {self.holder_id}"
