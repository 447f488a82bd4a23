"""Two hazards that look like one, the prints of their pictures, and visits that found nothing."""

from django.db import models
from django.db.models import F, Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.domains.hazards.models.case import CASE, Hazard
from zhiben.domains.hazards.models.steps import Attachment
from zhiben.domains.hazards.vocabulary import PairState


class PictureHash(ScopedModel):
    """The perceptual print of one attachment; without numbers when it is no picture or shows nothing."""

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+")
    structure = models.BigIntegerField(null=True)
    slope = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"print of {self.attachment_id}"


class SameLook(ScopedModel):
    """That a hazard was compared with the others, and when."""

    scope = CASE

    hazard = models.OneToOneField(Hazard, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"look at {self.hazard_id}"


class SamePair(ScopedModel, LedgeredModel):
    """Two hazards that look like one, offered to one body, and what it decided. `a` is the older row.

    Only the body it is offered to sees the pair; no unit ever does.
    """

    scope = Scope(area=None, body="body")

    a = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    b = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20)
    version = models.IntegerField(default=1)
    score = models.IntegerField()
    reasons = models.JSONField(default=list)
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    text = models.CharField(max_length=2000, default="")

    class Meta:
        indexes = [models.Index(fields=["body", "state", "-id"], name="hazards_pair_offered")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=sorted(PairState)), name="hazards_pair_state"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="hazards_pair_in_order"),
            models.UniqueConstraint(fields=["a", "b"], name="hazards_pair_once"),
            models.CheckConstraint(condition=Q(score__range=(0, 100)), name="hazards_pair_score"),
            models.CheckConstraint(
                condition=Q(state=PairState.OFFERED, decided_at__isnull=True)
                | (~Q(state=PairState.OFFERED) & Q(decided_at__isnull=False)),
                name="hazards_pair_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a_id} and {self.b_id}"


class CleanVisit(ScopedModel, LedgeredModel):
    """Somebody was at a unit in a matter and found nothing."""

    scope = Scope(area="area", sector="sector", matter="matter", unit="unit", body="body")

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    area = models.BigIntegerField()
    sector = models.CharField(max_length=40)
    matter = models.CharField(max_length=40)
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, null=True, related_name="+")
    person_id = models.BigIntegerField()
    day = models.DateField()
    text = models.CharField(max_length=2000, default="")
    noted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "matter", "day"], name="hazards_clean_visit")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "matter", "day", "person_id"], name="hazards_clean_visit_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} on {self.day}"
