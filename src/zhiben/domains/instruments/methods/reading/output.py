"""The document and what was proposed from it, as JSON values."""

from collections.abc import Iterable
from dataclasses import asdict, is_dataclass
from typing import Any

from zhiben.domains.instruments.methods.reading.model import Document


def to_json(document: Document, items: Iterable[Any]) -> dict[str, Any]:
    """The reading in the shape of docs/schemas/plan-read.json."""
    return {
        "document": {
            "name": document.name,
            "title": document.title,
            "number": document.number,
            "format": document.format,
            "characters": document.characters,
        },
        "parts": [asdict(part) for part in document.parts],
        "clauses": [
            {"part": c.part, "id": c.id, "title": c.title, "text": c.text, "parent": c.parent}
            for c in document.clauses
        ],
        "items": [_item(item) for item in items],
        "warnings": [asdict(warning) for warning in document.warnings],
    }


def _item(item: Any) -> dict[str, Any]:
    values = asdict(item) if is_dataclass(item) and not isinstance(item, type) else dict(item)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}
