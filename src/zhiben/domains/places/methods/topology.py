"""Outlines with shared borders: each border is stored, and simplified, once.

Packed form: {"scale", "arcs": [[x, y, dx, dy, …]], "areas": {code: [polygon: [ring: [arc, …]]]}}; arc numbers
count from 0, a reversed arc is ~number, coordinates are integers of 1/scale degree.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
Shape = list[list[Ring]]
"""Polygons, each its outer ring and holes; rings without the repeated last point."""
Arc = tuple[Point, ...]


def shape_of(geometry: Mapping[str, Any]) -> Shape:
    """Polygons of a GeoJSON Polygon or MultiPolygon."""
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return [[[(p[0], p[1]) for p in ring[:-1]] for ring in polygon] for polygon in polygons]


def geometry_of(shape: Shape) -> dict[str, Any]:
    """The GeoJSON MultiPolygon of polygons, rings closed."""
    polygons = [[[list(p) for p in [*ring, ring[0]]] for ring in polygon] for polygon in shape]
    return {"type": "MultiPolygon", "coordinates": polygons}


def _junctions(rings: Iterable[Ring]) -> set[Point]:
    """Points where borders meet: those with other than two neighbours over all rings."""
    beside: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for i, point in enumerate(ring):
            beside[point].update((ring[i - 1], ring[(i + 1) % len(ring)]))
    return {point for point, others in beside.items() if len(others) != 2}


def _cut(ring: Ring, junctions: set[Point]) -> list[Arc]:
    """The ring as arcs from junction to junction; a ring without one starts at its least point."""
    starts = [i for i, point in enumerate(ring) if point in junctions]
    first = starts[0] if starts else ring.index(min(ring))
    turned = [*ring[first:], *ring[:first], ring[first]]
    arcs: list[Arc] = []
    start = 0
    for i in range(1, len(turned)):
        if turned[i] in junctions or i == len(turned) - 1:
            arcs.append(tuple(turned[start : i + 1]))
            start = i
    return arcs


def _distance(point: Point, a: Point, b: Point) -> float:
    """Squared distance from a point to the segment a–b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length
    t = max(0.0, min(1.0, t))
    ex, ey = a[0] + t * dx - point[0], a[1] + t * dy - point[1]
    return ex * ex + ey * ey


def simplify(arc: Sequence[Point], tolerance: float) -> Arc:
    """Douglas and Peucker: drop points nearer than the tolerance; closed arcs keep at least three corners."""
    keep = {0, len(arc) - 1}
    stack = [(0, len(arc) - 1)]
    closed = arc[0] == arc[-1]
    while stack:
        low, high = stack.pop()
        if high - low < 2:
            continue
        far = max(range(low + 1, high), key=lambda i: _distance(arc[i], arc[low], arc[high]))
        forced = closed and len(keep) < 4
        if forced or _distance(arc[far], arc[low], arc[high]) > tolerance * tolerance:
            keep.add(far)
            stack += [(low, far), (far, high)]
    return tuple(arc[i] for i in sorted(keep))


def pack(shapes: Mapping[int, Shape], *, tolerance: float, scale: int) -> dict[str, Any]:
    """Pack shapes whose neighbours share the points of their borders exactly."""
    junctions = _junctions(ring for shape in shapes.values() for polygon in shape for ring in polygon)
    numbers: dict[Arc, int] = {}

    def number(arc: Arc) -> int:
        if arc[::-1] in numbers:
            return ~numbers[arc[::-1]]
        return numbers.setdefault(arc, len(numbers))

    areas = {
        str(code): [[[number(arc) for arc in _cut(ring, junctions)] for ring in polygon] for polygon in shape]
        for code, shape in sorted(shapes.items())
    }
    arcs = [_deltas(simplify(arc, tolerance), scale) for arc in numbers]
    return {"scale": scale, "arcs": arcs, "areas": areas}


def _deltas(arc: Arc, scale: int) -> list[int]:
    """Integers: the first point, then the steps."""
    result: list[int] = []
    x = y = 0
    for point in arc:
        px, py = round(point[0] * scale), round(point[1] * scale)
        result += [px - x, py - y]
        x, y = px, py
    return result


def _points(deltas: Sequence[int], scale: int) -> list[Point]:
    points: list[Point] = []
    x = y = 0
    for i in range(0, len(deltas), 2):
        x, y = x + deltas[i], y + deltas[i + 1]
        points.append((x / scale, y / scale))
    return points


def unpack(packed: Mapping[str, Any]) -> dict[int, Shape]:
    """The shapes of the packed form, by area code."""
    arcs = [_points(deltas, packed["scale"]) for deltas in packed["arcs"]]

    def ring_of(numbers: Iterable[int]) -> Ring:
        ring: Ring = []
        for n in numbers:
            ring += arcs[n][:-1] if n >= 0 else arcs[~n][:0:-1]
        return ring

    return {
        int(code): [[ring_of(ring) for ring in polygon] for polygon in shape]
        for code, shape in packed["areas"].items()
    }
