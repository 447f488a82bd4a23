"""The document of the API: the one agreed, complete, and true about what it refuses."""

import json
import os
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from zhiben.config.api import api
from zhiben.config.paths import ROOT
from zhiben.core.input import Input

FILE = ROOT / "docs" / "schemas" / "openapi.json"


def document() -> dict[str, Any]:
    """The OpenAPI document as it is served."""
    return json.loads(json.dumps(api.get_openapi_schema(), default=str))


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every operation with its name."""
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def test_the_document_is_the_one_agreed() -> None:
    text = json.dumps(document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("ZHIBEN_WRITE_OPENAPI") == "1":
        FILE.write_text(text, encoding="utf-8")
    known = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    changed = sorted(set(text.splitlines()) ^ set(known.splitlines()))[:20]
    assert text == known, "look at the change, then ZHIBEN_WRITE_OPENAPI=1:\n" + "\n".join(changed)


def test_every_operation_has_a_summary_a_description_and_an_own_name() -> None:
    seen: dict[str, str] = {}
    for name, operation in operations():
        assert operation.get("summary"), name
        assert operation.get("description"), name
        assert operation["operationId"] not in seen, (name, seen[operation["operationId"]])
        seen[operation["operationId"]] = name


def test_no_two_bodies_share_a_name() -> None:
    """A name used twice would describe one body by the fields of the other."""
    seen: dict[str, type[BaseModel]] = {}
    for model in _subclasses(Input):
        assert model.__name__ not in seen, (model, seen[model.__name__])
        seen[model.__name__] = model


def _subclasses(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """All that derive from it, as far as they are the project's own."""
    for one in model.__subclasses__():
        if one.__module__.startswith("zhiben."):
            yield one
        yield from _subclasses(one)


def test_every_operation_asks_for_somebody_unless_it_is_a_link() -> None:
    opened = {name for name, operation in operations() if not operation.get("security")}
    assert opened == {"POST /api/v1/people/invitations/accept", "POST /api/v1/people/passwords"}


def _bodies() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every JSON body by operation, as its schema."""
    schemas = document()["components"]["schemas"]
    for name, operation in operations():
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            schema = content["application/json"]["schema"]
            yield name, schemas[schema["$ref"].rsplit("/", 1)[-1]] if "$ref" in schema else schema


def test_every_body_has_an_example_that_is_valid() -> None:
    for name, schema in _bodies():
        examples = schema.get("examples")
        assert examples, f"{name} ({schema.get('title')}) has no example"
        model = next(one for one in _inputs() if one.__name__ == schema["title"])
        for example in examples:
            model.model_validate(example)


def _inputs(base: type[Input] = Input) -> Iterator[type[Input]]:
    for one in base.__subclasses__():
        yield one
        yield from _inputs(one)


def _schemas(base: type[BaseModel] = BaseModel) -> Iterator[type[BaseModel]]:
    for one in base.__subclasses__():
        if one.__module__.startswith("zhiben.") and not one.__name__.startswith("_"):
            yield one
        yield from _schemas(one)


def test_no_two_schemas_have_the_same_name() -> None:
    """The document knows them by name alone: the second would stand for both."""
    seen: dict[str, type[BaseModel]] = {}
    for schema in _schemas():
        if "[" not in schema.__name__:
            assert seen.setdefault(schema.__name__, schema) is schema, (schema, seen[schema.__name__])


def test_every_body_refuses_unknown_fields() -> None:
    for name, schema in _bodies():
        assert schema.get("additionalProperties") is False, f"{name} ({schema.get('title')})"
    for model in _inputs():
        assert model.model_config.get("extra") == "forbid", model


def test_texts_and_lists_in_bodies_have_a_most() -> None:
    for name, schema in _bodies():
        for field, facts in schema.get("properties", {}).items():
            for one in facts.get("anyOf", [facts]):
                if one.get("type") == "array":
                    assert "maxItems" in one, f"{name} {field}"
                if one.get("type") == "string" and "format" not in one and "enum" not in one:
                    assert "maxLength" in one or "pattern" in one or "const" in one, f"{name} {field}"
