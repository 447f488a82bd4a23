"""`zhiben figures fold | check | rebuild`."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from zhiben.core import flows

OK, DIFFERENT = 0, 1


class Command(BaseCommand):
    """Folds flow rows into counters, checks the counters against the rows, makes them anew."""

    help = "Fold flow rows into the counters of the figures; check them; make them anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        steps.add_parser("fold", help="count what is pending")
        steps.add_parser("check", help="exit 0: every counter is the sum of its rows, 1: some are not")
        steps.add_parser("rebuild", help="make all counters anew from all rows; writers wait")

    def handle(self, *_: Any, step: str, **__: Any) -> None:
        sys.exit(getattr(self, f"_{step}")())

    def _fold(self) -> int:
        self.stdout.write(f"{flows.fold_pending()} rows counted")
        return OK

    def _rebuild(self) -> int:
        self.stdout.write(f"{flows.fold_all()} rows counted anew")
        return OK

    def _check(self) -> int:
        differences = flows.check()
        for one in differences:
            self.stdout.write(json.dumps(asdict(one), ensure_ascii=False, default=str))
        self.stderr.write(
            f"{len(differences)} counters differ from their rows" if differences else "figures agree"
        )
        return DIFFERENT if differences else OK
