"""Tables of people: persons, accounts, memberships, one-time links, API tokens."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.domains.people.vocabulary import Role


class Person(LedgeredModel):
    """A person, with or without account. The name gives way to the number when its term of keeping ends."""

    ledger_omits = ("name",)

    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name or self.number


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; the username is kept in one form."""

    def create_user(self, username: str, password: str | None, person: Person, **values: Any) -> "Account":
        """An account of a person."""
        account = self.model(username=self.model.normalize_username(username), person=person, **values)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account of that username, whatever its letters' case."""
        return self.get(username__iexact=username)


class Account(AbstractBaseUser):
    """What one signs in with: a username, no e-mail (contact data live in the vault)."""

    username = models.CharField(max_length=60, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()
    places: list[dict[str, Any]]
    """What the person is today; there only on the account of a request."""

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("username"), name="people_account_username_ci")]

    def __str__(self) -> str:
        return self.username


class Membership(ScopedModel, LedgeredModel):
    """A person acting in a body or in a unit under one role. `reach` replaces the body's territories if set."""

    scope = Scope(area="area", unit="unit", body="body")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("organisations.Body", on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20)
    area = models.BigIntegerField()
    reach = models.JSONField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "id"]),
            models.Index(fields=["body", "id"]),
            models.Index(fields=["unit", "id"]),
            models.Index(fields=["area", "id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, unit__isnull=True) | Q(body__isnull=True, unit__isnull=False),
                name="people_membership_of",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(role.value for role in Role)), name="people_membership_role"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="people_membership_days",
            ),
            models.UniqueConstraint(
                fields=["person", "body", "unit", "role"],
                condition=Q(valid_to__isnull=True),
                nulls_distinct=False,
                name="people_membership_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"


class Invitation(ScopedModel, LedgeredModel):
    """A one-time link to join or to set a new password; only its digest is kept."""

    scope = Scope(via="membership", area="area", unit="unit", body="body")

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10)
    digest = models.CharField(max_length=64, unique=True)
    by_person = models.BigIntegerField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["membership", "id"])]

    def __str__(self) -> str:
        return f"{self.purpose} {self.membership_id}"


class Token(ScopedModel, LedgeredModel):
    """An API token bound to a membership; only its digest is kept."""

    scope = Scope(via="membership", area="area", unit="unit", body="body")

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    access = models.CharField(max_length=5)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["membership", "id"])]

    def __str__(self) -> str:
        return self.name
