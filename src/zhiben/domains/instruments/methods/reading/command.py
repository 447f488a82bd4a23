"""`zhiben plan read FILE [--json]`: reads a plan document without Django and without a database."""

import argparse
import json
import sys
from pathlib import Path
from typing import TextIO

from zhiben.domains.instruments.methods.reading.document import read
from zhiben.domains.instruments.methods.reading.extract.sniff import MAX_BYTES
from zhiben.domains.instruments.methods.reading.items import Item, propose
from zhiben.domains.instruments.methods.reading.model import Document, Unreadable
from zhiben.domains.instruments.methods.reading.output import to_json

_UNREADABLE = 2


def main(argv: list[str]) -> int:
    """Prints the reading of one file; 2 when it cannot be read."""
    parser = argparse.ArgumentParser(prog="zhiben plan read", description="Read a policy plan document.")
    parser.add_argument("file", type=Path, help=".txt, .md, .html, .docx or .pdf with text")
    parser.add_argument("--json", action="store_true", help="print JSON (docs/schemas/plan-read.json)")
    options = parser.parse_args(argv)
    try:
        document = read(_bytes(options.file), options.file.name)
    except Unreadable as problem:
        return _refuse(options.file, problem.message)
    except OSError as problem:
        return _refuse(options.file, problem.strerror or str(problem))
    items = propose(document)
    _print(sys.stdout, document, items, as_json=options.json)
    return 0


def _refuse(file: Path, message: str) -> int:
    sys.stderr.write(f"{file}: {message}\n")
    return _UNREADABLE


def _bytes(path: Path) -> bytes:
    """At most one byte more than may be read: enough to refuse the file, whatever its size."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _print(out: TextIO, document: Document, items: list[Item], *, as_json: bool) -> None:
    text = json.dumps(to_json(document, items), ensure_ascii=False, indent=1) if as_json else ""
    text = text or _outline(document, items)
    # UTF-8 whatever the terminal says: the output is read by other programs.
    out.flush()
    if hasattr(out, "buffer"):
        out.buffer.write(f"{text}\n".encode())
        out.buffer.flush()
    else:
        out.write(f"{text}\n")


def _outline(document: Document, items: list[Item]) -> str:
    lines = [document.title, *filter(None, [document.number])]
    for part in document.parts:
        lines += ["", f"[{part.part}] {part.title}"]
        lines += [
            f"{'  ' * clause.level}{clause.id}  {clause.title}"
            for clause in document.clauses
            if clause.part == part.part
        ]
    lines += ["", *(f"{item.kind}\t{item.part}\t{' '.join(item.cite)}\t{item.title}" for item in items)]
    lines += ["", *(f"! {warning.message} {warning.clause or ''}".rstrip() for warning in document.warnings)]
    return "\n".join(lines)
