"""Which modules of the domains exist: they are mounted when they are there."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps

DOMAINS = "zhiben.domains."


def labels() -> list[str]:
    """The labels of the installed domains, in their order."""
    return [config.label for config in apps.get_app_configs() if config.name.startswith(DOMAINS)]


def part_of(label: str, name: str) -> ModuleType | None:
    """The module of a domain (`urls`, `api` …), or None where the domain has none."""
    path = f"{DOMAINS}{label}.{name}"
    return import_module(path) if find_spec(path) else None
