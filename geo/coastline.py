"""A coastline as mapped has gaps, and ends where an extract was cut: make it one that divides."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

ON_EDGE_M = 0.5
EDGE_PREFERENCE = 3.0
"""An end is led to the outline's edge only where the next piece of coast is this much farther."""


@dataclass(frozen=True, slots=True)
class Ends:
    """Where coast stops and where it begins inside the outline, without a piece that goes on."""

    stops: list[Point]
    starts: list[Point]


def bridges(coast: Sequence[LineString], outline: Polygon | MultiPolygon) -> list[LineString]:
    """Straight lines across the gaps of a coastline, from where it stops to where it goes on."""
    return _bridges(loose_ends(coast, outline), outline.boundary)


def loose_ends(coast: Sequence[LineString], outline: Polygon | MultiPolygon) -> Ends:
    starts = Counter(line.coords[0] for line in coast)
    stops = Counter(line.coords[-1] for line in coast)
    edge = outline.boundary

    def inside(ends: Counter[tuple[float, ...]]) -> list[Point]:
        points = [Point(position) for position in ends.elements()]
        return [p for p in points if outline.contains(p) and edge.distance(p) > ON_EDGE_M]

    return Ends(stops=inside(stops - starts), starts=inside(starts - stops))


def _bridges(ends: Ends, edge: BaseGeometry) -> list[LineString]:
    """The nearest pairs first; what finds no partner near enough goes to the outline's edge."""
    pairs = sorted(
        (stop.distance(start), i, j)
        for i, stop in enumerate(ends.stops)
        for j, start in enumerate(ends.starts)
    )
    to_edge = {
        "stop": [edge.distance(stop) for stop in ends.stops],
        "start": [edge.distance(start) for start in ends.starts],
    }
    stops, starts = set(range(len(ends.stops))), set(range(len(ends.starts)))
    bridges = []
    for distance, i, j in pairs:
        near_edge = max(to_edge["stop"][i], to_edge["start"][j]) * EDGE_PREFERENCE
        if i in stops and j in starts and distance <= near_edge:
            stops.remove(i)
            starts.remove(j)
            bridges.append(LineString([ends.stops[i], ends.starts[j]]))
    bridges += [LineString([ends.stops[i], _nearest(edge, ends.stops[i])]) for i in stops]
    bridges += [LineString([_nearest(edge, ends.starts[j]), ends.starts[j]]) for j in starts]
    return bridges


def _nearest(edge: BaseGeometry, point: Point) -> Point:
    """The point of the edge next to a position, and a little beyond, so that they surely cross."""
    line = shapely.shortest_line(point, edge)
    (x0, y0), (x1, y1) = line.coords[0], line.coords[-1]
    reach = 1 + 1 / max(line.length, 1)
    return Point(x0 + (x1 - x0) * reach, y0 + (y1 - y0) * reach)
