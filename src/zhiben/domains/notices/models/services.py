"""Services with proof, their one-time links and files, and consents."""

from django.db import models
from django.db.models import F, Q

from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.models import File
from zhiben.core.scoped import Scope, ScopedModel
from zhiben.domains.notices.vocabulary import Answer, Method


class Consent(ScopedModel, LedgeredModel):
    """A person's consent to be served electronically for a unit."""

    scope = Scope(area=None, unit="unit_id", person="person_id")

    person_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    given_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "unit_id"], condition=Q(revoked_at=None), name="notices_consent_once"
            )
        ]

    def __str__(self) -> str:
        return f"consent of {self.person_id}"


class Service(ScopedModel, LedgeredModel):
    """One paper served on one person, or by post or public notice on the unit itself.

    Who has no account is named in the vault (`name_ref`), as are the witness, the e-mail address and the finger
    signature; the seals are their salted digests under the ledger. `day`: left, sent or posted; `counts_day`:
    from when it counts as served without having been received; `respond_by`: after it the sender hears of it.
    """

    scope = Scope(area="area", unit="unit_id", body="body_id", person="recipient_id")

    paper_kind = models.CharField(max_length=30)
    paper_id = models.BigIntegerField()
    number = models.CharField(max_length=40)
    url = models.CharField(max_length=200)
    case_url = models.CharField(max_length=200, default="")
    area = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    body_id = models.BigIntegerField()
    recipient_id = models.BigIntegerField(null=True)
    name_ref = models.BigIntegerField(null=True)
    name_seal = models.BinaryField(null=True)
    capacity = models.CharField(max_length=20)
    method = models.CharField(max_length=20)
    served_by = models.BigIntegerField()
    sent_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    signature = models.BigIntegerField(null=True)
    signature_seal = models.BinaryField(null=True)
    day = models.DateField(null=True)
    counts_day = models.DateField(null=True)
    respond_by = models.DateField(null=True)
    chased_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    returned_day = models.DateField(null=True)
    place = models.CharField(max_length=300, default="")
    tracking = models.CharField(max_length=60, default="")
    text = models.CharField(max_length=4000, default="")
    witness_ref = models.BigIntegerField(null=True)
    witness_seal = models.BinaryField(null=True)
    witness_capacity = models.CharField(max_length=60, default="")
    email_ref = models.BigIntegerField(null=True)
    email_seal = models.BinaryField(null=True)
    answer = models.CharField(max_length=10, default="")
    answered_at = models.DateTimeField(null=True)
    objection = models.CharField(max_length=4000, default="")
    reply = models.CharField(max_length=4000, default="")
    replied_at = models.DateTimeField(null=True)
    replied_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["paper_kind", "paper_id"]),
            models.Index(
                fields=["respond_by"],
                condition=Q(received_at=None, ended_at=None, chased_at=None),
                name="notices_service_waiting",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["paper_kind", "paper_id", "recipient_id"],
                condition=Q(ended_at=None),
                name="notices_service_once",
            ),
            models.CheckConstraint(
                condition=~Q(method="in_person")
                | (Q(signature__isnull=False) & Q(received_at__isnull=False)),
                name="notices_service_in_person_signed",
            ),
            models.CheckConstraint(
                condition=Q(method__in=sorted(one.value for one in Method)), name="notices_service_method"
            ),
            models.CheckConstraint(
                condition=Q(signature__isnull=True, signature_seal__isnull=True)
                | Q(signature__isnull=False, signature_seal__isnull=False),
                name="notices_service_sealed",
            ),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True)
                | Q(method="post", opened_at__isnull=True)
                | Q(opened_at__isnull=False, received_at__gte=F("opened_at")),
                name="notices_opened_then_received",
            ),
            models.CheckConstraint(
                condition=Q(recipient_id__isnull=True) | Q(name_ref__isnull=True),
                name="notices_service_named_once",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=sorted(one.value for one in Answer)), name="notices_service_answer"
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(received_at__isnull=False, answered_at__isnull=False),
                name="notices_received_then_answered",
            ),
            models.CheckConstraint(
                condition=~Q(answer="objected") | ~Q(objection=""), name="notices_objection_in_words"
            ),
            models.CheckConstraint(
                condition=~Q(method="left") | (Q(witness_seal__isnull=False) & ~Q(text="") & ~Q(place="")),
                name="notices_left_with_witness",
            ),
            models.CheckConstraint(
                condition=~Q(method="post") | ~Q(tracking=""), name="notices_post_with_number"
            ),
            models.CheckConstraint(
                condition=~Q(method="public")
                | (Q(counts_day__isnull=False) & Q(day__isnull=False) & ~Q(text="") & ~Q(place="")),
                name="notices_public_where_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} by {self.method}"


class ServiceFile(ScopedModel, LedgeredModel):
    """A photograph that proves a service: the paper left, the receipt of the post, the notice on the board."""

    scope = Scope(via="service", area="area", unit="unit_id", body="body_id", person="recipient_id")

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class ServiceLink(ScopedModel, LedgeredModel):
    """A one-time link to one paper for one recipient; only digests are kept.

    `browser` is that of the browser that opened it last; once received, the page opens there alone.
    `order` names the request of a mailed link, so that a repeated job mails no second one.
    """

    scope = Scope(via="service", area="area", unit="unit_id", body="body_id", person="recipient_id")

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    browser = models.CharField(max_length=64, default="")
    order = models.CharField(max_length=32, default="")
    by_person = models.BigIntegerField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["service", "id"])]
        constraints = [
            models.UniqueConstraint(fields=["order"], condition=~Q(order=""), name="notices_link_order"),
        ]

    def __str__(self) -> str:
        return f"link of service {self.service_id}"
