"""What lies between two points, and where one gets across it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.cells import CELL_M
from geo.kernels.arrive import edges_in
from geo.kernels.passages import passages
from geo.kernels.snap import walls_between
from geo.network import Network
from geo.walls import Walls

Floats = NDArray[np.float64]

NO_NAME = -1
SEARCH_M = (400.0, 1500.0, 4000.0)
"""How far round a wall one looks for a way across it, in turn."""


class Met(NamedTuple):
    """A wall that a straight line meets: its kind, its name or -1, and where, in the plane."""

    kind: int
    name: int
    x: float
    y: float


class Passage(NamedTuple):
    """An edge that leads across a wall, and how many metres that is from a point."""

    edge: int
    metres: float


def walls_on(walls: Walls, start: tuple[float, float], stop: tuple[float, float]) -> list[Met]:
    """The walls on a straight line in the plane, nearest to its start first."""
    found, metres = walls_between(
        walls.xy, walls.cell_key, walls.cell_ptr, walls.cell_item, CELL_M, *start, *stop
    )
    length = float(np.hypot(stop[0] - start[0], stop[1] - start[1]))
    return [
        Met(
            int(walls.kind[wall]),
            int(walls.name[wall]),
            start[0] + metres[n] / length * (stop[0] - start[0]),
            start[1] + metres[n] / length * (stop[1] - start[1]),
        )
        for n, wall in enumerate(found)
    ]


def nearest_passage(network: Network, walls: Walls, met: Met) -> Passage | None:
    """The way across a wall that is nearest to where it was met; None where there is none."""
    for within in SEARCH_M:
        box = (met.x - within, met.y - within, met.x + within, met.y + within)
        edges = edges_in(network.cell_key, network.cell_ptr, network.cell_edge, CELL_M, *box)
        rows = passages(
            edges, network.shape_ptr, network.shape_xy, walls.xy, walls.kind, walls.cell_key,
            walls.cell_ptr, walls.cell_item, CELL_M, met.kind,
        )  # fmt: skip
        away = np.hypot(rows[:, 1] - met.x, rows[:, 2] - met.y)
        if len(away) and away.min() <= within:
            nearest = int(away.argmin())
            return Passage(int(rows[nearest, 0]), float(away[nearest]))
    return None


def crossed_name(network: Network, a: int, b: int, along: int) -> int:
    """The name of the road that is crossed between two corners: one that has two sides there, and
    rather not the one walked `along`. -1 where it has none."""
    names = [
        int(network.edge_name[edge])
        for edge in edges_at(network, a) + edges_at(network, b)
        if network.edge_side[edge] != 0
    ]
    others = [name for name in names if name not in (along, NO_NAME)]
    return others[0] if others else next((n for n in names if n != NO_NAME), NO_NAME)


def edges_at(network: Network, node: int) -> list[int]:
    """The edges that meet at a node."""
    if node >= network.nodes:
        return []
    steps = network.arc_edge[network.arc_ptr[node] : network.arc_ptr[node + 1]]
    found: list[int] = np.where(steps >= 0, steps, ~steps).tolist()
    return found


def corners_of_road(
    network: Network, name: int, here: tuple[float, float], within_m: float
) -> NDArray[np.int64]:
    """The corners of a road with two sides that lie within a distance of a point."""
    x, y = here
    box = (x - within_m, y - within_m, x + within_m, y + within_m)
    edges = edges_in(network.cell_key, network.cell_ptr, network.cell_edge, CELL_M, *box)
    of = edges[(network.edge_name[edges] == name) & (network.edge_side[edges] != 0)]
    nodes: NDArray[np.int64] = np.unique(np.concatenate([network.edge_a[of], network.edge_b[of]]))
    return nodes
