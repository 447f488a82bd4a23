"""Writes the generated part of docs/durability.md."""

import os
import platform
import statistics
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import psutil

from endurance.killing import Outcome
from zhiben.config.paths import ROOT

PAGE = ROOT / "docs" / "durability.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
_WORDS = {
    "report": "hazards reported",
    "confirm": "hazards confirmed",
    "file": "files uploaded in parts",
    "units": "tables of units imported",
    "job": "jobs begun",
}


def write(outcome: Outcome, starved: Outcome | None, command: str, page: Path = PAGE) -> None:
    """Put the result between the marks."""
    before, _, rest = page.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{text(outcome, starved, command)}\n{END}{after}")


def text(outcome: Outcome, starved: Outcome | None, command: str) -> str:
    """The result as Markdown."""
    lines = [
        f"`{command}` on {datetime.now(UTC):%Y-%m-%d}, commit {_commit()}, {_machine()};"
        f" {outcome.seconds / 60:.0f} minutes, seed {outcome.seed}.",
        "",
        "| killed with `kill -9` | times | back after, median | at most |",
        "|---|---|---|---|",
    ]
    for part, took in outcome.recovery.items():
        lines.append(f"| {part} | {len(took)} | {statistics.median(took):.1f} s | {max(took):.1f} s |")
    lines += ["", *_counted(outcome), "", *_starved(starved)]
    return "\n".join(lines)


def _counted(outcome: Outcome) -> list[str]:
    """What was acknowledged, what is wrong, and what was answered."""
    lines = ["| acknowledged | number | missing or doubled |", "|---|---|---|"]
    for kind, words in _WORDS.items():
        wrong = "see below" if outcome.wrong else 0
        lines.append(f"| {words} | {outcome.acknowledged.get(kind, 0)} | {wrong} |")
    lines += ["", *(f"- {name}: {number}" for name, number in outcome.count.found.items())]
    lines.append(f"- answers by status: {', '.join(f'{k}: {n}' for k, n in outcome.answers.items())}")
    lines.append(f"- `ledger verify` with the exported heads: {'see below' if outcome.wrong else 'passed'}")
    return [*lines, *(f"- **wrong**: {problem}" for problem in outcome.wrong[:50])]


def _starved(starved: Outcome | None) -> list[str]:
    if starved is None:
        return ["A full disk was not tried in this run: this account may not mount one."]
    (took,) = starved.recovery["full disk"]
    told = (
        "The same load while the one disk of database and files (tmpfs) is kept full for half a minute; "
        f"ready {took:.1f} s after there was room again:"
    )
    return [told, "", *_counted(starved)]


def _commit() -> str:
    told = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return told.stdout.strip() or "unknown"


def _machine() -> str:
    memory = psutil.virtual_memory().total / 1024**3
    return f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}"
