"""Registers a body or a unit kept before: their layouts, what was brought in of them, and every row as it stood."""

from django.db import models
from django.db.models import Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.models import File
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.domains.hazards.models.case import CASE, Hazard

_SENDER = Scope(area=None, unit="unit", body="body")


class RegisterLayout(ScopedModel, LedgeredModel):
    """How a sender's register with this head is read, as a person settled it once.

    `layout`: methods.register.shapes.Layout as JSON; `units`: their name for a unit -> its id; `form`: title, head,
    merges and feet of the last file, to give the register back in.
    """

    scope = _SENDER

    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    fingerprint = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    matter = models.CharField(max_length=40)
    layout = models.JSONField()
    units = models.JSONField(default=dict)
    form = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "unit", "fingerprint"], nulls_distinct=False, name="hazards_register_layout"
            ),
            models.CheckConstraint(
                condition=Q(body__isnull=True) ^ Q(unit__isnull=True), name="hazards_register_one_sender"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RegisterImport(ScopedModel, LedgeredModel):
    """A register handed in. Confirmed once; `private`: the vault's number of what was kept apart of its rows.

    `decisions`: row and part -> bring in, leave out, or the hazard it is joined to. `told`: counts of the end.
    """

    scope = _SENDER

    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    matter = models.CharField(max_length=40)
    layout = models.JSONField()
    units = models.JSONField(default=dict)
    decisions = models.JSONField(default=dict)
    person_id = models.BigIntegerField()
    membership_id = models.BigIntegerField(null=True)
    taken_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    job = models.BigIntegerField(null=True)
    private = models.BigIntegerField(null=True)
    told = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["body", "-id"]), models.Index(fields=["unit", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=True) ^ Q(unit__isnull=True), name="hazards_register_sender"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="hazards_register_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RegisterRow(ScopedModel, LedgeredModel):
    """A row as it stood in a register, with the hazard it became or was joined to.

    `sender` and `key` know a row again whatever file it comes in. `cells`: texts by column, names and telephone
    numbers left out; `pictures`: [column, attachment].
    """

    scope = CASE

    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    register = models.ForeignKey(RegisterImport, on_delete=models.PROTECT, related_name="+")
    sender = models.CharField(max_length=30)
    key = models.CharField(max_length=64)
    row = models.IntegerField()
    part = models.IntegerField(default=0)
    cells = models.JSONField(default=list)
    pictures = models.JSONField(default=list)
    state = models.CharField(max_length=20)
    joined = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["hazard"]),
            models.Index(fields=["register", "row", "part"], name="hazards_register_row_order"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sender", "key"], name="hazards_register_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.register_id} {self.row}"
