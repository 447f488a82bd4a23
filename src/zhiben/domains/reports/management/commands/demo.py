"""`zhiben demo load | accounts [--json]`."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from zhiben.core import clock
from zhiben.core.actors import system_actor
from zhiben.core.errors import Refusal
from zhiben.core.findings import sentence_of
from zhiben.domains.instruments import operations as instruments
from zhiben.domains.places import operations as places
from zhiben.domains.reports import operations
from zhiben.domains.reports.operations.demo import is_demonstration_loaded
from zhiben.domains.reports.operations.demo_accounts import DemoAccount, demo_accounts


class Command(BaseCommand):
    """Loads the demonstration and prints its accounts."""

    help = "Load the invented district, or print its accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One subcommand each."""
        kinds = parser.add_subparsers(dest="kind", required=True)
        kinds.add_parser("load", help="load the invented district with its units, people and cases")
        accounts = kinds.add_parser("accounts", help="print the accounts of the demonstration")
        accounts.add_argument("--json", action="store_true", help="as one JSON list")

    def handle(self, *_: Any, kind: str, **options: Any) -> None:
        """Do the one that was asked for."""
        try:
            getattr(self, kind)(**options)
        except Refusal as refusal:
            reasons = [sentence_of(finding.code) % finding.params for finding in refusal.findings]
            raise CommandError("; ".join(reasons) or refusal.code) from refusal

    def load(self, **_: Any) -> None:
        """Load what is missing: areas, packs, the district."""
        if is_demonstration_loaded():
            self.stdout.write("already loaded")
            return
        actor, at, begun = system_actor("demo load"), clock.now(), perf_counter()
        places.load_areas(actor=actor, at=at)
        instruments.load_packs(actor=actor, at=at, folder=settings.PACKS_DIR)
        operations.load_demonstration(actor=actor, at=at)
        self.stdout.write(f"loaded, {perf_counter() - begun:.1f} s")

    def accounts(self, *, json: bool, **_: Any) -> None:
        """Print username, password, name, memberships with their reach."""
        found = demo_accounts(clock.today())
        if json:
            self.stdout.write(dumped(found))
            return
        for account in found:
            titles = "; ".join(
                f"{(one['body'] or one['unit'])['name']} {one['role']}" for one in account.memberships
            )
            self.stdout.write(f"{account.username:14} {account.password}  {account.name}  {titles}")


def dumped(accounts: list[DemoAccount]) -> str:
    """The accounts as one JSON list."""
    return json.dumps([asdict(account) for account in accounts], ensure_ascii=False, indent=1)
