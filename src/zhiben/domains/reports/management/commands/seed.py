"""`zhiben seed --scale county|city|province [--seed N]`: invented data in bulk, for measuring."""

import json
import os
from argparse import SUPPRESS, ArgumentParser
from dataclasses import replace
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
from zhiben.domains.reports.operations.seeding import SCALES, seed_bulk

_SHOWN = ("county", "city", "province")


class Command(BaseCommand):
    """Fills an empty database with an invented jurisdiction."""

    help = "Fill an empty database with invented units, people and hazards of a county, a city or a province."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", choices=sorted(SCALES), metavar="|".join(_SHOWN), required=True)
        parser.add_argument(
            "--seed", type=int, default=1, help="the same number makes the same data on a day"
        )
        parser.add_argument("--area", type=int, help="code of the area all lies in")
        parser.add_argument("--into-existing", action="store_true", help="also where there are data already")
        for name in ("units", "hazards"):
            parser.add_argument(f"--{name}", type=int, help=SUPPRESS)

    def handle(self, *_: Any, scale: str, seed: int, into_existing: bool, **options: Any) -> None:
        """Areas and packs if they are missing, then the data; the password is said once and kept for the bench."""
        begun = perf_counter()
        asked = {name: options[name] for name in ("area", "units", "hazards") if options[name]}
        actor, at = system_actor("seed"), clock.now()

        def tell(said: str) -> None:
            self.stderr.write(f"{perf_counter() - begun:7.1f} s  {said}")

        try:
            tell("areas and packs")
            places.load_areas(actor=actor, at=at)
            instruments.load_packs(actor=actor, at=at, folder=settings.PACKS_DIR)
            password = seed_bulk(
                actor=actor,
                at=at,
                scale=replace(SCALES[scale], **asked),
                seed=seed,
                into_existing=into_existing,
                tell=tell,
            )
        except Refusal as refusal:
            reasons = [sentence_of(finding.code) % finding.params for finding in refusal.findings]
            raise CommandError("; ".join(reasons) or refusal.code) from refusal
        seconds = perf_counter() - begun
        _keep({"scale": scale, "seed": seed, "password": password, "seconds": round(seconds, 1)})
        self.stdout.write(f"seeded in {seconds:.1f} s")
        self.stdout.write(f"password of all accounts seed-…: {password}")
        self.stdout.write("For measuring only: never let people work in a database that was seeded.")


def _keep(made: dict[str, Any]) -> None:
    """What was made, in the data folder, for `python -m bench province`."""
    handle = os.open(settings.DATA_DIR / "seed.json", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(made, file)
