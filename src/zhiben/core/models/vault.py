"""The vault: personal data, encrypted, readable only by sessions that say so, every look logged."""

from django.db import models


class VaultItem(models.Model):
    """One datum of one owner. `seal` is a salted digest for the ledger; the salt goes when the datum goes."""

    kind = models.CharField(max_length=12)
    owner_table = models.CharField(max_length=63)
    owner_id = models.BigIntegerField()
    key = models.CharField(max_length=16)
    nonce = models.BinaryField()
    sealed = models.BinaryField()
    blind = models.BinaryField(null=True)
    salt = models.BinaryField()
    seal = models.BinaryField()
    at = models.DateTimeField()
    keep_until = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "blind"]),
            models.Index(fields=["owner_table", "owner_id"]),
            models.Index(fields=["keep_until"]),
        ]

    def __str__(self) -> str:
        return f"vault item {self.pk} {self.kind}"


class VaultAccess(models.Model):
    """Somebody opened, stored or erased a datum of the vault. Append-only."""

    item_id = models.BigIntegerField()
    deed = models.CharField(max_length=8)
    kind = models.CharField(max_length=12)
    person_id = models.BigIntegerField()
    membership_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200)
    request = models.CharField(max_length=64, default="")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "vault accesses"
        indexes = [models.Index(fields=["item_id", "id"]), models.Index(fields=["person_id", "id"])]

    def __str__(self) -> str:
        return f"{self.deed} of vault item {self.item_id}"
