"""`zhiben plan read`: JSON in the published shape, an outline, an exit code."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from zhiben.domains.instruments.methods.reading.command import main

SCHEMA = json.loads((Path(__file__).parents[5] / "docs/schemas/plan-read.json").read_text("utf-8"))
TEXT = (
    "某镇方案\n一、任务\n（一）检查。学校每月检查一次。（镇中心校牵头）\n（二）整治。2025年底前完成屋顶整治。\n"
    "二、报送\n每月5日前向区安委办报送进展情况。\n"
)
TYPES = {
    "string": str,
    "object": dict,
    "array": list,
    "null": type(None),
    "number": (int, float),
    "integer": int,
}


def problems(value: Any, schema: dict[str, Any], path: str = "$") -> list[str]:
    """What in the value does not fit the schema (the few keywords that ours uses)."""
    if "oneOf" in schema:
        return [] if any(not problems(value, choice) for choice in schema["oneOf"]) else [path]
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(isinstance(value, TYPES[kind]) for kind in kinds):
        return [f"{path}: {value!r} is no {kinds}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{path}: {value!r} not in {schema['enum']}"]
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        return [f"{path}: {value!r} does not match"]
    if isinstance(value, list):
        return [p for i, one in enumerate(value) for p in problems(one, schema["items"], f"{path}[{i}]")]
    return _in_object(value, schema, path) if isinstance(value, dict) and "properties" in schema else []


def _in_object(value: dict[str, Any], schema: dict[str, Any], path: str) -> list[str]:
    known = schema["properties"]
    wrong = [f"{path}: {key}" for key in set(value) ^ set(schema["required"])]
    return wrong + [
        p for key in value if key in known for p in problems(value[key], known[key], f"{path}.{key}")
    ]


def test_json_fits_the_published_schema(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(TEXT, "utf-8")
    assert main([str(file), "--json"]) == 0
    found = json.loads(capfdbinary.readouterr().out.decode("utf-8"))
    assert problems(found, SCHEMA) == []
    assert [clause["id"] for clause in found["clauses"]] == ["一", "一(一)", "一(二)", "二"]
    ids = {(clause["part"], clause["id"]) for clause in found["clauses"]}
    assert found["items"]
    assert all((item["part"], cite) in ids for item in found["items"] for cite in item["cite"])


def test_outline_names_every_clause(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(TEXT, "utf-8")
    assert main([str(file)]) == 0
    printed = capfdbinary.readouterr().out.decode("utf-8")
    assert "一(二)  整治" in printed


def test_a_bad_file_is_named_and_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes(b"")
    assert main([str(file), "--json"]) == 2
    assert "empty" in capsys.readouterr().err
    assert main([str(tmp_path / "none.txt")]) == 2
    assert "none.txt" in capsys.readouterr().err


def test_reading_loads_no_django(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(TEXT, "utf-8")
    script = (
        "import sys; from zhiben.domains.instruments.methods.reading.command import main; "
        f"code = main([{str(file)!r}, '--json']); sys.exit(code or 3 * ('django' in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
