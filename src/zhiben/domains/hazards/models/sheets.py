"""Lists for signature: printed with a code, signed by hand, and found again by a photograph."""

from django.db import models

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.models import File
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.domains.hazards.models.case import CASE, Hazard


class Sheet(ScopedModel, LedgeredModel):
    """One printed list. `code` stands on every page of it; who printed it sees it, with its body or unit."""

    scope = Scope(area=None, body="body_id", unit="unit_id", person="person_id")

    code = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=120)
    person_id = models.BigIntegerField()
    body_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    printed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code


class SheetRow(ScopedModel, LedgeredModel):
    """A hazard on a list for signature, in its place on the paper."""

    scope = CASE

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="+")
    hazard = models.ForeignKey(Hazard, on_delete=models.PROTECT, related_name="+")
    place = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "place"], name="hazards_sheetrow_place"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.place}"


class SheetFile(ScopedModel, LedgeredModel):
    """A photograph of a signed list."""

    scope = Scope(via="sheet", area=None, body="body_id", unit="unit_id", person="person_id")

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sheet", "id"])]

    def __str__(self) -> str:
        return self.name
