"""Documents with their clauses and proposals; instruments with their items (the packs in the database)."""

from django.db import models
from django.db.models import Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.models import File
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.domains.instruments.vocabulary import Decision, DocumentState, Kind, Origin


class Document(ScopedModel, LedgeredModel):
    """A plan document that an office uploaded: read, reviewed, published."""

    scope = Scope(area="area", body="body")

    state = models.CharField(max_length=20)
    version = models.IntegerField(default=1)
    area = models.BigIntegerField()
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=60, default="")
    issuer = models.CharField(max_length=120, default="")
    issued = models.DateField(null=True)
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)
    counting_from = models.DateField(null=True)
    stock_cutoff = models.DateField(null=True)
    parts = models.JSONField(default=list)
    warnings = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["area", "-id"]), models.Index(fields=["body", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(DocumentState)), name="instruments_doc_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.PUBLISHED) | Q(counting_from__isnull=False),
                name="instruments_published_counts_from",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Clause(ScopedModel, LedgeredModel):
    """One addressed clause, as printed."""

    scope = Scope(via="document", area="area", body="body")

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    place = models.IntegerField()
    part = models.IntegerField()
    address = models.CharField(max_length=200)
    parent = models.CharField(max_length=200, null=True)
    level = models.IntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "part", "address"], name="instruments_clause_address")
        ]
        indexes = [models.Index(fields=["document", "place"])]

    def __str__(self) -> str:
        return f"{self.part}·{self.address}"


class Proposal(ScopedModel, LedgeredModel):
    """An item found in a clause, or added by hand; kept, corrected or dropped before publishing.

    `data` holds the item's own fields (packs.md); `sentence` is where it was read.
    """

    scope = Scope(via="document", area="area", body="body")

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    part = models.IntegerField()
    cite = models.JSONField()
    first_clause = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    sentence = models.TextField()
    data = models.JSONField(default=dict)
    origin = models.CharField(max_length=6, default=Origin.READ)
    decision = models.CharField(max_length=8, default=Decision.OPEN)
    corrected = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["document", "part", "first_clause"])]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=sorted(Kind)), name="instruments_proposal_kind"),
            models.CheckConstraint(
                condition=Q(decision__in=sorted(Decision)), name="instruments_proposal_decision"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Instrument(LedgeredModel):
    """One policy instrument or sub-plan whose items are in force: from a pack file, or a published document."""

    slug = models.CharField(max_length=120, unique=True)
    part = models.IntegerField(default=0)
    number = models.CharField(max_length=60, default="")
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, default="")
    issuer = models.CharField(max_length=120, default="")
    issued = models.DateField(null=True)
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)
    source = models.CharField(max_length=200, default="")
    document_id = models.BigIntegerField(null=True)
    area = models.BigIntegerField(null=True)
    body_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["document_id"])]

    def __str__(self) -> str:
        return self.slug


class Item(LedgeredModel):
    """One rule, task or number of an instrument. A changed item gets a new edition; the old one stays."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    edition = models.IntegerField(default=1)
    is_current = models.BooleanField(default=True)
    kind = models.CharField(max_length=12)
    part = models.IntegerField(default=0)
    cite = models.JSONField()
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, default="")
    key = models.CharField(max_length=80, default="")
    data = models.JSONField()
    mark = models.CharField(max_length=1, default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    superseded_by = models.CharField(max_length=200, default="")
    digest = models.CharField(max_length=64)
    proposal_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "name", "edition"], name="instruments_item_edition"
            ),
            models.UniqueConstraint(
                fields=["instrument", "name"], condition=Q(is_current=True), name="instruments_item_current"
            ),
        ]
        indexes = [
            models.Index(fields=["key"], condition=~Q(key=""), name="instruments_parameter"),
            models.Index(fields=["instrument", "kind"]),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id}:{self.name}"
