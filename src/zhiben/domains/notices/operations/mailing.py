"""A one-time link by e-mail: made and sent by the job itself, so that its secret lies nowhere."""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _
from django.utils.translation import override

from zhiben.core import vault
from zhiben.core.actors import Actor
from zhiben.core.ledger.book import act
from zhiben.domains.notices.models import Service, ServiceLink
from zhiben.domains.notices.operations.links import new_link


def mail_link(*, actor: Actor, at: datetime, service_id: int, order: str, page: str) -> bool:
    """Mail a new link (`page` is the address before the secret); False when there is nothing to mail any more.

    An order is carried out once. The link stands only if the mail server took the letter.
    """
    with act(actor=actor, at=at, operation="notices.mail_link") as a:
        rows = Service.objects.visible_to(actor).select_for_update(of=("self",))
        row = rows.filter(pk=service_id, received_at=None, ended_at=None).exclude(email_ref=None).first()
        if row is None or ServiceLink.objects.visible_to(actor).filter(order=order).exists():
            return False
        secret = new_link(a, row, order)
        address = vault.get(actor=actor, at=at, ref=row.email_ref or 0, reason=f"link of {row.number} mailed")
        with override("zh-hans"):
            subject = _("A paper for you: %(number)s") % {"number": row.number}
            body = _("Open this link to read and receive the paper %(number)s. It is for you alone:") % {
                "number": row.number
            }
        send_mail(subject, f"{body}\n\n{page}{secret}/\n", settings.DEFAULT_FROM_EMAIL, [address.decode()])
    return True
