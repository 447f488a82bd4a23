"""The rules of the house, held by a machine."""

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from zhiben.config.contracts import DOMAINS
from zhiben.config.paths import ROOT
from zhiben.core.findings import all_sentences
from zhiben.core.ledger.shapes import LedgeredModel
from zhiben.core.lifecycle import MACHINES
from zhiben.core.registry import permissions
from zhiben.core.scoped import ScopedModel

SOURCE = ROOT / "src" / "zhiben"
OURS = [m for m in apps.get_models() if m.__module__.startswith("zhiben.")]
ORDER = {name: place for place, name in enumerate((*DOMAINS, "core"))}
VISIBILITY = {"area", "unit", "body", "unit_id", "body_id"}

OPEN = {
    "core.Act": "who did what is read through the rows it touched",
    "core.Entry": "digests only",
    "core.File": "served only through the owning row",
    "core.Upload": "by its uploader only",
    "core.JobProgress": "by who started it only",
    "core.IdempotencyKey": "by its actor only",
    "organisations.Body": "bodies are public to everybody signed in",
    "organisations.BodyTerritory": "what a body reaches is public to everybody signed in",
    "instruments.Instrument": "published rules are for everybody signed in",
    "places.Area": "areas are public",
    "places.AreaSuccession": "areas are public",
    "places.Outline": "outlines are public",
}
"""Models with a column of visibility, or hanging on such a row, that are open all the same; and why."""

ALLOWED = {
    "README.md",
    "apps.py",
    "urls.py",
    "views",
    "api",
    "tasks",
    "reactions",
    "admin",
    "management",
    "templatetags",
    "forms",
    "schemas",
    "operations",
    "lifecycle",
    "queries",
    "models",
    "methods",
    "rules",
    "events",
    "vocabulary",
    "adapters",
    "migrations",
    "templates",
    "tests",
    "locale",
    "static",
    "data",
    "__init__.py",
    "__pycache__",
}


def python_files(*, tests: bool = False) -> list[Path]:
    """Our source files."""
    found = [p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts]
    return [p for p in found if tests or "tests" not in p.parts]


def test_domain_folders_hold_only_what_the_house_allows() -> None:
    for domain in DOMAINS:
        for path in (SOURCE / "domains" / domain).iterdir():
            assert path.name in ALLOWED or path.stem in ALLOWED, path
        for needed in ("apps.py", "README.md"):
            assert (SOURCE / "domains" / domain / needed).exists(), f"{domain}/{needed}"


def test_readmes_are_short() -> None:
    for domain in DOMAINS:
        lines = (SOURCE / "domains" / domain / "README.md").read_text().splitlines()
        assert len(lines) <= 40, domain


def test_no_file_over_500_lines_and_no_template_over_150() -> None:
    for path in [*python_files(tests=True), *ROOT.glob("tests/**/*.py")]:
        assert len(path.read_text().splitlines()) <= 500, path
    for path in SOURCE.rglob("*.html"):
        assert len(path.read_text().splitlines()) <= 150, path


def test_foreign_keys_point_down() -> None:
    for model in OURS:
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if target is None or field.auto_created or not target.__module__.startswith("zhiben."):
                continue
            here, there = model._meta.app_label, target._meta.app_label
            assert ORDER[here] <= ORDER[there], f"{model.__name__}.{field.name}"
            if here != there:
                assert field.remote_field.related_name == "+", f"{model.__name__}.{field.name}"


def test_every_row_with_a_place_a_unit_or_a_body_is_scoped() -> None:
    scoped = {m for m in OURS if issubclass(m, ScopedModel)}
    for model in OURS:
        if model in scoped or model._meta.label in OPEN:
            continue
        fields = model._meta.concrete_fields
        assert not VISIBILITY & {f.name for f in fields}, f"{model._meta.label} is not scoped"
        assert not [f for f in fields if f.related_model in scoped], (
            f"{model._meta.label} hangs on a scoped row"
        )
    assert {label for label in OPEN} <= {m._meta.label for m in OURS}


def test_every_scoped_model_names_columns_it_has() -> None:
    for model in (m for m in OURS if issubclass(m, ScopedModel)):
        scope = model.scope
        prefix = f"{scope.via}__" if scope.via else ""
        for name in (
            scope.area,
            scope.sector,
            scope.matter,
            scope.unit,
            scope.body,
            *scope.bodies,
            scope.person,
            scope.internal,
        ):
            if name:
                model._base_manager.filter(**{f"{prefix}{name}__isnull": False}).query.sql_with_params()


def _names_of_states() -> set[str]:
    return {machine.column for machine in MACHINES.values()}


def test_states_are_written_by_the_lifecycle_only() -> None:
    written = re.compile(r"\.update\([^)]*\bstate=|\.change(_many)?\([^)]*\bstate=|\.state\s*=[^=]")
    for path in python_files():
        if "domains" not in path.parts or {"methods", "seeding"} & set(path.parts):
            continue  # lines of a table being read, and history that is adopted: no row of a case
        assert not written.search(path.read_text()), f"{path} writes a state"
    assert _names_of_states() == {"state"}


def test_every_state_can_be_reached_and_every_open_one_left() -> None:
    for machine in MACHINES.values():
        known = set(_states(machine))
        reached = {t.target for t in machine.transitions if t.target}
        left = {source for t in machine.transitions for source in t.sources if t.target not in (None, source)}
        assert known == reached, machine.kind
        assert known - set(machine.ended) <= left, machine.kind
        assert any(not t.sources for t in machine.transitions), machine.kind


def _states(machine) -> list[str]:
    """The states a machine's column may hold, by the constraint on its table."""
    for constraint in machine.model._meta.constraints:
        condition = getattr(constraint, "condition", None)
        for child in getattr(condition, "children", []):
            if (
                isinstance(child, tuple)
                and child[0] == f"{machine.column}__in"
                and len(condition.children) == 1
            ):
                return list(child[1])
    raise AssertionError(f"{machine.model_label} has no check on its {machine.column}")


def test_every_transition_has_a_declared_permission() -> None:
    for machine in MACHINES.values():
        for move in machine.transitions:
            assert move.permission in permissions, f"{machine.kind}.{move.name}: {move.permission}"


def _operations(domain: str) -> list:
    try:
        module = import_module(f"zhiben.domains.{domain}.operations")
    except ModuleNotFoundError:
        return []
    return [
        (name, value)
        for name, value in vars(module).items()
        if inspect.isfunction(value)
        and not name.startswith("_")
        and f".{domain}.operations" in value.__module__
    ]


@pytest.mark.parametrize("domain", DOMAINS)
def test_operations_take_actor_and_at_by_keyword(domain: str) -> None:
    for name, function in _operations(domain):
        parameters = inspect.signature(function).parameters
        first = next(iter(parameters.values()), None)
        if (
            first is not None
            and first.annotation.__class__.__name__ == "type"
            and first.annotation.__name__ == "OpenAct"
        ):
            continue
        assert {"actor", "at"} <= set(parameters), f"{domain}.{name}"
        by_keyword = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD)
        assert all(p.kind in by_keyword for p in parameters.values()), f"{domain}.{name}"
        assert function.__doc__, f"{domain}.{name} has no docstring"


def _rule_functions() -> list[tuple[str, str, str]]:
    """(domain, function, docstring) of every rule."""
    found = []
    for path in SOURCE.glob("domains/*/rules*"):
        files = [path] if path.suffix == ".py" else list(path.rglob("*.py"))
        for file in files:
            for node in ast.parse(file.read_text()).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    found.append(
                        (file.relative_to(SOURCE).parts[1], node.name, ast.get_docstring(node) or "")
                    )
    return found


def test_every_rule_opens_with_its_code_ends_with_its_source_and_has_a_test() -> None:
    tests = "\n".join(p.read_text() for p in [*SOURCE.rglob("test_*.py"), *ROOT.glob("tests/**/test_*.py")])
    named = set(re.findall(r"def (test_\w+)", tests))
    for domain, name, doc in _rule_functions():
        code = re.match(r"([A-Z]{2}-\d{3}): ", doc)
        assert code, f"{domain}.{name}: the docstring opens with the code"
        assert "Source: " in doc, f"{domain}.{name}: the docstring ends with the source"
        assert code.group(1) in all_sentences(), code.group(1)
        wanted = code.group(1).lower().replace("-", "_")
        assert any(wanted in test for test in named), f"no test is named after {code.group(1)}"


def test_every_ledgered_table_is_written_through_an_act() -> None:
    bulk = re.compile(r"\.objects\.(create|bulk_create|get_or_create|update_or_create)\(")
    ledgered = {m.__name__ for m in OURS if issubclass(m, LedgeredModel)}
    for path in python_files():
        for match in re.finditer(r"(\w+)" + bulk.pattern, path.read_text()):
            assert match.group(1) not in ledgered, f"{path}: {match.group(0)}"
