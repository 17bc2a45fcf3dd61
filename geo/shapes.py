"""The shape of what is reached: everything within 25 m of a reached piece of path."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon

from geo.kernels.field import distances, grid_round, rings

Floats = NDArray[np.float64]

BESIDE_M = 25.0
"""What lies that near a path counts as reached."""
CELL_M = 10.0
FINE_CELL_M = 2.5
"""For print."""


class Rim(NamedTuple):
    """One ring of corners (n x 2, closed); the area is negative for a hole."""

    corners: Floats
    area: float


def shape_rims(segments: NDArray[np.float32], within_m: float, *, cell_m: float) -> list[Rim]:
    """The rims of all that lies within a distance of n x 4 segments (x, y, x, y), largest first.

    A plane of metres. `cell_m` is the grid that it is looked at with: what is narrower may be
    missed.
    """
    if not len(segments):
        return []
    x0, y0, wide, tall = grid_round(segments, cell_m, within_m)
    field, nearest = distances(segments, x0, y0, cell_m, wide, tall, within_m)
    corners, ptr, area = rings(segments, field, nearest, x0, y0, cell_m, within_m)
    spans = list(pairwise(ptr.tolist()))
    areas = area.tolist()
    largest = np.argsort(-np.abs(area), kind="stable").tolist()
    return [Rim(corners[slice(*spans[n])], areas[n]) for n in largest]


def grouped(rims: list[Rim]) -> list[list[Floats]]:
    """Polygons: each an outer ring and the holes in it."""
    outer = [rim for rim in rims if rim.area > 0]
    polygons = [[rim.corners] for rim in outer]
    for hole in (rim for rim in rims if rim.area < 0):
        holders = [n for n, rim in enumerate(outer) if rim.area > -hole.area]
        if len(holders) > 1:
            holders = [n for n in holders if _holds(outer[n].corners, hole.corners[0])]
        if holders:
            polygons[holders[-1]].append(hole.corners)  # the smallest one that holds it
    return polygons


def _holds(ring: Floats, point: Floats) -> bool:
    """Whether a point lies in a ring: an odd number of its sides is to the right."""
    x, y = point
    ax, ay, bx, by = ring[:-1, 0], ring[:-1, 1], ring[1:, 0], ring[1:, 1]
    crosses = (ay > y) != (by > y)
    at = ax[crosses] + (y - ay[crosses]) * (bx - ax)[crosses] / (by - ay)[crosses]
    return bool((at > x).sum() % 2)


def as_polygon(polygons: list[list[Floats]]) -> Polygon | MultiPolygon:
    """The same as one Shapely geometry; empty where there is none."""
    made = [Polygon(outer, holes) for outer, *holes in polygons]
    return made[0] if len(made) == 1 else MultiPolygon(made)
