"""Where one arrives at places, whoever walks there: spots on the network, once for each place."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.cells import CELL_M
from geo.kernels.arrive import arrivals
from geo.laid import Spot
from geo.network import Network
from geo.plane import plane_scale, to_plane
from geo.walls import Walls

WITHIN_M = 50.0
"""A place is reached from a way that is at most that far, and not behind a wall."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The spots of place n are `ptr[n]` to `ptr[n + 1]`: an edge, metres along it, and metres
    straight from there to the place. A place without any cannot be reached."""

    ptr: NDArray[np.int64]
    edge: NDArray[np.int64]
    along_m: NDArray[np.float64]
    away_m: NDArray[np.float64]

    @property
    def places(self) -> int:
        return len(self.ptr) - 1

    def spot(self, number: int) -> Spot:
        return Spot(int(self.edge[number]), float(self.along_m[number]), float(self.away_m[number]))

    @classmethod
    def joined(cls, parts: Sequence["Arrivals"]) -> "Arrivals":
        """Those of several places after each other."""
        sizes = np.concatenate([np.zeros(1, np.int64), *(np.diff(part.ptr) for part in parts)])
        return cls(
            ptr=np.cumsum(sizes),
            edge=np.concatenate([np.zeros(0, np.int64), *(part.edge for part in parts)]),
            along_m=np.concatenate([np.zeros(0), *(part.along_m for part in parts)]),
            away_m=np.concatenate([np.zeros(0), *(part.away_m for part in parts)]),
        )

    def one(self, place: int) -> "Arrivals":
        """Those of one place."""
        start, stop = self.ptr[place], self.ptr[place + 1]
        return Arrivals(
            ptr=np.array([0, stop - start]),
            edge=self.edge[start:stop].copy(),
            along_m=self.along_m[start:stop].copy(),
            away_m=self.away_m[start:stop].copy(),
        )


def arrive(network: Network, walls: Walls, places: Sequence[BaseGeometry]) -> Arrivals:
    """Arrivals at places, each given in degrees (WGS 84) as its entrances, its area or a point.

    One arrives at the edges nearest to the entrances; at an area where ways meet its outline, else
    at the edge nearest to it; at a point at the edge nearest to it.
    """
    corners, owner = shapely.get_coordinates(list(places), return_index=True)
    is_area = shapely.get_dimensions(list(places)) == 2
    if not len(corners):
        return Arrivals(np.zeros(len(places) + 1, np.int64), *_nothing())
    plane = to_plane(corners, network.epsg)
    scale = float(plane_scale(*plane[0]))
    ptr = np.searchsorted(owner, np.arange(len(places) + 1))
    count, rows = arrivals(
        ptr, is_area, plane, _ring_ends(places, is_area, len(corners), ptr),
        network.cell_key, network.cell_ptr, network.cell_edge, CELL_M, network.shape_ptr,
        network.shape_xy, network.edge_m, network.edge_side, network.edge_part, network.part_m,
        walls.xy, walls.cell_key, walls.cell_ptr, walls.cell_item, WITHIN_M * scale,
    )  # fmt: skip
    edge, along, away = rows.T
    return Arrivals(
        np.concatenate([[0], np.cumsum(count)]), edge.astype(np.int64), along.copy(), away / scale
    )


def _nothing() -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    return np.zeros(0, np.int64), np.zeros(0), np.zeros(0)


def _ring_ends(
    places: Sequence[BaseGeometry], is_area: NDArray[np.bool_], corners: int, ptr: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Marks the last corner of every ring."""
    ends = np.zeros(corners, np.bool_)
    for place in np.flatnonzero(is_area).tolist():
        rings = shapely.get_rings(places[place])
        sizes = np.cumsum(shapely.get_num_coordinates(rings))
        ends[ptr[place] + sizes - 1] = True
    return ends
