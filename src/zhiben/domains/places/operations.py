"""Every write to the areas: loading an edition of the data, the invented areas, and what became of an area."""

import hashlib
import json
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection

from zhiben.core.actors import Actor
from zhiben.core.errors import Forbidden, Invalid, NotFound
from zhiben.core.findings import Finding
from zhiben.core.ledger.book import act
from zhiben.domains.places.methods.names import Readings
from zhiben.domains.places.methods.rows import AreaRow, make_rows, read_areas, read_villages
from zhiben.domains.places.methods.topology import geometry_of, unpack
from zhiben.domains.places.models import Area, AreaSuccession, DataSource, Outline
from zhiben.domains.places.vocabulary import AREA_SUCCESSION, AREA_UNKNOWN, MANAGE, PLACEHOLDERS

DATA = Path(__file__).parent / "data"
EDITION = 1
"""Raise it when the rows made from the same files change."""

_FILES = {
    "areas": ("areas.tsv", "towns.tsv", "villages.txt.xz", "readings.tsv"),
    "outlines": ("outlines.json",),
    "invented": ("demo_areas.tsv", "demo_outlines.json", "readings.tsv"),
}
_COLUMNS = {
    "code": "bigint",
    "name": "text",
    "short": "text",
    "full_name": "text",
    "level": "text",
    "parent_id": "bigint",
    "low": "bigint",
    "high": "bigint",
    "pinyin": "text",
    "initials": "text",
    "functional_zone": "boolean",
    "invented": "boolean",
}
_NAMES, _VALUES = ", ".join(_COLUMNS), list(_COLUMNS)[1:]
_MERGE = f"""
    INSERT INTO places_area ({_NAMES})
    SELECT {_NAMES} FROM unnest({", ".join(f"%s::{kind}[]" for kind in _COLUMNS.values())}) AS made ({_NAMES})
    ON CONFLICT (code) DO UPDATE SET valid_to = NULL, {", ".join(f"{c} = excluded.{c}" for c in _VALUES)}
    WHERE places_area.valid_to IS NOT NULL OR
          ({", ".join(f"places_area.{c}" for c in _VALUES)})
          IS DISTINCT FROM ({", ".join(f"excluded.{c}" for c in _VALUES)})"""  # noqa: S608 - own names
_BATCH = 10_000
_LOCK = 4_100_001


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: rows in the edition, or 0 where the edition stood there already."""

    areas: int
    outlines: int


def load_areas(*, actor: Actor, at: datetime, force: bool = False) -> Loaded:
    """Load the areas and outlines that come with the program; nothing is done for an edition already loaded."""
    areas, outlines = _digest("areas"), _digest("outlines")
    if not force and _is_loaded("areas", areas) and _is_loaded("outlines", outlines):
        return Loaded(0, 0)
    with act(actor=actor, at=at, operation="places.load_areas", adopted=True):
        _lock()
        made = Loaded(0, 0)
        if force or not _is_loaded("areas", areas):
            made = Loaded(_load_rows(at, areas), 0)
        if force or not _is_loaded("outlines", outlines):
            made = Loaded(made.areas, _load_outlines("outlines.json"))
            _note("outlines", made.outlines, at, outlines)
    _analyze()
    return made


def load_invented(*, actor: Actor, at: datetime) -> Loaded:
    """Load the invented city and district of the demonstration, with their invented outlines."""
    digest = _digest("invented")
    if _is_loaded("invented", digest):
        return Loaded(0, 0)
    with act(actor=actor, at=at, operation="places.load_invented", adopted=True):
        _lock()
        areas = read_areas(_text("demo_areas.tsv"))
        above = dict(Area.objects.filter(level="province").values_list("code", "full_name"))
        if not above:
            raise NotFound(Finding(AREA_UNKNOWN, {"code": 410000000000}))
        rows = make_rows(areas, _readings(), invented=True, above=above)
        made = Loaded(len(_merge(rows)), _load_outlines("demo_outlines.json"))
        _note("invented", made.areas, at, digest)
    _analyze()
    return made


def record_succession(*, actor: Actor, at: datetime, old: int, new: int, day: date, note: str = "") -> int:
    """Record that `old` was succeeded by `new` on that day and is valid no longer; neither is deleted."""
    if not actor.may(MANAGE):
        raise Forbidden(Finding("no-permission", {"permission": MANAGE}))
    with act(actor=actor, at=at, operation="places.record_succession") as a:
        areas = {area.code: area for area in Area.objects.select_for_update().filter(code__in=[old, new])}
        for code in (old, new):
            if code not in areas:
                raise NotFound(Finding(AREA_UNKNOWN, {"code": code}))
        if old == new or areas[old].level != areas[new].level:
            raise Invalid(Finding(AREA_SUCCESSION, field="new"))
        row = a.create(AreaSuccession, old=areas[old], new=areas[new], day=day, note=note)
        a.change(areas[old], valid_to=day)
        return int(row.pk)


def _digest(name: str) -> str:
    """What the files of a set of data amount to, with the way they are read."""
    found = hashlib.sha256(f"{name} {EDITION}".encode())
    for file in _FILES[name]:
        found.update((DATA / file).read_bytes())
    found.update(json.dumps(_source(name), sort_keys=True).encode())
    return found.hexdigest()


def _is_loaded(name: str, digest: str) -> bool:
    return DataSource.objects.filter(name=name, digest=digest).exists()


def _source(name: str) -> dict[str, str]:
    return dict(json.loads(_text("sources.json"))[name])


def _text(file: str) -> str:
    return (DATA / file).read_text("utf-8")


def _readings() -> Readings:
    return Readings.parse(_text("readings.tsv"))


def _lock() -> None:
    """Two loads at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _analyze() -> None:
    """Tell the planner; only the owner of the tables may, others are warned by the server and go on."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE places_area, places_outline")


def _all_areas() -> Iterator[tuple[int, str]]:
    yield from read_areas(_text("areas.tsv"))
    yield from read_areas(_text("towns.tsv"))
    yield from read_villages(lzma.decompress((DATA / "villages.txt.xz").read_bytes()).decode())


def _load_rows(at: datetime, digest: str) -> int:
    """Merge the statistical areas; those that the edition no longer has are valid until its day."""
    codes = _merge(make_rows(_all_areas(), _readings()))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE places_area SET valid_to = %s WHERE NOT invented AND valid_to IS NULL"
            " AND NOT EXISTS (SELECT FROM unnest(%s::bigint[]) AS made (code) WHERE made.code = places_area.code)",
            [_source("areas")["as_of"], codes],
        )
    _note("areas", len(codes), at, digest)
    return len(codes)


def _merge(rows: Iterable[AreaRow]) -> list[int]:
    """Write the rows that are new or different, thousands in a statement; return all their codes.

    Columns travel as arrays: the program's own role may not make the side table that COPY would need.
    """
    made, codes = iter(rows), []
    with connection.cursor() as cursor:
        while batch := [_values(row) for row in islice(made, _BATCH)]:
            columns = [list(column) for column in zip(*batch, strict=True)]
            cursor.execute(_MERGE, columns)
            codes += columns[0]
    return codes


def _values(row: AreaRow) -> tuple[Any, ...]:
    """The row in the order of the columns."""
    return astuple(row)


def _load_outlines(file: str) -> int:
    """Write the outlines of a file anew."""
    shapes = unpack(json.loads(_text(file)))
    labels = _labels(shapes)
    rows = [
        Outline(area_id=code, label=labels[code], geometry=geometry_of(shape), schematic=True)
        for code, shape in shapes.items()
        if code in labels
    ]
    Outline.objects.filter(area_id__in=labels).delete()
    Outline.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _labels(codes: Iterable[int]) -> dict[int, str]:
    """Names for the map; a group of the statistics with one member goes by the member's name."""
    wanted = set(codes)
    labels = dict(Area.objects.filter(code__in=wanted).values_list("code", "name"))
    groups = [code for code, name in labels.items() if name in PLACEHOLDERS]
    for group in groups:
        members = Area.objects.filter(parent_id=group).values_list("name", flat=True)[:2]
        if len(members) == 1:
            labels[group] = members[0]
    return labels


def _note(name: str, rows: int, at: datetime, digest: str) -> None:
    """Record which edition stands in the table, with its source and licence."""
    values = _source(name) | {"rows": rows, "loaded_at": at, "digest": digest}
    DataSource.objects.update_or_create(name=name, defaults=values)
