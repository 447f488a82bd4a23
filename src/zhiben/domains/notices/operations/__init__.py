"""Every write of notices: to-dos, service of papers, one-time links, answers, consents."""

from zhiben.domains.notices.operations.answers import answer, answer_by_link, reply
from zhiben.domains.notices.operations.chasing import chase
from zhiben.domains.notices.operations.consents import consent, revoke_consent
from zhiben.domains.notices.operations.counted import keep_todos
from zhiben.domains.notices.operations.details import Paper, ServiceDetails
from zhiben.domains.notices.operations.links import (
    make_link,
    open_link,
    order_mail,
    receive_by_link,
    revoke_link,
)
from zhiben.domains.notices.operations.mailing import mail_link
from zhiben.domains.notices.operations.posting import record_delivery, record_return
from zhiben.domains.notices.operations.proof import ProofOfService, show_proof, show_signature
from zhiben.domains.notices.operations.receiving import open_service, receive
from zhiben.domains.notices.operations.serving import serve
from zhiben.domains.notices.operations.todos import NewTodo, close_todos, open_todos

__all__ = [
    "NewTodo",
    "Paper",
    "ProofOfService",
    "ServiceDetails",
    "answer",
    "answer_by_link",
    "chase",
    "close_todos",
    "consent",
    "keep_todos",
    "mail_link",
    "make_link",
    "open_link",
    "open_service",
    "open_todos",
    "order_mail",
    "receive",
    "receive_by_link",
    "record_delivery",
    "record_return",
    "reply",
    "revoke_consent",
    "revoke_link",
    "serve",
    "show_proof",
    "show_signature",
]
