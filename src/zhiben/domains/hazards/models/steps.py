"""What was done about a hazard, and who signed on which side."""

from django.db import models
from django.db.models import Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.models import File
from zhiben.core.scoped import ScopedModel
from zhiben.domains.hazards.models.case import CASE, Hazard
from zhiben.domains.hazards.vocabulary import SIDE_OF_STEP, Side, Step

SENT_BACK = ("report_rectified", "send_back")
"""Steps that are counted by the day, for the share of reports that were sent back."""


class StepRecord(ScopedModel, LedgeredModel):
    """One line of the timeline: who did what, when, with which words."""

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    round = models.IntegerField()
    step = models.CharField(max_length=20)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    person_id = models.BigIntegerField()
    body_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    text = models.CharField(max_length=4000, default="")
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["hazard", "id"]),
            models.Index(
                fields=["at"],
                include=["hazard", "step"],
                condition=Q(step__in=SENT_BACK),
                name="hazards_step_sent_back",
            ),
            models.Index(fields=["hazard"], condition=Q(step="overdue_reason"), name="hazards_step_reason"),
        ]
        constraints = [models.CheckConstraint(condition=Q(step__in=sorted(Step)), name="hazards_step_known")]

    def __str__(self) -> str:
        return f"{self.hazard_id} {self.step}"


class Attachment(ScopedModel, LedgeredModel):
    """A photograph or document of a step, with place and time where the phone gave them."""

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(StepRecord, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    taken_at = models.DateTimeField(null=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)

    class Meta:
        indexes = [models.Index(fields=["hazard", "id"])]

    def __str__(self) -> str:
        return self.name


class HazardSide(ScopedModel, LedgeredModel):
    """On which side a person stands in one hazard, in all its rounds. One side only."""

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+", db_index=False)
    person_id = models.BigIntegerField()
    side = models.CharField(max_length=10)

    class Meta:
        db_table = "hazards_side"
        constraints = [
            models.UniqueConstraint(fields=["hazard", "person_id"], name="hazards_side_one"),
            models.UniqueConstraint(fields=["hazard", "person_id", "side"], name="hazards_side_key"),
            models.CheckConstraint(condition=Q(side__in=sorted(Side)), name="hazards_side_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.side}"


class Signature(ScopedModel, LedgeredModel):
    """A person's signature under a step of a round. (hazard, person, side) refers to the side by key.

    `image` is the vault's number of the drawn signature, `image_seal` its salted digest under the ledger.
    """

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+", db_index=False)
    round = models.IntegerField()
    step = models.CharField(max_length=20)
    person_id = models.BigIntegerField()
    side = models.CharField(max_length=10)
    record = models.ForeignKey(StepRecord, on_delete=models.PROTECT, related_name="+")
    image = models.BigIntegerField(null=True)
    image_seal = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hazard", "round", "step", "person_id"], name="hazards_signature_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    *[Q(step=step, side=side) for step, side in SIDE_OF_STEP.items()], _connector=Q.OR
                ),
                name="hazards_signature_side",
            ),
            models.CheckConstraint(
                condition=~Q(step="accept") | Q(image__isnull=False), name="hazards_acceptance_signed"
            ),
            models.CheckConstraint(
                condition=Q(image__isnull=True, image_seal__isnull=True)
                | Q(image__isnull=False, image_seal__isnull=False),
                name="hazards_signature_sealed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.step}"
