"""`manage docs`: documents made from the code (states, rules, glossary, schemas); `--check` compares them."""

import ast
import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from zhiben.core.findings import sentence_of
from zhiben.core.lifecycle import MACHINES
from zhiben.domains.instruments.queries import coverage_of_packs, features, pack_list_schema, pack_schema
from zhiben.ui.badges import state_labels

SOURCE = Path(settings.BASE_DIR) / "src" / "zhiben"
NOTE = "<!-- Made by `make docs`; do not edit. -->\n\n"


def _code(rule: Any) -> str:
    """The code of a rule, also of one bound to a value."""
    return (getattr(rule, "func", rule).__doc__ or "").split(":")[0]


def _powers(power: str | tuple[str, ...] | None) -> str:
    """The power a move needs; of several, one is enough."""
    return power if isinstance(power, str) else " or ".join(power or ()) or "-"


def states() -> dict[str, str]:
    """One page a machine: the diagram and the table of moves."""
    pages = {}
    for kind, machine in sorted(MACHINES.items()):
        lines = [f"# {kind}: states and moves", "", "```mermaid", "stateDiagram-v2"]
        rows = []
        for move in machine.transitions:
            for source in move.sources or ("[*]",):
                lines.append(f"    {source} --> {move.target or source}: {move.name}")
            rules = ", ".join(_code(rule) for rule in move.rules) or "-"
            cells = (move.name, ", ".join(move.sources) or "-", move.target or "(stays)", move.permission)
            rows.append("| " + " | ".join((*cells, _powers(move.power), rules)) + " |")
        lines += [f"    {state} --> [*]" for state in sorted(machine.ended)]
        lines += [
            "```",
            "",
            "| move | from | to | permission | power | rules |",
            "|---|---|---|---|---|---|",
            *rows,
        ]
        pages[f"states/{kind}.md"] = NOTE + "\n".join(lines) + "\n"
    return pages


def rules() -> dict[str, str]:
    """Every rule with its sentence and source."""
    lines = ["# Rules", "", "| code | rule | answer | source |", "|---|---|---|---|"]
    for path in sorted(SOURCE.glob("domains/*/rules.py")) + sorted(SOURCE.glob("domains/*/rules/*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            doc = ast.get_docstring(node) if isinstance(node, ast.FunctionDef) else None
            if doc and doc[2:3] == "-":
                code, _, rest = " ".join(doc.split()).partition(": ")
                said, _, source = rest.partition(" Source: ")
                lines.append(f"| {code} | {said} | {sentence_of(code)} | {source} |")
    return {"rules.md": NOTE + "\n".join(lines) + "\n"}


def glossary() -> dict[str, str]:
    """Every model and every state, with the first line of its docstring."""
    lines = ["# Glossary", "", "## Models", "", "| model | table | what it is |", "|---|---|---|"]
    ours = [model for model in apps.get_models() if model.__module__.startswith("zhiben.")]
    for model in sorted(ours, key=lambda model: model._meta.label):
        said = (model.__doc__ or "").strip().splitlines()[0]
        lines.append(f"| {model._meta.label} | {model._meta.db_table} | {said} |")
    lines += ["", "## States", "", "| of | state | 中文 | English |", "|---|---|---|---|"]
    for kind in sorted(MACHINES):
        for state, label in state_labels(kind).items():
            with translation.override("zh-hans"):
                chinese = str(label)
            with translation.override("en"):
                lines.append(f"| {kind} | {state} | {chinese} | {label} |")
    return {"glossary.md": NOTE + "\n".join(lines) + "\n"}


def schemas() -> dict[str, str]:
    """The JSON Schemas of a pack file and of the list of all items."""
    made = {"schemas/pack.json": pack_schema(), "schemas/packs-list.json": pack_list_schema()}
    return {
        name: json.dumps(one, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        for name, one in made.items()
    }


def coverage() -> dict[str, str]:
    """What the platform carries out of the packs: reckoned from them and from the features, without a database."""
    lines = [
        "# Coverage",
        "",
        "| instrument | part | items | clauses | carried out | partly | not yet | share |",
    ]
    lines.append("|---|---|---|---|---|---|---|---|")
    clauses = carried = 0
    for name, part, items, one in coverage_of_packs(settings.PACKS_DIR):
        clauses, carried = clauses + one.clauses, carried + one.carried
        counts = f"{one.clauses} | {one.carried} | {one.partly} | {one.not_yet}"
        lines.append(f"| {name} | {part} | {items} | {counts} | {one.percent:.1f} % |")
    whole = f"{100 * carried / clauses:.1f} %" if clauses else "none"
    lines += ["", f"In all {carried} of {clauses} clauses ({whole}) are carried out."]
    lines += ["", "## Features", "", "| feature | state | works when |", "|---|---|---|"]
    for key, feature in sorted(features().items(), key=lambda one: (not one[1].is_working, one[0])):
        lines.append(f"| {key} | {'works' if feature.is_working else 'planned'} | {feature.works_en} |")
    return {"coverage.md": NOTE + "\n".join(lines) + "\n"}


class Command(BaseCommand):
    """Writes the documents, or compares them."""

    help = "Write the documents that are made from the code, or (--check) compare them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *_: Any, check: bool, **__: Any) -> None:
        docs = Path(settings.BASE_DIR) / "docs"
        stale = []
        for name, text in {**states(), **rules(), **glossary(), **schemas(), **coverage()}.items():
            path = docs / name
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            stale.append(name)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        if check and stale:
            self.stderr.write(f"out of step, run make docs: {', '.join(stale)}")
            sys.exit(1)
