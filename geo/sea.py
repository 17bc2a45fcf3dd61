"""Where the sea is: OpenStreetMap maps only the coastline, with land on its left.

All geometries are in EPSG:3857 or any other plane of metres.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Polygon, STRtree
from shapely.geometry.base import BaseGeometry

from geo.coastline import bridges

ON_LINE_M = 0.01
"""Noding moves points by rounding; two coasts are never this near."""
CLEAR_SHARE = 0.75
TILE_VERTICES = 4000
OVERLAP_M = 50.0


@dataclass(frozen=True, slots=True)
class Sea:
    """Polygons of water, and what a person should know of how they were found."""

    polygons: list[Polygon]
    notes: list[str] = field(default_factory=list)


def find_sea(coast: Sequence[LineString], outline: Polygon | MultiPolygon) -> Sea:
    """The water inside an outline, by its coastline; without any, no sea.

    A gap in the coastline is closed by a straight line. Each face that coast and outline bound is
    sea if the mapped coast on its boundary says so; where it contradicts itself, it is land.

    >>> from shapely import box
    >>> south = LineString([(-5, 40), (105, 40)])
    >>> [round(one.area) for one in find_sea([south], box(0, 0, 100, 100)).polygons]
    [4000]
    >>> find_sea([], box(0, 0, 1, 1)).polygons
    []
    """
    coast = [line for line in coast if line.length > 0]
    gaps = bridges(coast, outline)
    whole = [*coast, *gaps]
    lines = [part for line in whole for part in _lines(shapely.intersection(line, outline))]
    if not lines:
        return Sea([])
    notes = [f"{len(gaps)} gaps in the coastline, closed by straight lines"] if gaps else []
    edges = shapely.union_all([*lines, *_lines(outline.boundary)])
    faces = [
        face
        for face in shapely.get_parts(shapely.polygonize(_lines(edges)))
        if outline.contains(face.representative_point())
    ]
    votes = _votes(faces, coast)
    sea, doubtful = [], 0
    for face, (water, land) in zip(faces, votes, strict=True):
        if water > CLEAR_SHARE * (water + land):
            sea.append(face)
        elif water > (1 - CLEAR_SHARE) * (water + land):
            doubtful += 1
    if doubtful:
        notes.append(f"the coastline contradicts itself round {doubtful} areas, drawn as land")
    return Sea(sea, notes)


def tiled(polygon: Polygon) -> list[Polygon]:
    """A polygon of many vertices in pieces that overlap a little, so that no seam shows.

    >>> from shapely import box
    >>> len(tiled(box(0, 0, 10, 10)))
    1
    """
    if shapely.get_num_coordinates(polygon) <= TILE_VERTICES:
        return [polygon]
    west, south, east, north = polygon.bounds
    if max(east - west, north - south) < 4 * OVERLAP_M:
        return [polygon]
    return [
        piece
        for half in _halves(west, south, east, north)
        for part in shapely.get_parts(shapely.make_valid(shapely.clip_by_rect(polygon, *half)))
        if isinstance(part, Polygon)
        for piece in tiled(part)
    ]


def _halves(
    west: float, south: float, east: float, north: float
) -> tuple[tuple[float, float, float, float], tuple[float, float, float, float]]:
    if east - west > north - south:
        middle = (west + east) / 2
        return (west, south, middle + OVERLAP_M, north), (middle - OVERLAP_M, south, east, north)
    middle = (south + north) / 2
    return (west, south, east, middle + OVERLAP_M), (west, middle - OVERLAP_M, east, north)


def _lines(geometry: BaseGeometry) -> list[LineString]:
    parts = shapely.get_parts(geometry)
    flat = [
        line
        for part in parts
        for line in (shapely.get_parts(part) if isinstance(part, MultiLineString) else [part])
    ]
    return [line for line in flat if isinstance(line, LineString) and not line.is_empty]


def _votes(faces: Sequence[Polygon], coast: Sequence[LineString]) -> list[tuple[float, float]]:
    """For each face, how many metres of coast have it on their right (water) and left (land)."""
    starts, ends = _segments(coast)
    segments: Any = shapely.linestrings(np.stack([starts, ends], axis=1))
    tree = STRtree(segments)
    return [_vote(face, tree, ends - starts) for face in faces]


def _vote(face: Polygon, tree: STRtree, along: np.ndarray) -> tuple[float, float]:
    starts, ends = _segments(list(shapely.get_rings(shapely.orient_polygons(face))))
    middles = shapely.points((starts + ends) / 2)
    mine, coast = tree.query_nearest(middles, max_distance=ON_LINE_M, all_matches=False)
    steps = (ends - starts)[mine]
    same_way = np.einsum("ij,ij->i", steps, along[coast]) > 0
    metres = np.hypot(*steps.T)
    return float(metres[~same_way].sum()), float(metres[same_way].sum())


def _segments(lines: Sequence[BaseGeometry]) -> tuple[np.ndarray, np.ndarray]:
    """The two ends of every segment of all lines. A face lies left of its own rings."""
    points, line = shapely.get_coordinates(lines, return_index=True)
    inside = line[1:] == line[:-1]
    return points[:-1][inside], points[1:][inside]
