"""The import contracts: which part of the house may use which. Written to .importlinter, held by lint-imports.

`python -m zhiben.config.contracts` writes the file; `--check` says whether it is in step.
"""

import sys
from pathlib import Path

from zhiben.config.paths import ROOT

DOMAINS = (
    "reports",
    "hazards",
    "duties",
    "plans",
    "instruments",
    "notices",
    "people",
    "organisations",
    "places",
)
"""The domains that exist, top to bottom: each may use those below it."""

EDGES = ("views", "api", "tasks", "reactions", "admin", "management", "templatetags")
INSIDE = ("forms", "schemas", "operations", "queries", "lifecycle", "models")
PURE = ("methods", "rules")
PRIVATE = (*EDGES, "forms", "schemas", "lifecycle", "models", "methods", "rules", "adapters")


def _parts(domain: str, names: tuple[str, ...]) -> list[str]:
    """The modules of these names that the domain has."""
    folder = ROOT / "src" / "zhiben" / "domains" / domain
    return [n for n in names if (folder / f"{n}.py").exists() or (folder / n / "__init__.py").exists()]


def _section(name: str, *lines: str) -> str:
    return "\n".join([f"[importlinter:contract:{name}]", *lines]) + "\n"


def _listed(key: str, values: list[str]) -> str:
    return "\n".join([f"{key} =", *[f"    {value}" for value in values]])


def _inside(domain: str) -> str:
    edges = " | ".join(f"({name})" for name in _parts(domain, EDGES))
    pure = " : ".join(f"({name})" for name in _parts(domain, PURE))
    upper = [f"({name})" for name in _parts(domain, INSIDE)]
    layers = [layer for layer in (edges, *upper, pure, "(events)", "(vocabulary)") if layer]
    return _section(
        f"inside-{domain}",
        f"name = Inside {domain}: imports go downwards",
        "type = layers",
        _listed("layers", layers),
        f"containers = zhiben.domains.{domain}",
        _listed("ignore_imports", [f"zhiben.domains.{domain}.tests.** -> zhiben.domains.{domain}.**"]),
        "unmatched_ignore_imports_alerting = none",
    )


def _surface(domain: str) -> str:
    return _section(
        f"surface-{domain}",
        f"name = Others see only operations, queries, events and vocabulary of {domain}",
        "type = protected",
        _listed("protected_modules", [f"zhiben.domains.{domain}.{name}" for name in _parts(domain, PRIVATE)]),
        _listed("allowed_importers", [f"zhiben.domains.{domain}", "zhiben.config"]),
        _listed(
            "ignore_imports",
            ["zhiben.domains.*.tests.** -> zhiben.domains.**", "zhiben.core.tests.** -> zhiben.domains.**"],
        ),
        "unmatched_ignore_imports_alerting = none",
    )


def _pure() -> str:
    pure = [f"zhiben.domains.{d}.{name}" for d in DOMAINS for name in _parts(d, ("methods", "rules"))]
    banned = [
        "django",
        "zhiben.core.clock",
        "zhiben.core.models",
        "zhiben.core.ledger",
        "zhiben.core.lifecycle",
    ]
    return _section(
        "pure",
        "name = Methods and rules are pure: no Django, no clock, no database",
        "type = forbidden",
        _listed("source_modules", pure),
        _listed("forbidden_modules", banned),
        "allow_indirect_imports = True",
    )


def text() -> str:
    """The whole file."""
    head = "[importlinter]\nroot_package = zhiben\ninclude_external_packages = True\n"
    shape = _section(
        "shape",
        "name = Config above domains above ui above core",
        "type = layers",
        _listed("layers", ["zhiben.cli", "zhiben.config", "zhiben.domains", "zhiben.ui", "zhiben.core"]),
        _listed("ignore_imports", ["zhiben.**.tests.** -> zhiben.**"]),
        "unmatched_ignore_imports_alerting = none",
    )
    order = _section(
        "order",
        "name = Each domain may use those below it, none above",
        "type = layers",
        _listed("layers", [f"zhiben.domains.{domain}" for domain in DOMAINS]),
        _listed(
            "ignore_imports",
            ["zhiben.domains.*.tests.** -> zhiben.domains.**", "zhiben.core.tests.** -> zhiben.domains.**"],
        ),
        "unmatched_ignore_imports_alerting = none",
    )
    parts = [head, shape, order, _pure(), *map(_inside, DOMAINS), *map(_surface, DOMAINS)]
    return "\n".join(parts)


def main(arguments: list[str]) -> int:
    """Write the file, or with --check compare it."""
    path: Path = ROOT / ".importlinter"
    if "--check" not in arguments:
        path.write_text(text())
        return 0
    if path.exists() and path.read_text() == text():
        return 0
    sys.stderr.write(".importlinter is out of step: python -m zhiben.config.contracts\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
