"""Where a way across a wall, or a better place to cross a road, might be worth having."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.arrivals import Arrivals
from geo.cells import CELL_M
from geo.kernels.arrive import ISLAND_M
from geo.kernels.gaps import gaps_along
from geo.network import Network
from geo.walls import MOTORWAY, RAIL, WATER, Walls

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STEP_M, WITHIN_M = 40.0, 60.0
ROAD = -1
"""The kind of a gap that is a road: all others are those of walls."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Gap n leads over `metres[n]` from one spot to another: `near` and `far` have one spot for
    each. `kind`: of the wall, or ROAD; `name`: its number or -1; `at`: the middle, in the plane."""

    near: Arrivals
    far: Arrivals
    metres: Floats
    kind: Ints
    name: Ints
    at: Floats

    def __len__(self) -> int:
        return len(self.metres)


def find_gaps(network: Network, walls: Walls, box: Box, *, poor: NDArray[np.bool_]) -> Gaps:
    """All gaps in a box of the plane; `poor` marks the kinds of crossings that are no help."""
    across = _across_walls(network, walls, box)
    roads = _across_roads(network, box, poor)
    return Gaps(
        near=Arrivals.joined([across.near, roads.near]),
        far=Arrivals.joined([across.far, roads.far]),
        metres=np.concatenate([across.metres, roads.metres]),
        kind=np.concatenate([across.kind, roads.kind]),
        name=np.concatenate([across.name, roads.name]),
        at=np.concatenate([across.at, roads.at]),
    )


def lengths_at(network: Network) -> Floats:
    """For each node half the metres of all ways that meet there."""
    half = network.edge_m.astype(np.float64) / 2
    at_a = np.bincount(network.edge_a, half, network.nodes)
    at_b = np.bincount(network.edge_b, half, network.nodes)
    made: Floats = np.add(at_a, at_b, dtype=np.float64)
    return made


def _across_walls(network: Network, walls: Walls, box: Box) -> Gaps:
    middle = (walls.xy[:, :2].astype(float) + walls.xy[:, 2:]) / 200
    west, south, east, north = box
    inside = (middle >= (west, south)).all(axis=1) & (middle <= (east, north)).all(axis=1)
    chosen = np.flatnonzero(inside & np.isin(walls.kind, (RAIL, WATER, MOTORWAY)))
    rows = gaps_along(
        walls.xy, chosen, STEP_M, WITHIN_M, network.cell_key, network.cell_ptr, network.cell_edge,
        CELL_M, network.shape_ptr, network.shape_xy, network.edge_m, network.edge_side,
        network.edge_part, network.part_m, ISLAND_M,
    )  # fmt: skip
    wall = rows[:, 0].astype(np.int64)
    return Gaps(
        near=_spots(rows[:, 1], rows[:, 2]),
        far=_spots(rows[:, 5], rows[:, 6]),
        metres=np.hypot(rows[:, 3] - rows[:, 7], rows[:, 4] - rows[:, 8]),
        kind=walls.kind[wall].astype(np.int64),
        name=walls.name[wall].astype(np.int64),
        at=(rows[:, 3:5] + rows[:, 7:9]) / 2,
    )


def _across_roads(network: Network, box: Box, poor: NDArray[np.bool_]) -> Gaps:
    """Steps across busy roads where nothing helps, from one side of the road to the other."""
    west, south, east, north = box
    x, y = network.node_x[network.edge_a], network.node_y[network.edge_a]
    inside = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    steps = np.flatnonzero(inside & poor[network.edge_kind] & (network.edge_m == 0))
    beside, start = _walked_at(network)
    a, b = network.edge_a[steps], network.edge_b[steps]
    both = (beside[a] >= 0) & (beside[b] >= 0)
    a, b = a[both], b[both]
    return Gaps(
        near=_spots(beside[a], start[a]),
        far=_spots(beside[b], start[b]),
        metres=np.zeros(len(a)),
        kind=np.full(len(a), ROAD, np.int64),
        name=network.edge_name[beside[a]].astype(np.int64),
        at=np.column_stack([network.node_x[a], network.node_y[a]]),
    )


def _walked_at(network: Network) -> tuple[Ints, Floats]:
    """For each node an edge that meets it, rather not a side of a road, and where on it."""
    edge = np.full(network.nodes, -1, np.int64)
    along = np.zeros(network.nodes)
    number = np.flatnonzero(network.edge_m > 0)
    for which in (network.edge_side[number] != 0, network.edge_side[number] == 0):
        of = number[which]
        edge[network.edge_b[of]], along[network.edge_b[of]] = of, network.edge_m[of]
        edge[network.edge_a[of]], along[network.edge_a[of]] = of, 0.0
    return edge, along


def _spots(edge: NDArray[np.number], along: Floats) -> Arrivals:
    """One spot for each."""
    count = len(edge)
    return Arrivals(
        np.arange(count + 1), edge.astype(np.int64), along.astype(float), np.zeros(count)
    )
