"""Stops of what is dangerous, and resumption: a procedure of its own."""

from django.db import models
from django.db.models import Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.powers import PowerSubject
from zhiben.core.scoped import ScopedModel
from zhiben.domains.hazards.models.case import CASE, Hazard
from zhiben.domains.hazards.vocabulary.suspension import (
    DECISIONS,
    Occasion,
    SuspensionKind,
    SuspensionState,
)


class Suspension(ScopedModel, LedgeredModel):
    """A stop of the affected area. Closing the hazard does not lift it.

    `body`: the authority that ordered it, none where the unit stopped by itself; `decided_as`: who decided in it
    (a post or a meeting). `until`: the end asked for, if one was named. `round`: applications so far.
    """

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, default="")
    state = models.CharField(max_length=20, default=SuspensionState.STANDING)
    version = models.IntegerField(default=1)
    kind = models.CharField(max_length=30)
    extent = models.CharField(max_length=300)
    basis = models.CharField(max_length=500, default="")
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, null=True, related_name="+")
    decided_as = models.CharField(max_length=200, default="")
    since = models.DateTimeField()
    until = models.DateField(null=True)
    recorded_by = models.BigIntegerField()
    lifted_at = models.DateTimeField(null=True)
    round = models.IntegerField(default=0)
    due_day = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["hazard"]),
            models.Index(fields=["-id"], condition=Q(lifted_at=None), name="hazards_suspension_standing"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(SuspensionState)), name="hazards_suspension_state"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(SuspensionKind)), name="hazards_suspension_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind=SuspensionKind.SELF, body__isnull=True)
                | (~Q(kind=SuspensionKind.SELF) & Q(body__isnull=False) & ~Q(basis="")),
                name="hazards_suspension_has_authority",
            ),
            models.CheckConstraint(
                condition=Q(state=SuspensionState.LIFTED, lifted_at__isnull=False)
                | (~Q(state=SuspensionState.LIFTED) & Q(lifted_at__isnull=True)),
                name="hazards_suspension_lifted",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="hazards_suspension_number"
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.kind} {self.hazard_id}"

    def power_subject(self) -> PowerSubject:
        """Over whom a power is claimed: the hazard's unit in its matter."""
        return self.hazard.power_subject()


class Resumption(ScopedModel, LedgeredModel):
    """An application of the unit to resume, with its plan and its own evaluation of the treatment.

    `steps`: the decisions needed, as in force on the day of the application; `outcome` empty: still open.
    """

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    suspension = models.ForeignKey(Suspension, on_delete=models.PROTECT, related_name="+", db_index=False)
    round = models.IntegerField()
    plan = models.CharField(max_length=4000)
    evaluation = models.CharField(max_length=4000)
    steps = models.JSONField(default=list)
    asked_by = models.BigIntegerField()
    asked_at = models.DateTimeField()
    due_day = models.DateField()
    outcome = models.CharField(max_length=10, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["hazard"])]
        constraints = [
            models.UniqueConstraint(fields=["suspension", "round"], name="hazards_resumption_round"),
            models.CheckConstraint(
                condition=Q(outcome="", ended_at__isnull=True)
                | Q(outcome__in=["granted", "refused"], ended_at__isnull=False),
                name="hazards_resumption_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suspension_id} round {self.round}"


class ResumptionSign(ScopedModel, LedgeredModel):
    """Who accepted on site, signed, consented to or approved one application, for which body."""

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    resumption = models.ForeignKey(Resumption, on_delete=models.PROTECT, related_name="+", db_index=False)
    step = models.CharField(max_length=20)
    person_id = models.BigIntegerField()
    body_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    text = models.CharField(max_length=4000, default="")
    image = models.BigIntegerField(null=True)
    image_seal = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["hazard"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(step__in=sorted(DECISIONS)), name="hazards_resumption_sign_step"
            ),
            models.UniqueConstraint(
                fields=["resumption", "step", "person_id"], name="hazards_resumption_sign_once"
            ),
            models.CheckConstraint(
                condition=~Q(step="accept") | Q(image__isnull=False, image_seal__isnull=False),
                name="hazards_resumption_accept_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.resumption_id}"


class PublicNotice(ScopedModel, LedgeredModel):
    """The text about a suspension or a resumption for posting; with day and place once it hangs there."""

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    suspension = models.ForeignKey(Suspension, on_delete=models.PROTECT, related_name="+", db_index=False)
    occasion = models.CharField(max_length=10)
    due_day = models.DateField(null=True)
    text = models.CharField(max_length=4000, default="")
    place = models.CharField(max_length=300, default="")
    posted_day = models.DateField(null=True)
    posted_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["hazard"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(occasion__in=sorted(Occasion)), name="hazards_notice_occasion"
            ),
            models.UniqueConstraint(fields=["suspension", "occasion"], name="hazards_notice_once"),
            models.CheckConstraint(
                condition=Q(posted_day__isnull=True)
                | (Q(posted_by__isnull=False) & ~Q(place="") & ~Q(text="")),
                name="hazards_notice_posted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occasion} {self.suspension_id}"
