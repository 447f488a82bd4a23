"""The ledger's tables: acts, entries, and the sealed Merkle log over them. Append-only by role and policy."""

from django.db import models


class Act(models.Model):
    """One thing somebody did: who, under which membership, when it took effect, when it was recorded."""

    operation = models.CharField(max_length=80)
    person_id = models.BigIntegerField()
    membership_id = models.BigIntegerField(null=True)
    effective_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    request = models.CharField(max_length=64, default="")
    adopted = models.BooleanField(default=False)
    note = models.CharField(max_length=200, default="")

    class Meta:
        indexes = [models.Index(fields=["person_id", "id"])]

    def __str__(self) -> str:
        return f"act {self.pk} {self.operation}"


class Entry(models.Model):
    """One row touched by an act: its table, version, shape and the digest of its ledgered columns after it."""

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    version = models.IntegerField()
    shape = models.IntegerField()
    digest = models.BinaryField()
    removed = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["table", "row", "-id"])]

    def __str__(self) -> str:
        return f"entry {self.pk} {self.table}:{self.row}"


class Pending(models.Model):
    """Entries the sealer has not taken yet."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return f"pending {self.pk}"


class Leaf(models.Model):
    """One sealed entry, numbered by the sealer; `digest` is the leaf hash of RFC 6962."""

    number = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    digest = models.BinaryField()

    def __str__(self) -> str:
        return f"leaf {self.number}"


class Head(models.Model):
    """A signed tree head. `frontier` holds the roots of the perfect subtrees, largest first."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    frontier = models.BinaryField()
    signed_at = models.DateTimeField()
    key = models.CharField(max_length=16)
    signature = models.BinaryField()

    def __str__(self) -> str:
        return f"head {self.size}"


class Shape(models.Model):
    """A numbered list of columns of a table that the digests cover."""

    table = models.CharField(max_length=63)
    number = models.IntegerField()
    columns = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "number"], name="core_shape_once")]

    def __str__(self) -> str:
        return f"{self.table} shape {self.number}"
