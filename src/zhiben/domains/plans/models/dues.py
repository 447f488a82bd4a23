"""Reports due: who owes what to whom when; each report owed; what was delivered."""

from django.db import models
from django.db.models import F, Q

from zhiben.core.actors import Actor
from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.models import File
from zhiben.core.powers import PowerSubject
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.domains.plans.vocabulary import DueState


class ReportRule(ScopedModel, LedgeredModel):
    """A report an office is owed, again and again or once. `body` receives it; `term`: when, as in packs.

    `cutoff_days`: so many days after the due day a late one counts as late for ever. `unit_sectors`: every unit
    of these lines of business in the area owes it too, as they come and go.
    """

    scope = Scope(area="area", body="body")

    area = models.BigIntegerField()
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, related_name="+")
    item_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200)
    cite = models.JSONField(default=list)
    named_from = models.CharField(max_length=200, default="")
    named_to = models.CharField(max_length=200, default="")
    content = models.JSONField(default=list)
    term = models.JSONField()
    shifts = models.BooleanField(default=False)
    steps = models.IntegerField(default=0)
    cutoff_days = models.IntegerField(default=0)
    remind_before = models.IntegerField(default=3)
    starts = models.DateField()
    ends = models.DateField(null=True)
    unit_sectors = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["area", "-id"]), models.Index(fields=["body", "-id"])]
        constraints = [
            models.CheckConstraint(condition=Q(steps__range=(0, 2)), name="plans_report_rule_steps"),
            models.CheckConstraint(
                condition=Q(cutoff_days__range=(0, 366), remind_before__range=(0, 30)),
                name="plans_report_rule_days",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReportSender(ScopedModel, LedgeredModel):
    """A body or a unit that owes the report, from a day until a day. `area`: where it lies."""

    scope = Scope(via="rule", area="area", body="body")

    rule = models.ForeignKey(ReportRule, on_delete=models.PROTECT, related_name="+")
    body_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    area = models.BigIntegerField()
    sector = models.CharField(max_length=40, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "body_id"], condition=Q(valid_to=None), name="plans_report_sender_once"
            ),
            models.UniqueConstraint(
                fields=["rule", "unit_id"], condition=Q(valid_to=None), name="plans_report_unit_once"
            ),
            models.CheckConstraint(
                condition=Q(body_id__isnull=True) ^ Q(unit_id__isnull=True), name="plans_report_sender_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id}: {self.body_id or self.unit_id}"


class ReportDue(ScopedModel, LedgeredModel):
    """One report that is owed for one period. `body` or `unit` sends it, `office_id` receives it; days stay as set.

    `due_day`: the last day; after `cutoff_day` it is late for ever; on `remind_day` it becomes a to-do.
    """

    scope = Scope(area="area", sector="sector", unit="unit", body="body", bodies=("office_id",))

    rule = models.ForeignKey(ReportRule, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20)
    version = models.IntegerField(default=1)
    area = models.BigIntegerField()
    sector = models.CharField(max_length=40, default="")
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    office_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    period = models.CharField(max_length=12)
    steps = models.IntegerField(default=0)
    due_day = models.DateField()
    cutoff_day = models.DateField()
    remind_day = models.DateField()
    attempts = models.IntegerField(default=0)
    delivered_day = models.DateField(null=True)
    receipt = models.CharField(max_length=30, default="")
    again_by = models.DateField(null=True)
    remark = models.CharField(max_length=2000, default="")

    class Meta:
        verbose_name_plural = "reports due"
        indexes = [
            models.Index(fields=["area", "-id"]),
            models.Index(fields=["body", "due_day"]),
            models.Index(fields=["office_id", "due_day"]),
            models.Index(fields=["state", "remind_day"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=sorted(DueState)), name="plans_report_due_state"),
            models.CheckConstraint(condition=Q(cutoff_day__gte=F("due_day")), name="plans_report_due_cutoff"),
            models.CheckConstraint(
                condition=~Q(state=DueState.DELIVERED) | (Q(delivered_day__isnull=False) & ~Q(receipt="")),
                name="plans_report_due_receipt",
            ),
            models.UniqueConstraint(fields=["rule", "body", "period"], name="plans_report_due_once"),
            models.UniqueConstraint(fields=["rule", "unit", "period"], name="plans_report_due_unit_once"),
            models.CheckConstraint(
                condition=Q(body__isnull=True) ^ Q(unit__isnull=True), name="plans_report_due_sender"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.period}"

    def is_owed_by(self, actor: Actor) -> bool:
        """Whether the actor's own body or unit owes it."""
        if self.unit_id is not None:
            return self.unit_id == actor.unit_id
        return self.body_id == actor.body_id

    def power_subject(self) -> PowerSubject:
        """Over what a power is claimed."""
        return PowerSubject(area=self.area)


class ReportDelivery(ScopedModel, LedgeredModel):
    """What was written for a report due; from its receipt on it stays as it is. A new try is a new row."""

    scope = Scope(via="due", area="area", sector="sector", unit="unit", body="body", bodies=("office_id",))

    due = models.ForeignKey(ReportDue, on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()
    text = models.TextField(default="")
    figures = models.JSONField(default=dict)
    written_by = models.BigIntegerField()
    written_at = models.DateTimeField()
    checked_by = models.BigIntegerField(null=True)
    checked_at = models.DateTimeField(null=True)
    approved_by = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=30, default="")
    delivered_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=2000, default="")

    class Meta:
        verbose_name_plural = "report deliveries"
        constraints = [
            models.UniqueConstraint(fields=["due", "number"], name="plans_report_delivery_once"),
            models.UniqueConstraint(
                fields=["receipt"], condition=~Q(receipt=""), name="plans_report_receipt_once"
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("written_by")),
                name="plans_report_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("written_by")) & (Q(checked_by=None) | ~Q(approved_by=F("checked_by")))),
                name="plans_report_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_id}.{self.number}"


class ReportFile(ScopedModel, LedgeredModel):
    """A file delivered with a report."""

    scope = Scope(
        via="delivery__due", area="area", sector="sector", unit="unit", body="body", bodies=("office_id",)
    )

    delivery = models.ForeignKey(ReportDelivery, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name
