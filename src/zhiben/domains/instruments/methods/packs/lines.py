"""The list of all items as `zhiben packs list --json` prints it: one shape for every kind. Pure."""

from typing import Any

from zhiben.domains.instruments.methods.packs.file import InstrumentHead
from zhiben.domains.instruments.methods.packs.items import FEATURE_OF, AnyItem

OWN = (
    *("times", "per", "event", "within", "op", "value", "unit", "by", "phase", "report", "indicator"),
    *("lead", "support", "hours"),
)
"""Keys that `plan read` gives its items; same names, same values."""
FURTHER = (
    *("who", "activity", "led_by", "covers", "season", "report_to", "paused", "variants", "fixed", "first"),
    *("evidence", "deliverable", "baseline", "steps", "content", "shifts", "measure", "when", "then", "key"),
    *("seats", "public", "fields", "grade", "exchange", "says"),
)


def line_of(head: InstrumentHead, item: AnyItem) -> dict[str, Any]:
    """One entry of the list (docs/schemas/packs-list.json): every key is there, null where it does not apply."""
    values = item.model_dump(mode="json", by_alias=True)
    valid = item.valid or head.period
    return {
        "instrument": head.id,
        "source": head.source,
        "part": head.part,
        "id": item.id,
        "kind": item.kind,
        "cite": item.cite,
        "text": None,
        "title": values["title"],
        "mark": item.mark,
        "valid": [day.isoformat() if day else None for day in valid],
        "superseded_by": item.superseded_by or None,
        "uses": feature_of(item),
        **{name: values.get(name) for name in (*OWN, *FURTHER)},
    }


def feature_of(item: AnyItem) -> str | None:
    """The feature that carries the item out; a parameter has none."""
    return item.uses or FEATURE_OF.get(item.kind)


def list_schema() -> dict[str, Any]:
    """The JSON Schema of the list: shapes of the common keys; a kind's own keys are described in pack.json."""
    day: dict[str, Any] = {"type": ["string", "null"], "format": "date"}
    text: dict[str, Any] = {"type": ["string", "null"]}
    title = {
        "type": "object",
        "required": ["zh", "en"],
        "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    }
    common: dict[str, Any] = {
        "instrument": {"type": "string", "description": "id of the instrument or of the part of one"},
        "source": {"type": "string", "description": "file name of the document"},
        "part": {"type": "integer", "minimum": 0},
        "id": {"type": "string"},
        "kind": {"enum": sorted((*FEATURE_OF, "limit", "parameter", "procedure", "system"))},
        "cite": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "text": {"type": "null", "description": "packs hold no sentences of documents"},
        "title": title,
        "mark": text,
        "valid": {"type": "array", "items": day, "minItems": 2, "maxItems": 2},
        "superseded_by": text,
        "uses": {**text, "description": "the feature that carries the item out"},
    }
    further = {
        name: {"description": "see pack.json; null where it does not apply"} for name in (*OWN, *FURTHER)
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "packs-list.json",
        "title": "List of all items of all packs",
        "description": "What `zhiben packs list --json` prints. Keys that `plan read` gives too have its values.",
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": [*common, *further],
            "properties": {**common, **further},
        },
    }
