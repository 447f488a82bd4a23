"""Every read of the areas. They are open: everybody who is signed in may see all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from zhiben.core.errors import Invalid, NotFound
from zhiben.core.findings import Finding
from zhiben.domains.places.methods import codes
from zhiben.domains.places.models import Area, AreaSuccession, DataSource, Outline
from zhiben.domains.places.vocabulary import AREA_CODE, AREA_UNKNOWN, CODE_DIGITS, SOURCE_TITLES, Level

_FIELDS = (
    "code", "name", "short", "full_name", "level", "parent", "low", "high", "pinyin", "initials",
    "functional_zone", "invented", "valid_from", "valid_to",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AreaItem:
    """One area; everything under it has a code from `low` to `high`."""

    code: int
    name: str
    short: str
    full_name: str
    level: Level
    parent: int | None
    low: int
    high: int
    pinyin: str
    initials: str
    functional_zone: bool
    invented: bool
    valid_from: date | None
    valid_to: date | None

    @property
    def is_leaf(self) -> bool:
        """Whether nothing can lie under it."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class SourceItem:
    """Where a set of area data comes from; the title is English, to be translated."""

    name: str
    title: str
    source: str
    licence: str
    as_of: date
    rows: int
    loaded_at: datetime


def items(rows: QuerySet[Area]) -> list[AreaItem]:
    """Plain values of area rows, in the order of the queryset."""
    return [AreaItem(**row | {"level": Level(row["level"])}) for row in rows.values(*_FIELDS)]


def parse_code(text: str) -> int:
    """The code that somebody typed; a short one is filled up with zeros (41 is Henan)."""
    digits = text.strip()
    if digits.isascii() and digits.isdigit() and 2 <= len(digits) <= CODE_DIGITS:
        code = codes.pad(digits)
        if codes.is_code(code):
            return code
    raise Invalid(Finding(AREA_CODE, {"value": digits[:40].replace("\0", "")}, "area"), code=AREA_CODE)


def range_of(code: int) -> tuple[int, int]:
    """First and last code of everything under the area, both included. No look-up is made."""
    if not codes.is_code(code):
        raise Invalid(Finding(AREA_CODE, {"value": str(code)[:40]}, "area"), code=AREA_CODE)
    return codes.range_of(code)


def find_area(code: int) -> AreaItem | None:
    """The area with this code, also one that is valid no longer; None when there is none."""
    if not codes.is_code(code):
        return None
    return next(iter(items(Area.objects.filter(code=code))), None)


def area(code: int) -> AreaItem:
    """The area with this code; NotFound when there is none."""
    found = find_area(code)
    if found is None:
        raise NotFound(Finding(AREA_UNKNOWN, {"code": str(code)[:40]}, "area"), code=AREA_UNKNOWN)
    return found


def names(wanted: Iterable[int]) -> dict[int, str]:
    """Names by code, in one query; unknown codes are left out."""
    return _column("name", wanted)


def full_names(wanted: Iterable[int]) -> dict[int, str]:
    """Names with all that is above them, by code, in one query; unknown codes are left out."""
    return _column("full_name", wanted)


def _column(column: str, wanted: Iterable[int]) -> dict[int, str]:
    keys = {code for code in wanted if codes.is_code(code)}
    return dict(Area.objects.filter(code__in=keys).values_list("code", column)) if keys else {}


def full_name(code: int) -> str:
    """The name with all that is above it: 河南省平顶山市湛河区."""
    return area(code).full_name


def ancestors(code: int) -> list[AreaItem]:
    """What the area lies in, from the province down; without the area itself."""
    above: list[int] = []
    parent = codes.parent_of(code) if codes.is_code(code) else None
    while parent is not None:
        above.append(parent)
        parent = codes.parent_of(parent)
    return items(Area.objects.filter(code__in=above).order_by("code")) if above else []


def children(code: int | None, level: Level | None = None) -> list[AreaItem]:
    """Valid areas right under this one (None: the provinces), or all those of a level within it."""
    rows = Area.objects.filter(valid_to=None).order_by("code")
    if level is None:
        return items(rows.filter(parent_id=code) if code is None or codes.is_code(code) else rows.none())
    if code is not None:
        rows = rows.filter(code__range=range_of(code))
    return items(rows.filter(level=level.value).exclude(code=code or 0))


def child_counts(wanted: Iterable[int]) -> dict[int, int]:
    """How many valid areas lie right under each; those without any are left out."""
    rows = Area.objects.filter(parent_id__in=list(wanted), valid_to=None).order_by()
    return dict(rows.values("parent_id").annotate(count=Count("code")).values_list("parent_id", "count"))


def map_labels(code: int) -> dict[int, str]:
    """Code and label of everything `outlines` draws for an area; empty where it has nothing to draw."""
    return {
        one["properties"]["code"]: one["properties"]["name"]
        for one in _drawn(area(code), with_geometry=False)
    }


def codes_by_name(wanted: Iterable[str], *, within: int) -> dict[str, int]:
    """Codes by name or short name among the areas under `within`; what is unknown or ambiguous is left out."""
    texts = {text for text in wanted if "\0" not in text}
    rows = Area.objects.filter(
        Q(name__in=texts) | Q(short__in=texts), code__range=range_of(within), valid_to=None
    )
    found: dict[str, set[int]] = {}
    for code, name, short in rows.values_list("code", "name", "short"):
        for text in {name, short} & texts:
            found.setdefault(text, set()).add(code)
    return {text: matches.pop() for text, matches in found.items() if len(matches) == 1}


def successors(code: int) -> list[tuple[int, date]]:
    """What the area became, and when."""
    rows = AreaSuccession.objects.filter(old_id=code).order_by("day", "new_id")
    return list(rows.values_list("new_id", "day"))


def outlines(code: int) -> dict[str, Any]:
    """GeoJSON of the areas right under this one; of itself where those have no outlines. Schematic."""
    return {
        "type": "FeatureCollection",
        "schematic": True,
        "features": _drawn(area(code), with_geometry=True),
    }


def _drawn(own: AreaItem, *, with_geometry: bool) -> list[dict[str, Any]]:
    """Features of what lies under an area; invented areas are drawn under invented ones only."""
    rows = Outline.objects.filter(area__valid_to=None)
    below = rows.filter(area__parent_id=own.code, area__invented=own.invented)
    return _features(below, with_geometry) or _features(rows.filter(area_id=own.code), with_geometry)


def _features(rows: QuerySet[Outline], with_geometry: bool) -> list[dict[str, Any]]:
    columns = {"code": F("area_id"), "low": F("area__low"), "high": F("area__high"), "name": F("label")}
    shape = ["geometry"] if with_geometry else []
    found = []
    for row in rows.order_by("area_id").values(*shape, **columns):
        geometry = row.pop("geometry", None)
        found.append({"type": "Feature", "id": row["code"], "properties": row, "geometry": geometry})
    return found


def sources() -> list[SourceItem]:
    """Which editions of area data are loaded, with source and licence."""
    columns = ("source", "licence", "as_of", "rows", "loaded_at")
    rows = DataSource.objects.order_by("name").values("name", *columns)
    return [SourceItem(title=SOURCE_TITLES[row["name"]], **row) for row in rows]
