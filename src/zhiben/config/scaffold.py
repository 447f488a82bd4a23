"""`make domain name=…`: a new domain folder that passes the checks, entered in the settings at its place."""

import argparse
import re
import sys
from pathlib import Path

from zhiben.config.terminal import complain, say

PACKAGE = Path(__file__).resolve().parent.parent
ORDER = (
    *(
        "places",
        "organisations",
        "people",
        "notices",
        "instruments",
        "plans",
        "duties",
        "registers",
        "standing",
    ),
    *("risks", "hazards", "credentials", "permits", "monitoring", "emergencies", "tips", "inspections"),
    *("oversight", "appraisal", "reports", "exchange"),
)
"""The permanent labels, lowest first: each may use those before it."""

_FILES = {
    "__init__.py": "",
    "apps.py": '''"""Connects the {name} domain."""

from django.apps import AppConfig


class {title}Config(AppConfig):
    name = "zhiben.domains.{name}"
    label = "{name}"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhiben.core.registry import permissions
        from zhiben.domains.{name}.vocabulary import PERMISSIONS

        for permission, roles in PERMISSIONS.items():
            permissions.declare(permission, roles)
''',
    "models.py": '"""The tables of {name}."""\n',
    "vocabulary.py": '''"""The words of {name}: enums, names of permissions, constants."""

PERMISSIONS: dict[str, frozenset[str]] = {{}}
''',
    "README.md": """# {name}

What this domain owns, in a sentence.

## Words

## States
None.

## Who may act
""",
    "migrations/__init__.py": "",
    "tests/__init__.py": "",
    "tests/test_{name}.py": '''"""The domain is installed under its permanent label."""

from django.apps import apps


def test_the_domain_is_installed() -> None:
    assert apps.get_app_config("{name}").name == "zhiben.domains.{name}"
''',
}


class Refused(Exception):
    """Why no domain was made."""


def make_domain(name: str, package: Path = PACKAGE) -> Path:
    """Write the folder and enter it in the settings; the folder."""
    if name not in ORDER:
        raise Refused(f"{name!r} is no permanent label. The labels are: {', '.join(ORDER)}.")
    folder = package / "domains" / name
    if folder.exists():
        raise Refused(f"{folder} is there already.")
    for pattern, text in _FILES.items():
        path = folder / pattern.format(name=name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(name=name, title=name.title()))
    settings = package / "config" / "settings.py"
    settings.write_text(entered(settings.read_text(), name))
    return folder


def entered(settings: str, name: str) -> str:
    """The settings' text with the domain entered before the first one above it."""
    line = '    "zhiben.domains.{}",\n'
    installed = re.findall(r'^    "zhiben\.domains\.(\w+)",\n', settings, flags=re.MULTILINE)
    above = [other for other in installed if ORDER.index(other) > ORDER.index(name)]
    if above:
        return settings.replace(line.format(above[0]), line.format(name) + line.format(above[0]))
    return settings.replace(line.format(installed[-1]), line.format(installed[-1]) + line.format(name))


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="make domain name=…", description=__doc__)
    parser.add_argument("name")
    try:
        folder = make_domain(parser.parse_args().name)
    except Refused as problem:
        complain(str(problem))
        return 1
    say(
        f"Made {folder}. Next: its README, its words, its models, `makemigrations`, then its place in .importlinter."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
