"""Heads of the ledger: those restored against the manifest, and against heads that were carried off the machine."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhiben.config.backup.problems import BackupProblem
from zhiben.core.models import Head


@dataclass(frozen=True)
class Comparison:
    """What the comparison showed: problems, and how many carried heads are newer than the backup."""

    problems: list[str]
    compared: int = 0
    newer: int = 0


def read(path: Path) -> list[dict[str, Any]]:
    """Heads as `zhiben ledger export` and heads.jsonl hold them."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        heads = [json.loads(line) for line in lines if line.strip()]
        return [{"size": int(head["size"]), "root": str(head["root"])} for head in heads]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupProblem(f"{path} cannot be read as a file of heads: {error}") from error


def compare(ledger: dict[str, Any], carried: list[dict[str, Any]]) -> Comparison:
    """The restored heads against the manifest's ledger and the carried heads."""
    kept = {head.size: bytes(head.root).hex() for head in Head.objects.only("size", "root")}
    problems = []
    last = ledger["last"]
    if len(kept) != ledger["heads"]:
        problems.append(f"{len(kept)} heads were restored; the manifest says {ledger['heads']}")
    if last and (max(kept, default=0), kept.get(last["size"])) != (last["size"], last["root"]):
        problems.append(f"the last head is not the manifest's (size {last['size']})")
    newest = max(kept, default=0)
    older = [head for head in carried if head["size"] <= newest]
    for head in older:
        if kept.get(head["size"]) != head["root"]:
            problems.append(f"head {head['size']} differs from the one carried off: another history")
    return Comparison(problems, len(older), len(carried) - len(older))
