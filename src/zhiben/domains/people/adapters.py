"""What allauth asks of us: accounts come by invitation, contact data are not kept here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Sign-up is closed; nothing is ever sent by e-mail, and no address is taken."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def clean_email(self, email: str) -> str:
        """No page of allauth may store or use an address."""
        raise ValidationError(
            _("No e-mail addresses are kept here. Ask the person who invited you for a link.")
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """There is no e-mail: whoever invited hands over a one-time link."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own page."""
        return reverse("people:me")
