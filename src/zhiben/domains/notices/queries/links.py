"""What somebody sees who holds a one-time link."""

from dataclasses import dataclass
from datetime import datetime

from zhiben.core import vault
from zhiben.core.actors import system_actor
from zhiben.core.errors import NotFound
from zhiben.domains.notices import rules
from zhiben.domains.notices.methods.secrets import digest_of
from zhiben.domains.notices.models import Service, ServiceLink
from zhiben.domains.notices.queries.papers import PaperShown, paper_shown
from zhiben.domains.notices.queries.services import ServiceLine, service
from zhiben.domains.organisations import queries as organisations
from zhiben.domains.people import queries as people

_READER = "one-time link"


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A paper behind a link. `is_open`: this browser opened it; until then only sender and unit are told."""

    is_open: bool
    sender: str
    unit: str
    expires_at: datetime
    service: ServiceLine
    recipient: str
    paper: PaperShown | None


def link_page(secret: str, browser: str, at: datetime) -> LinkPage:
    """The page of a working link; NotFound alike for what is unknown, ended, withdrawn or used elsewhere."""
    rows = ServiceLink.objects.unscoped(reason="whoever holds the secret may use it")
    link = rows.select_related("service").filter(digest=digest_of(secret)).first()
    if link is None:
        raise NotFound(*rules.nt010_link_works(rules.LinkFacts(is_known=False, at=at)))
    is_same = bool(browser) and link.browser == digest_of(browser)
    facts = rules.LinkFacts(True, at, link.expires_at, link.revoked_at, link.used_at, is_same)
    if findings := rules.nt010_link_works(facts):
        raise NotFound(*findings)
    line = service(system_actor(_READER), link.service_id)
    sender = organisations.body_brief(line.body_id)
    return LinkPage(
        is_open=is_same,
        sender=sender.name if sender else "",
        unit=organisations.unit_names([line.unit_id]).get(line.unit_id, ""),
        expires_at=link.expires_at,
        service=line,
        recipient=_name_of(link.service, line, at) if is_same else "",
        paper=paper_shown(line.paper_kind, line.paper_id) if is_same else None,
    )


def _name_of(row: Service, line: ServiceLine, at: datetime) -> str:
    """Whom the sender named; the look into the vault is logged."""
    if line.recipient_id is not None:
        return people.names([line.recipient_id]).get(line.recipient_id, "")
    if row.name_ref is None:
        return ""
    reason = f"paper {line.number} opened by its link"
    return vault.get(actor=system_actor(_READER), at=at, ref=row.name_ref, reason=reason).decode()
