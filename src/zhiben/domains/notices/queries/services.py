"""Services of papers: how far each has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from zhiben.core import files, parameters
from zhiben.core.actors import Actor
from zhiben.core.errors import NotFound
from zhiben.core.findings import Finding
from zhiben.domains.notices.methods.standing import Recorded, next_methods, standing_of
from zhiben.domains.notices.models import Consent, Service, ServiceFile, ServiceLink
from zhiben.domains.notices.vocabulary import Standing


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service of a paper, with its proof. `signature` is the vault's number, None without a drawn one.

    `recipient_id` is None for who has no account. `standing`: a vocabulary.Standing; `is_late`: nobody received
    it within the term and the sender was told.
    """

    id: int
    paper_kind: str
    paper_id: int
    number: str
    url: str
    case_url: str
    unit_id: int
    body_id: int
    recipient_id: int | None
    capacity: str
    method: str
    served_by: int
    sent_at: datetime
    opened_at: datetime | None
    received_at: datetime | None
    signature: int | None
    day: date | None
    counts_day: date | None
    respond_by: date | None
    chased_at: datetime | None
    ended_at: datetime | None
    returned_day: date | None
    place: str
    tracking: str
    text: str
    witness_capacity: str
    answer: str
    answered_at: datetime | None
    objection: str
    reply: str
    replied_at: datetime | None

    @property
    def standing(self) -> Standing:
        """How far it has come."""
        return standing_of(
            Recorded(
                method=self.method,
                opened_at=self.opened_at,
                received_at=self.received_at,
                ended_at=self.ended_at,
                returned_day=self.returned_day,
                answer=self.answer,
            )
        )

    @property
    def is_late(self) -> bool:
        """Whether the term passed without receipt."""
        return self.chased_at is not None and self.received_at is None and self.ended_at is None

    @property
    def is_waiting(self) -> bool:
        """Whether it may still be received."""
        return self.received_at is None and self.ended_at is None and self.returned_day is None


_FIELDS = tuple(ServiceLine.__dataclass_fields__)


def services_of(actor: Actor, paper_kind: str, paper_ids: Iterable[int]) -> list[ServiceLine]:
    """The services of these papers that the actor may see, in order of sending."""
    rows = Service.objects.visible_to(actor).filter(paper_kind=paper_kind, paper_id__in=list(paper_ids))
    return [ServiceLine(**row) for row in rows.order_by("id").values(*_FIELDS)]


def service(actor: Actor, service_id: int) -> ServiceLine:
    """One service; NotFound when it is not within reach."""
    row = Service.objects.visible_to(actor).filter(pk=service_id).values(*_FIELDS).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    return ServiceLine(**row)


def served_on(actor: Actor, limit: int = 100) -> list[ServiceLine]:
    """Papers served on the acting person, newest first."""
    rows = Service.objects.visible_to(actor).filter(recipient_id=actor.person_id)
    return [ServiceLine(**row) for row in rows.order_by("-id").values(*_FIELDS)[:limit]]


def consented(unit_id: int, person_ids: Iterable[int]) -> set[int]:
    """Which of these persons have consented to electronic service for the unit."""
    rows = Consent.objects.unscoped(reason="decides which methods of service are offered")
    return set(
        rows.filter(unit_id=unit_id, person_id__in=list(person_ids), revoked_at=None).values_list(
            "person_id", flat=True
        )
    )


def suggested(actor: Actor, line: ServiceLine, today: date) -> list[str]:
    """Methods still open for this paper, in the order of the packs: those tried already are left out."""
    return untried(services_of(actor, line.paper_kind, [line.paper_id]), today)


def untried(services: Iterable[ServiceLine], today: date) -> list[str]:
    """Methods still open for a paper that was served like this."""
    key = "notices.service.next"
    order = parameters.read([key], on=today)[key].value
    return next_methods([str(method) for method in order], {one.method for one in services})


@dataclass(frozen=True, slots=True)
class ServiceFileLine:
    """A photograph that proves a service."""

    id: int
    file_id: int
    name: str


def files_of(actor: Actor, service_id: int) -> list[ServiceFileLine]:
    """The photographs of a service within reach."""
    rows = ServiceFile.objects.visible_to(actor).filter(service_id=service_id).order_by("id")
    return [ServiceFileLine(*row) for row in rows.values_list("id", "file_id", "name")]


def file_of(actor: Actor, key: int) -> tuple[int, str]:
    """File id and name of a photograph of a service within reach; NotFound otherwise."""
    row = ServiceFile.objects.visible_to(actor).filter(pk=key).values_list("file_id", "name").first()
    if row is None or row[0] not in files.brief([row[0]]):
        raise NotFound(Finding("not-found"))
    return int(row[0]), str(row[1])


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A one-time link of a service as its sender sees it."""

    id: int
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    by_mail: bool

    def works(self, at: datetime) -> bool:
        """Whether somebody may still use it."""
        return self.used_at is None and self.revoked_at is None and at < self.expires_at


def links_of(actor: Actor, service_id: int) -> list[LinkLine]:
    """The links of a service within reach, newest first."""
    rows = ServiceLink.objects.visible_to(actor).filter(service_id=service_id).order_by("-id")
    columns = ("id", "made_at", "expires_at", "used_at", "revoked_at", "order")
    return [
        LinkLine(key, made, expires, used, revoked, by_mail=bool(order))
        for key, made, expires, used, revoked, order in rows.values_list(*columns)
    ]
