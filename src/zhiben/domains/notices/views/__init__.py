"""Pages of notices."""

from zhiben.domains.notices.views.links import link, link_answer, link_open, link_receive
from zhiben.domains.notices.views.mine import consent, receive, respond, services
from zhiben.domains.notices.views.proof import proof, proof_docx
from zhiben.domains.notices.views.sender import (
    delivery,
    hand_over,
    mail_link,
    make_link,
    reply,
    returned,
    revoke_link,
)
from zhiben.domains.notices.views.service import photo, service, signature

__all__ = [
    "consent",
    "delivery",
    "hand_over",
    "link",
    "link_answer",
    "link_open",
    "link_receive",
    "mail_link",
    "make_link",
    "photo",
    "proof",
    "proof_docx",
    "receive",
    "reply",
    "respond",
    "returned",
    "revoke_link",
    "service",
    "services",
    "signature",
]
