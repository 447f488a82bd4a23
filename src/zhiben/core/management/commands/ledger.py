"""`zhiben ledger verify | prove | seal | export`."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from zhiben.core.ledger import sealer
from zhiben.core.ledger.prove import prove
from zhiben.core.ledger.verify import verify
from zhiben.core.models import Head

OK, TAMPERED, UNABLE = 0, 1, 2


class Command(BaseCommand):
    """Seals, verifies, proves and exports the ledger."""

    help = "Seal, verify, prove and export the ledger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        check = steps.add_parser("verify", help="exit 0: intact, 1: tampered, 2: unable to tell")
        check.add_argument("--heads", type=Path, help="heads exported earlier and kept elsewhere")
        steps.add_parser("prove", help="exit 2 while not yet sealed").add_argument("entry", type=int)
        steps.add_parser("seal")
        steps.add_parser("export").add_argument("--out", type=Path)

    def handle(self, *_: Any, step: str, **options: Any) -> None:
        sys.exit(getattr(self, f"_{step}")(**options))

    def _verify(self, heads: Path | None, **_: Any) -> int:
        try:
            verdict = verify(heads)
        except (DatabaseError, OSError, ValueError) as error:
            self.stderr.write(f"unable to verify: {error}")
            return UNABLE
        for problem in verdict.problems:
            self.stdout.write(problem.line())
        self.stderr.write(
            f"{verdict.rows} rows, {verdict.leaves} leaves, {verdict.heads} heads checked;"
            f" {verdict.pending} entries not yet sealed; {len(verdict.problems)} problems"
        )
        return TAMPERED if verdict.problems else OK

    def _prove(self, entry: int, **_: Any) -> int:
        proof = prove(entry)
        if proof is None:
            self.stderr.write(f"entry {entry} is not sealed")
            return UNABLE
        self.stdout.write(json.dumps(proof, ensure_ascii=False))
        return OK

    def _seal(self, **_: Any) -> int:
        self.stdout.write(f"{sealer.seal_all()} entries sealed")
        return OK

    def _export(self, out: Path | None, **_: Any) -> int:
        lines = [json.dumps(sealer.head_line(head)) for head in Head.objects.order_by("size").iterator()]
        text = "".join(line + "\n" for line in lines)
        if out is None:
            self.stdout.write(text, ending="")
        else:
            out.write_text(text)
        return OK
