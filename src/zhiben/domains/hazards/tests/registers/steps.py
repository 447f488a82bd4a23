"""What tests of registers do: a district with files of its own, hand in, settle, bring in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.storage import storages

from tests import world as w
from zhiben.core import files
from zhiben.core.ledger.book import act
from zhiben.domains.hazards import operations as do
from zhiben.domains.hazards import queries
from zhiben.domains.hazards.tests.registers import make
from zhiben.domains.organisations.models import Unit


def district(folder: Path, settings: Any) -> Iterator[w.World]:
    """The district of the tests with two more units, and files of its own."""
    settings.DATA_DIR = folder
    place = {
        "BACKEND": "zhiben.core.files.disk.WholeFileStorage",
        "OPTIONS": {"location": str(folder / "files")},
    }
    settings.STORAGES = {**settings.STORAGES, "default": place}
    yield _with_units(w.build())
    storages._storages.clear()


def _with_units(made: w.World) -> w.World:
    with act(actor=w.SYSTEM, at=w.AT, operation="test.units") as a:
        for key, name in (("cafe", make.CAFE), ("depot", make.DEPOT)):
            unit = a.create(
                Unit,
                name=name,
                kind="enterprise",
                sector="commerce",
                area=w.TOWNS[0],
                area_at=w.TOWNS[0],
                address="示范路2号",
                headcount=8,
                opened=w.SINCE,
            )
            made.units[key] = unit.pk
    return made


def take(world: w.World, who: str, name: str, data: bytes | None = None) -> int:
    actor = world.actor(who)
    file = files.store(actor=actor, at=w.AT, data=data or make.ALL[name](), name=name, purpose="register")
    return do.take_register(actor=actor, at=w.AT, file_id=file)


def settle(world: w.World, who: str, register: int, **changed) -> None:
    layout = queries.get_register(world.actor(who), register).layout
    names = ("columns", "states", "grades", "split", "day_order", "carry", "year", "day", "wan")
    values = {name: getattr(layout, name) for name in names}
    do.settle_register(
        actor=world.actor(who), at=w.AT, register_id=register, **{"matter": "general", **values, **changed}
    )


def bring(world: w.World, who: str, register: int, **decisions: str) -> dict[str, int]:
    """Confirm and do at once what the job does."""
    actor = world.actor(who)
    said = {name.replace("_", "-").removeprefix("r"): what for name, what in decisions.items()}
    do.confirm_register(actor=actor, at=w.AT, register_id=register, decisions=said)
    asked = queries.get_register(actor, register)
    found = queries.open_register(asked)
    preview = queries.register_preview(actor, asked, w.TODAY, found)
    lines = [line for line in preview.lines if line.verdict in ("in", "join")]
    brought = do.bring_lines(actor=actor, at=w.AT, register_id=register, lines=lines, found=found)
    do.finish_register(actor=actor, at=w.AT, register_id=register, told={"brought": brought})
    return {name: preview.count(name) for name in ("in", "join", "out", "refused", "here", "alike")}
