"""`zhiben packs check | load | list`."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from zhiben.core import clock
from zhiben.core.actors import system_actor
from zhiben.core.errors import Invalid
from zhiben.core.findings import sentence_of
from zhiben.domains.instruments.methods.packs import line_of
from zhiben.domains.instruments.operations import load_packs
from zhiben.domains.instruments.queries import read_packs


class Command(BaseCommand):
    """Checks, loads and lists the packs."""

    help = "Check, load and list the packs."
    requires_system_checks = ()
    """They would read every page and form, which takes longer than reading the packs."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("step", choices=["check", "load", "list"])
        parser.add_argument("--folder", type=Path, default=settings.PACKS_DIR)
        parser.add_argument(
            "--documents", type=Path, help="folder with the documents packs cite: look clauses up"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *_: Any, step: str, folder: Path, **options: Any) -> None:
        try:
            getattr(self, f"_{step}")(folder, **options)
        except Invalid as refusal:
            for finding in refusal.findings:
                self.stderr.write(sentence_of(finding.code) % finding.params)
            sys.exit(1)

    def _check(self, folder: Path, documents: Path | None, **_: Any) -> None:
        packs = read_packs(folder, documents)
        self.stdout.write(f"{len(packs)} packs, {sum(len(pack.items) for _, pack in packs)} items: good")

    def _load(self, folder: Path, **_: Any) -> None:
        changed = load_packs(actor=system_actor("packs"), at=clock.now(), folder=folder)
        self.stdout.write(f"{changed} items new or changed")

    def _list(self, folder: Path, json: bool, **_: Any) -> None:
        lines = [line_of(pack.instrument, item) for _, pack in read_packs(folder) for item in pack.items]
        if json:
            self.stdout.write(dumped(lines))
            return
        for line in lines:
            self.stdout.write(f"{line['instrument']} {line['id']} [{line['mark']}] {line['title']['zh']}")


def dumped(lines: list[dict[str, Any]]) -> str:
    """The list as one JSON array."""
    return json.dumps(lines, ensure_ascii=False)
