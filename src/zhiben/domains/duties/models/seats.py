"""Responsibility schemes, who holds their seats, and how a seat passes from one to another."""

from django.db import models
from django.db.models import F, Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.domains.duties.models.activity import one_subject
from zhiben.domains.duties.vocabulary import SeatEnd


class Scheme(LedgeredModel):
    """An item of kind scheme: who must have which seats filled by whom. A new edition changes the row.

    `seats`: as in the pack. `low` and `high`: the areas in which it holds, null where its instrument names none.
    `until`: the last day before the item left the rules in force.
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
    seats = models.JSONField()
    public = models.BooleanField(default=False)
    roll_call = models.BooleanField(default=False)
    mark = models.CharField(max_length=1, default="")
    superseded_by = models.CharField(max_length=200, default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    until = models.DateField(null=True)
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "name"], name="duties_scheme_once")]

    def __str__(self) -> str:
        return f"{self.slug}:{self.name}"


class SeatHolder(ScopedModel, LedgeredModel):
    """A person in a seat of a scheme for one unit or body, from `since`, at most to `until` (the end of the term).

    `vacant_from`: the day from which he holds it no longer, however it ended. `at_unit`, `at_body`: where he acts;
    when he is no member there any more the seat is empty, without a row being touched. `office`: post as shown.
    """

    scope = Scope(area="area", sector="sector", unit="unit", body="body", person="person")

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    seat = models.CharField(max_length=120)
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, null=True, related_name="+")
    area = models.BigIntegerField()
    sector = models.CharField(max_length=40, default="")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at_unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    at_body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, null=True, related_name="+")
    office = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField(null=True)
    vacant_from = models.DateField(null=True)
    ended = models.CharField(max_length=20, default="")
    ended_note = models.CharField(max_length=500, default="")
    after = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["scheme", "unit"], name="duties_seat_unit"),
            models.Index(fields=["scheme", "body"], condition=Q(body__isnull=False), name="duties_seat_body"),
            models.Index(fields=["unit"], name="duties_seat_of_unit"),
            models.Index(fields=["person"], name="duties_seat_person"),
            models.Index(fields=["area", "id"], name="duties_seat_area"),
        ]
        constraints = [
            one_subject("duties_seat_subject"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="duties_seat_term"
            ),
            models.CheckConstraint(
                condition=Q(vacant_from__isnull=True) | Q(vacant_from__gte=F("since")),
                name="duties_seat_vacant",
            ),
            models.CheckConstraint(
                condition=Q(vacant_from__isnull=True, ended="")
                | Q(vacant_from__isnull=False, ended__in=sorted(one.value for one in SeatEnd)),
                name="duties_seat_ended",
            ),
            models.UniqueConstraint(
                fields=["scheme", "seat", "unit", "body", "person"],
                condition=Q(vacant_from__isnull=True),
                nulls_distinct=False,
                name="duties_seat_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme_id} {self.seat}"


class HandOver(ScopedModel, LedgeredModel):
    """A seat is to pass to a successor on a day; it passes when he confirms, or at once if he has no account.

    `open_matters`: how many matters of each kind were open at the subject when it was written; counts only.
    """

    scope = Scope(area="area", sector="sector", unit="unit", body="body", person="successor")

    holder = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, related_name="+")
    area = models.BigIntegerField()
    sector = models.CharField(max_length=40, default="")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, null=True, related_name="+")
    successor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at_unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    at_body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, null=True, related_name="+")
    office = models.CharField(max_length=120)
    day = models.DateField()
    until = models.DateField(null=True)
    note = models.CharField(max_length=2000, default="")
    open_matters = models.JSONField(default=dict)
    written_by = models.BigIntegerField()
    confirmed_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["successor", "id"]), models.Index(fields=["area", "id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | Q(withdrawn_on__isnull=True),
                name="duties_hand_over_end",
            ),
            models.UniqueConstraint(
                fields=["holder"],
                condition=Q(withdrawn_on__isnull=True),
                name="duties_hand_over_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder_id} {self.day}"
