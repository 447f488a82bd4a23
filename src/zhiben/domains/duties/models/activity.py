"""Activities and their evidence."""

from django.db import models
from django.db.models import F, Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.models import File
from zhiben.core.scoped import Scope, ScopedModel


def one_subject(name: str) -> models.CheckConstraint:
    """Either a unit or a body, never both."""
    return models.CheckConstraint(condition=Q(unit__isnull=True) ^ Q(body__isnull=True), name=name)


class Activity(ScopedModel, LedgeredModel):
    """What a unit or a body did on a day. Kept for ever; done day and entry day are two things.

    `reached`: share of the persons concerned in per cent. `files`: how many were handed in with it. `details`: what
    the packs' words ask of its kind (scenario, findings …). `once`: the form it came from; sent twice it is one.
    """

    scope = Scope(area="area", sector="sector", unit="unit", body="body")

    # Without an index of their own: those below begin with them, and a narrower one would be taken instead.
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    body = models.ForeignKey(
        "organisations.Body", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    area = models.BigIntegerField()
    sector = models.CharField(max_length=40, default="")
    kind = models.CharField(max_length=80)
    done_day = models.DateField()
    entered_day = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.BigIntegerField()
    led_post = models.CharField(max_length=80, default="")
    led_person = models.BigIntegerField(null=True)
    participants = models.IntegerField(null=True)
    reached = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    hours = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    place = models.CharField(max_length=200, default="")
    text = models.CharField(max_length=4000, default="")
    details = models.JSONField(default=dict, db_default={})
    once = models.CharField(max_length=40, default="", db_default="")
    files = models.IntegerField(default=0)
    withdrawn = models.DateField(null=True)
    withdrawn_why = models.CharField(max_length=500, default="")

    class Meta:
        verbose_name_plural = "activities"
        indexes = [
            models.Index(fields=["unit", "kind", "done_day"], name="duties_activity_unit"),
            models.Index(fields=["kind", "done_day"], name="duties_activity_kind"),
            models.Index(fields=["area", "-id"], name="duties_activity_area"),
            models.Index(
                fields=["body", "kind", "done_day"],
                condition=Q(body__isnull=False),
                name="duties_activity_body",
            ),
            models.Index(fields=["entered_at"], name="duties_activity_entered"),
        ]
        constraints = [
            one_subject("duties_activity_subject"),
            models.UniqueConstraint(
                fields=["entered_by", "once"], condition=~Q(once=""), name="duties_activity_once"
            ),
            models.CheckConstraint(
                condition=Q(done_day__lte=F("entered_day")), name="duties_activity_not_in_future"
            ),
            models.CheckConstraint(
                condition=Q(participants__isnull=True) | Q(participants__gte=0),
                name="duties_activity_participants",
            ),
            models.CheckConstraint(
                condition=Q(reached__isnull=True) | Q(reached__range=(0, 100)), name="duties_activity_reached"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.done_day}"


class ActivityFile(ScopedModel, LedgeredModel):
    """Evidence of an activity. The same bytes prove one activity only; `proves`: until it was withdrawn."""

    scope = Scope(via="activity", area="area", sector="sector", unit="unit", body="body")

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    proves = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=Q(proves=True), name="duties_photograph_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
