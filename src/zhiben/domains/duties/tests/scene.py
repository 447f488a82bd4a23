"""A pack of invented duties over the invented district, for the tests of this domain."""

from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copy, copytree
from typing import Any

import yaml

from tests.world import PACKS, SYSTEM, World
from zhiben.domains.duties import operations
from zhiben.domains.duties.models import Duty, DutyPeriod
from zhiben.domains.instruments.operations import load_packs
from zhiben.domains.organisations.models import Unit
from zhiben.domains.organisations.operations import set_subject_fact

SLUG = "test/duties"
UNITS = {"subject": "unit", "kinds": ["enterprise"]}
LOADED = datetime(2026, 1, 1, 2, 0, tzinfo=UTC)


def noon(day: date) -> datetime:
    """A moment of that day."""
    return datetime(day.year, day.month, day.day, 4, 0, tzinfo=UTC)


def duty(name: str, **fields: Any) -> dict[str, Any]:
    """One item of kind duty; by default every enterprise, a drill a half-year."""
    own = {"who": UNITS, "activity": "drill.evacuation"}
    if "event" not in fields:
        own |= {"times": 1, "per": "half_year"}
    title = {"zh": f"试{name}", "en": f"Test {name}"}
    return {"id": name, "kind": "duty", "cite": ["一"], "title": title, "mark": "P", **own, **fields}


def load(
    folder: Path, *items: dict[str, Any], at: datetime = LOADED, area: int | None = None
) -> dict[str, Duty]:
    """Load a pack of these duties; the duties in force by name."""
    if not (folder / "vocabulary").exists():
        copytree(PACKS / "vocabulary", folder / "vocabulary")
        copy(PACKS / "features.yaml", folder / "features.yaml")
    head = {
        "id": SLUG,
        "title": {"zh": "试验", "en": "Test"},
        "issuer": "Test",
        **({} if area is None else {"area": area}),
        "period": [date(2026, 1, 1), date(2027, 12, 31)],
    }
    (folder / "test").mkdir(exist_ok=True)
    pack = {"instrument": head, "items": list(items)}
    (folder / "test" / "duties.yaml").write_text(yaml.safe_dump(pack, allow_unicode=True))
    load_packs(actor=SYSTEM, at=at, folder=folder)
    return {row.name: row for row in Duty.objects.filter(slug=SLUG, until=None)}


def catch_up(*days: date) -> None:
    """What the nightly job does on these days."""
    for day in days:
        operations.catch_up(actor=SYSTEM, at=noon(day), on=day)


def rows(duty: Duty) -> list[tuple[Any, ...]]:
    """(unit or body, first day, last day, expected, done, excused) of a duty, in order."""
    found = DutyPeriod.objects.unscoped(reason="test").filter(duty=duty).order_by("first_day", "unit", "body")
    fields = ("unit", "body", "first_day", "last_day", "expected", "done", "excused")
    return [(row[0] or row[1], *row[2:]) for row in found.values_list(*fields)]


def stands() -> list[tuple[Any, ...]]:
    """Everything that stands, but for the numbers of rows."""
    fields = [f.attname for f in DutyPeriod._meta.concrete_fields if f.attname != "id"]
    return sorted(DutyPeriod.objects.unscoped(reason="test").values_list(*fields), key=repr)


def set_fact(unit: int, key: str, value: str, since: date) -> None:
    """A fact of a unit, as the platform sets it."""
    set_subject_fact(
        actor=SYSTEM,
        at=noon(since),
        subject_kind="unit",
        subject_id=unit,
        key=key,
        value=value,
        since=since,
    )


def more_units(world: World, count: int, **values: Any) -> list[int]:
    """Units beside those of the world."""
    area = values.pop("area", 419901001000)
    fields = {"kind": "enterprise", "sector": "industry_trade", "opened": date(2024, 1, 1), **values}
    made = [
        Unit(name=f"试单位{area}-{n}", address="示范路", area=area, area_at=area, **fields)
        for n in range(count)
    ]
    return [unit.pk for unit in Unit._base_manager.bulk_create(made)]
