"""A pack of invented schemes over the invented district, for the tests of seats."""

from pathlib import Path
from typing import Any

from tests.world import TODAY
from zhiben.domains.duties.models import Scheme
from zhiben.domains.duties.tests import scene

AT = scene.noon(TODAY)
UNITS = {"subject": "unit", "kinds": ["enterprise"]}
FIVE = (
    ("town", "乡镇干部", ["official"], ""),
    ("firefighter", "消防人员", ["firefighter"], "fire-or-police"),
    ("police", "派出所人员", ["police_officer"], "fire-or-police"),
    ("principal", "主要负责人", ["principal"], ""),
)


def seat(
    key: str, zh: str, posts: list[str], either: str = "", tasks: tuple[str, ...] = ()
) -> dict[str, Any]:
    """One seat of a scheme."""
    made: dict[str, Any] = {"key": key, "title": {"zh": zh, "en": f"Seat {key}"}, "posts": posts}
    if either:
        made["either"] = either
    if tasks:
        made["duties"] = [{"zh": one, "en": f"Task {n}"} for n, one in enumerate(tasks, 1)]
    return made


def scheme(name: str, **fields: Any) -> dict[str, Any]:
    """One item of kind scheme; by default the four seats (three choices) of every enterprise."""
    title = {"zh": f"试{name}责任制", "en": f"Scheme {name}"}
    own = {"who": UNITS, "seats": [seat(*one) for one in FIVE]}
    return {"id": name, "kind": "scheme", "cite": ["二(一)1"], "title": title, "mark": "D", **own, **fields}


def load(folder: Path, *items: dict[str, Any]) -> dict[str, Scheme]:
    """Load a pack of these schemes (and duties); the schemes in force by name."""
    scene.load(folder, *items)
    return {row.name: row for row in Scheme.objects.filter(slug=scene.SLUG, until=None)}
