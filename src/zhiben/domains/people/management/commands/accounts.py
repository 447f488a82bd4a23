"""Accounts from the command line: invite somebody, make an API token, hand out a password link."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from zhiben.core import clock
from zhiben.core.actors import system_actor
from zhiben.core.errors import Refusal
from zhiben.core.wording import words
from zhiben.domains.people import operations, queries
from zhiben.domains.people.vocabulary import Role, TokenScope

_ACTOR = system_actor("command line")


class Command(BaseCommand):
    """`zhiben user invite | token | password`."""

    help = "Accounts: invite somebody, make an API token, hand out a link for a new password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The three things it can do."""
        parts = parser.add_subparsers(dest="what", required=True)
        invite = parts.add_parser("invite", help="a new person in a role; prints a link to open an account")
        invite.add_argument("name")
        invite.add_argument("--role", required=True, choices=[role.value for role in Role])
        place = invite.add_mutually_exclusive_group(required=True)
        place.add_argument("--body", type=int)
        place.add_argument("--unit", type=int)
        token = parts.add_parser("token", help="an API token of that name; prints its secret")
        token.add_argument("name")
        token.add_argument("--membership", type=int, required=True)
        token.add_argument("--scope", choices=[scope.value for scope in TokenScope], default="write")
        token.add_argument("--days", type=int, default=90)
        password = parts.add_parser("password", help="prints a link for a new password")
        password.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        act = {"invite": self._invite, "token": self._token, "password": self._password}[options["what"]]
        try:
            self.stdout.write(act(options))
        except Refusal as refusal:
            raise CommandError(" ".join(words(finding) for finding in refusal.findings)) from refusal

    def _invite(self, options: dict[str, Any]) -> str:
        secret = operations.invite(
            actor=_ACTOR,
            at=clock.now(),
            name=options["name"],
            role=options["role"],
            body_id=options["body"],
            unit_id=options["unit"],
        )
        return _link("people:join", secret)

    def _token(self, options: dict[str, Any]) -> str:
        now = clock.now()
        return operations.issue_token(
            actor=_ACTOR,
            at=now,
            membership_id=options["membership"],
            name=options["name"],
            scope=options["scope"],
            expires_at=now + timedelta(days=options["days"]),
        )

    def _password(self, options: dict[str, Any]) -> str:
        membership = queries.find_membership_of(options["username"])
        if membership is None:
            raise CommandError(f"no account with a position is called {options['username']}")
        secret = operations.reset_password(actor=_ACTOR, at=clock.now(), membership_id=membership)
        return _link("people:new_password", secret)


def _link(name: str, secret: str) -> str:
    return f"http://127.0.0.1:{settings.PORT}{reverse(name, args=[secret])}"
