"""Duties, and the events some of them follow from."""

from django.db import models
from django.db.models import F, Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.domains.duties.vocabulary import Paused, Subject


class Duty(LedgeredModel):
    """One edition of an item of kind duty. It owns the periods whose last day lies from `since` to `until`.

    `low` and `high`: the areas in which it runs, null where its instrument names none.
    """

    item_id = models.BigIntegerField(unique=True)
    slug = models.CharField(max_length=120)
    name = models.CharField(max_length=120)
    part = models.IntegerField(default=0)
    cite = models.JSONField()
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, default="")
    subject = models.CharField(max_length=10)
    who = models.JSONField()
    variants = models.JSONField(default=list)
    activity = models.CharField(max_length=80)
    times = models.IntegerField(null=True)
    per = models.CharField(max_length=12, default="")
    event = models.CharField(max_length=80, default="")
    within = models.IntegerField(null=True)
    leaders = models.JSONField(default=list)
    covers = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    hours = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    evidence = models.JSONField(default=list)
    season_from = models.IntegerField(null=True)
    season_to = models.IntegerField(null=True)
    fixed = models.CharField(max_length=20, default="")
    paused = models.CharField(max_length=10, default=Paused.EXCUSED.value)
    report_to = models.JSONField(default=list)
    mark = models.CharField(max_length=1, default="")
    superseded_by = models.CharField(max_length=200, default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    first_day = models.DateField(null=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)

    class Meta:
        verbose_name_plural = "duties"
        indexes = [models.Index(fields=["slug", "name"]), models.Index(fields=["activity"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject__in=sorted(s.value for s in Subject)), name="duties_duty_subject"
            ),
            models.CheckConstraint(
                condition=Q(paused__in=sorted(one.value for one in Paused)), name="duties_duty_paused"
            ),
            models.CheckConstraint(
                condition=Q(per="", times__isnull=True) ^ Q(event=""), name="duties_duty_per_or_event"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug}:{self.name}"


class DutyEvent(ScopedModel, LedgeredModel):
    """Something that happened, from which duties follow: in an area and sector, or to one unit or body.

    `until`: the last day on which what follows can be done, where the event itself says so (a holiday ahead).
    `duty`: only this one follows, where an office says when it is due. `origin`: what it came from, where nobody
    entered it; each comes once.
    """

    scope = Scope(area="area", sector="sector", unit="unit", body="body")

    kind = models.CharField(max_length=80)
    day = models.DateField()
    area = models.BigIntegerField()
    sector = models.CharField(max_length=40, default="")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200, default="")
    until = models.DateField(null=True)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, null=True, related_name="+")
    origin = models.CharField(max_length=120, default="")
    withdrawn = models.DateField(null=True)
    withdrawn_why = models.CharField(max_length=500, default="")

    class Meta:
        indexes = [models.Index(fields=["kind", "day"]), models.Index(fields=["area", "-id"])]
        constraints = [
            models.UniqueConstraint(fields=["origin"], condition=~Q(origin=""), name="duties_event_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("day")), name="duties_event_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"
