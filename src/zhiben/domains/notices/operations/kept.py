"""What several operations of service share: the vault, and whose service it is."""

from zhiben.core import vault
from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, NotFound
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import OpenAct
from zhiben.domains.notices.models import Service
from zhiben.domains.notices.operations.todos import NewTodo, open_todos

SERVE = "notices.serve"


def keep(a: OpenAct, kind: str, table: str, owner: int, datum: bytes) -> tuple[int, bytes]:
    """Put a personal datum into the vault; its number and its seal."""
    reference = vault.put(
        actor=a.actor, at=a.at, kind=kind, owner_table=table, owner_id=owner, plaintext=datum
    )
    return reference, vault.seal_digest(reference)


def sent_by(actor: Actor, service_id: int, *, is_locked: bool = False) -> Service:
    """A service of the acting body; others' are refused, foreign ones are not found."""
    rows = Service.objects.visible_to(actor).filter(pk=service_id)
    row = (rows.select_for_update(of=("self",)) if is_locked else rows).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    if not actor.may(SERVE) or row.body_id != actor.body_id:
        raise Forbidden(Finding("no-permission", {"permission": SERVE}))
    return row


def received_by(actor: Actor, service_id: int, *, is_locked: bool = False) -> Service:
    """The service whose recipient acts; foreign ones are not found, others' are refused."""
    rows = Service.objects.visible_to(actor).filter(pk=service_id)
    row = (rows.select_for_update(of=("self",)) if is_locked else rows).first()
    if row is None:
        raise NotFound(Finding("not-found"))
    if row.recipient_id is None or row.recipient_id != actor.person_id:
        raise Forbidden(Finding("NT-004"))
    return row


def ask_sender(a: OpenAct, row: Service, kind: str) -> None:
    """Put something on the list of the body that served."""
    todo = NewTodo(
        kind=kind,
        case_kind="service",
        case_id=row.pk,
        url=f"/notices/services/{row.pk}/",
        permission=SERVE,
        body_id=row.body_id,
        params={"number": row.number},
    )
    open_todos(actor=a.actor, at=a.at, todos=[todo])
