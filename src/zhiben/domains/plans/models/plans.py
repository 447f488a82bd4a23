"""Plans as they run: tasks with a share for each lead body, phases, targets, monthly progress."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.models import File
from zhiben.core.powers import PowerSubject
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.domains.plans.vocabulary import ProgressState, ShareState


class Plan(ScopedModel, LedgeredModel):
    """A published plan. `counting_from`: from that day the platform counts; `stock_cutoff`: found before is stock.

    `closed_day`: from then on nothing is entered for it any more; what was entered stays.
    """

    scope = Scope(area="area", body="body")

    document_id = models.BigIntegerField(unique=True)
    title = models.CharField(max_length=200)
    area = models.BigIntegerField()
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, related_name="+")
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)
    counting_from = models.DateField()
    stock_cutoff = models.DateField(null=True)
    closed_day = models.DateField(null=True)
    closed_why = models.CharField(max_length=200, default="")

    class Meta:
        indexes = [models.Index(fields=["area", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_day__isnull=True, closed_why="")
                | (Q(closed_day__isnull=False) & ~Q(closed_why="")),
                name="plans_plan_closed_why",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Phase(ScopedModel, LedgeredModel):
    """A named phase of a plan, both days included."""

    scope = Scope(via="plan", area="area", body="body")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    part = models.IntegerField(default=0)
    title = models.CharField(max_length=200)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="plans_phase_days")
        ]
        indexes = [models.Index(fields=["plan", "first_day"])]

    def __str__(self) -> str:
        return self.title


class Task(ScopedModel, LedgeredModel):
    """A task of a plan. Its bodies' shares say how it stands."""

    scope = Scope(via="plan", area="area", body="body")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=30, unique=True)
    item_id = models.BigIntegerField(null=True)
    part = models.IntegerField(default=0)
    cite = models.JSONField(default=list)
    action = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    sentence = models.TextField(default="")
    due_day = models.DateField()
    support = models.JSONField(default=list)
    place = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["plan", "place"])]

    def __str__(self) -> str:
        return self.number


class Share(ScopedModel, LedgeredModel):
    """One body's share of a task: signed for, reported on monthly, done. `parent`: broken down from another's."""

    scope = Scope(area="area", body="body", participants=("plans.ShareParty", "share"))

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20)
    version = models.IntegerField(default=1)
    area = models.BigIntegerField()
    office_id = models.BigIntegerField()
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, null=True, related_name="+")
    named = models.CharField(max_length=120, default="")
    title = models.CharField(max_length=200)
    due_day = models.DateField()
    handler_id = models.BigIntegerField(null=True)
    leader_id = models.BigIntegerField(null=True)
    deliverable = models.CharField(max_length=300, default="")
    object_by = models.DateField(null=True)
    objection = models.CharField(max_length=2000, default="")
    answer = models.CharField(max_length=2000, default="")
    done_day = models.DateField(null=True)
    result = models.CharField(max_length=2000, default="")

    class Meta:
        indexes = [
            models.Index(fields=["area", "-id"]),
            models.Index(fields=["body", "state", "due_day"]),
            models.Index(fields=["task"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=sorted(ShareState)), name="plans_share_state"),
            models.CheckConstraint(
                condition=Q(body__isnull=False) | Q(state__in=["unnamed", "to_confirm", "released", "done"]),
                name="plans_share_has_body",
            ),
            models.UniqueConstraint(
                fields=["task", "body", "parent"],
                condition=Q(body__isnull=False),
                nulls_distinct=False,
                name="plans_share_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def flow_cell(self) -> dict[str, Any]:
        """Shares are not counted by flows."""
        return {}

    def power_subject(self) -> PowerSubject:
        """Over what a power is claimed."""
        return PowerSubject(area=self.area)


class ShareParty(ScopedModel, LedgeredModel):
    """A body that sees a share though it lies outside its reach: the office, the body that broke it down."""

    scope = Scope(via="share", area="area", body="body")

    share = models.ForeignKey(Share, on_delete=models.PROTECT, related_name="+")
    body_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["body_id"])]
        verbose_name_plural = "share parties"

    def __str__(self) -> str:
        return f"{self.share_id}: {self.body_id}"


class Progress(ScopedModel, LedgeredModel):
    """What a body reports on its share for a month: this month and cumulative, or that there is nothing."""

    scope = Scope(via="share", area="area", body="body", participants=("plans.ShareParty", "share"))

    share = models.ForeignKey(Share, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    state = models.CharField(max_length=20)
    version = models.IntegerField(default=1)
    nil = models.BooleanField(default=False)
    this_month = models.CharField(max_length=4000, default="")
    cumulative = models.CharField(max_length=4000, default="")
    percent = models.IntegerField(default=0)
    next_step = models.CharField(max_length=2000, default="")
    filled_by = models.BigIntegerField()
    filled_at = models.DateTimeField()
    reviewed_by = models.BigIntegerField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=2000, default="")

    class Meta:
        verbose_name_plural = "progress reports"
        constraints = [
            models.UniqueConstraint(fields=["share", "month"], name="plans_progress_once"),
            models.CheckConstraint(condition=Q(state__in=sorted(ProgressState)), name="plans_progress_state"),
            models.CheckConstraint(condition=Q(percent__range=(0, 100)), name="plans_progress_percent"),
            models.CheckConstraint(condition=Q(month__day=1), name="plans_progress_month"),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("filled_by")),
                name="plans_progress_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.share_id} {self.month:%Y-%m}"

    def power_subject(self) -> PowerSubject:
        """Over what a power is claimed."""
        return PowerSubject(area=0)


class ProgressFile(ScopedModel, LedgeredModel):
    """Evidence of a progress report."""

    scope = Scope(via="progress__share", area="area", body="body", participants=("plans.ShareParty", "share"))

    progress = models.ForeignKey(Progress, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class Target(ScopedModel, LedgeredModel):
    """A number to reach by a day."""

    scope = Scope(via="plan", area="area", body="body")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    item_id = models.BigIntegerField(null=True)
    part = models.IntegerField(default=0)
    cite = models.JSONField(default=list)
    title = models.CharField(max_length=200)
    sentence = models.TextField(default="")
    indicator = models.CharField(max_length=200, default="")
    op = models.CharField(max_length=2, default=">=")
    value = models.DecimalField(max_digits=18, decimal_places=4)
    unit = models.CharField(max_length=30, default="")
    by = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["plan", "id"])]

    def __str__(self) -> str:
        return self.title


class TargetReading(ScopedModel, LedgeredModel):
    """What a target stands at on a day, and where the number comes from."""

    scope = Scope(via="target__plan", area="area", body="body")

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=4)
    source = models.CharField(max_length=300)
    person_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target", "day"], name="plans_reading_once")]

    def __str__(self) -> str:
        return f"{self.target_id} {self.day}"
