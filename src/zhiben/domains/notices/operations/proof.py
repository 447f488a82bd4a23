"""The proof of service: all facts, with the personal ones from the vault; every look is logged."""

from dataclasses import dataclass
from datetime import datetime

from zhiben.core import vault
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound, Unreadable
from zhiben.core.findings import Finding
from zhiben.domains.notices.models import Service
from zhiben.domains.notices.queries import ServiceFileLine, ServiceLine, files_of, service
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.people import queries as people

SEES = "notices.see_signatures"


@dataclass(frozen=True, slots=True)
class ProofOfService:
    """All that proves one service."""

    service: ServiceLine
    sender: str
    unit: str
    server: str
    recipient: str
    witness: str
    files: list[ServiceFileLine]


def show_proof(*, actor: Actor, at: datetime, service_id: int) -> ProofOfService:
    """For who serves or audits, and for the recipient. Names from the vault are looked up under the log."""
    row = _seen(actor, service_id)
    line = service(actor, service_id)
    names = people.names([line.recipient_id or 0, line.served_by])
    sender = organisations.body_brief(line.body_id)
    return ProofOfService(
        service=line,
        sender=sender.name if sender else "",
        unit=organisations.unit_names([line.unit_id]).get(line.unit_id, ""),
        server=names.get(line.served_by, ""),
        recipient=names.get(line.recipient_id or 0, "") or _clear(actor, at, row, row.name_ref),
        witness=_clear(actor, at, row, row.witness_ref),
        files=files_of(actor, service_id),
    )


def show_signature(*, actor: Actor, at: datetime, service_id: int) -> bytes:
    """The recipient's signature as PNG: for who serves or audits, and for the signer. The look is logged."""
    row = Service.objects.visible_to(actor).filter(pk=service_id).exclude(signature=None).first()
    if row is None or row.signature is None:
        raise NotFound(Finding("not-found"))
    _demand(actor, row)
    if vault.seal_digest(row.signature) != bytes(row.signature_seal or b""):
        raise Unreadable(Finding("NT-005"))
    return vault.get(actor=actor, at=at, ref=row.signature, reason=f"proof of service {row.number}")


def _seen(actor: Actor, service_id: int) -> Service:
    row: Service | None = Service.objects.visible_to(actor).filter(pk=service_id).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    _demand(actor, row)
    return row


def _demand(actor: Actor, row: Service) -> None:
    if row.recipient_id != actor.person_id and not actor.may(SEES):
        raise Forbidden(Finding("no-permission", {"permission": SEES}))


def _clear(actor: Actor, at: datetime, row: Service, ref: int | None) -> str:
    if ref is None:
        return ""
    return vault.get(actor=actor, at=at, ref=ref, reason=f"proof of service {row.number}").decode()
