"""The OpenAPI document as plain rows: operations, what each takes, what it answers, an example."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from zhiben.config.api import api

_DEEPEST = 3
_MOST_VALUES = 12

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One value: its name (dotted where it lies in another), its kind, and what is said about it."""

    name: str
    kind: str
    required: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method at one path. `curl` has {root} for the platform's address."""

    name: str
    tag: str
    method: str
    path: str
    summary: str
    text: str
    is_open: bool
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    status: str
    answer: tuple[Field, ...]
    curl: str


@cache
def operations() -> tuple[Operation, ...]:
    """Every operation, in the order of the document."""
    document = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    reader = _Reader(document["components"]["schemas"])
    return tuple(
        reader.operation(method, path, found)
        for path, methods in document["paths"].items()
        for method, found in methods.items()
    )


class _Reader:
    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        self.schemas = schemas

    def operation(self, method: str, path: str, found: Mapping[str, Any]) -> Operation:
        """One operation of the document as a row."""
        body = _json(found.get("requestBody", {}).get("content", {}))
        status, answer = self.answer(found["responses"])
        return Operation(
            name=found["operationId"],
            tag=found["tags"][0],
            method=method.upper(),
            path=path,
            summary=found["summary"],
            text=found.get("description", ""),
            is_open=not found.get("security"),
            parameters=tuple(self.parameter(one) for one in found.get("parameters", [])),
            body=tuple(self.fields(body)),
            status=status,
            answer=tuple(self.fields(answer)),
            curl=self.curl(method.upper(), path, found, body),
        )

    def parameter(self, found: Mapping[str, Any]) -> Field:
        """One value of the path, the query or the headers."""
        text = found.get("description", "")
        return Field(found["name"], self.kind(found["schema"]), found.get("required", False), text)

    def answer(self, responses: Mapping[str, Any]) -> tuple[str, Schema]:
        """The status of success and the schema of what comes with it."""
        status = min(one for one in responses if one.startswith("2"))
        return status, _json(responses[status].get("content", {}))

    def whole(self, schema: Schema) -> Schema:
        """The schema itself where only its name stands, without None."""
        while True:
            kept = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
            if "$ref" in schema:
                schema = self.schemas[schema["$ref"].rsplit("/", 1)[-1]]
            elif len(kept) == 1:
                schema = {**kept[0], **({"description": text} if (text := schema.get("description")) else {})}
            else:
                return schema

    def fields(self, schema: Schema, before: str = "", depth: int = 0) -> Iterator[Field]:
        """Every value in an object, those of objects in it after it."""
        schema = self.whole(schema)
        if schema.get("type") == "array":
            yield from self.fields(schema.get("items", {}), f"{before}[]", depth)
            return
        needed = schema.get("required", ())
        for name, given in schema.get("properties", {}).items():
            full = f"{before}.{name}" if before else name
            yield Field(full, self.kind(given), name in needed, self.whole(given).get("description", ""))
            if depth < _DEEPEST:
                yield from self.fields(given, full, depth + 1)

    def kind(self, schema: Schema) -> str:
        """What kind of value it is, in few words."""
        schema = self.whole(schema)
        if several := schema.get("anyOf"):
            return " | ".join(dict.fromkeys(self.kind(one) for one in several))
        if values := schema.get("enum") or ([schema["const"]] if "const" in schema else []):
            shown = " | ".join(str(one) for one in values[:_MOST_VALUES])
            return shown + (" | …" if len(values) > _MOST_VALUES else "")
        if schema.get("type") == "array":
            return f"[{self.kind(schema.get('items', {}))}]"
        bounds = f" ≤ {most}" if (most := schema.get("maxLength") or schema.get("maximum")) else ""
        return str(schema.get("format") or schema.get("type") or "…") + bounds

    def curl(self, method: str, path: str, found: Mapping[str, Any], body: Schema) -> str:
        """A call as one types it."""
        needed = [one for one in found.get("parameters", []) if one["in"] == "query" and one.get("required")]
        asked = "?" + urlencode({one["name"]: "…" for one in needed}, safe="…") if needed else ""
        lines = [f"curl '{{root}}{path}{asked}'"]
        if method != "GET":
            lines[0] = lines[0].replace("curl ", f"curl -X {method} ")
        if found.get("security"):
            lines.append("-H 'Authorization: Bearer TOKEN'")
        if examples := self.whole(body).get("examples"):
            lines.append("-H 'Content-Type: application/json'")
            lines.append(f"-d '{json.dumps(examples[0], ensure_ascii=False)}'")
        return " \\\n  ".join(lines)


def _json(content: Mapping[str, Any]) -> Schema:
    """The schema of the JSON among what may be sent."""
    found: Schema = content.get("application/json", {}).get("schema", {})
    return found
