"""Files: what was handed in, by the digest of its bytes, and uploads still under way."""

import uuid

from django.db import models

from zhiben.core.ledger.shapes import LedgeredModel


class File(LedgeredModel):
    """One file somebody handed in. Its bytes lie under their SHA-256 and are never written twice."""

    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    purpose = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    width = models.IntegerField(null=True)
    height = models.IntegerField(null=True)
    uploaded_by = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sha256"]), models.Index(fields=["uploaded_by", "id"])]

    def __str__(self) -> str:
        return f"file {self.pk} {self.name}"


class Upload(models.Model):
    """A file arriving in parts; in quarantine until it is whole and looked into."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person_id = models.BigIntegerField()
    name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=10)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, default="")
    received = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["expires_at"])]

    def __str__(self) -> str:
        return f"upload {self.pk} {self.name}"
