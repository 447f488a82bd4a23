"""What allauth asks of us: accounts come by invitation, contact data are not kept here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from zhiben.core import clock
from zhiben.domains.people.models import Account
from zhiben.domains.people.queries import signed_in


class SignIn(AuthenticationBackend):  # type: ignore[misc]  # allauth is untyped
    """allauth's backend; whoever comes back with a session is read together with what they are."""

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session with its `places`; None when it may no longer sign in."""
        account = signed_in(user_id, clock.today())
        return account if account is not None and self.user_can_authenticate(account) else None


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
