"""How far a group gets from some gates: a tree of shortest paths, and the shapes that it fills."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from queue import LifoQueue
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.errors import GeometryError
from geo.kernels.paths import grow
from geo.kernels.pieces import part_of_edge, reached_pieces
from geo.kernels.snap import edges_near
from geo.network import CELL_M, Network
from geo.plane import LocalPlane
from geo.positions import LonLat
from geo.shapes import BESIDE_M, Rim, shape_rims
from geo.shapes import CELL_M as GRID_M
from geo.walkers import Walker

Ints = NDArray[np.int64]

MIN_METRES, MAX_METRES = 50.0, 10_000.0
SNAP_M = 150.0
"""Farther from every path nobody starts."""
WORTH_M = 1000.0
"""A part of the network with fewer metres of ways is an island; another one near by is better."""
RATHER_M = 40.0
EXTRAS = 1024
"""Most nodes beside the network: gates, and the ends of paths that somebody has added."""


class Spot(NamedTuple):
    """A place on the network: metres along an edge, and metres straight to it."""

    edge: int
    along_m: float
    away_m: float


class Scratch:
    """What one run needs to write in; used by one at a time, and again by the next."""

    def __init__(self, network: Network) -> None:
        nodes = network.nodes + EXTRAS
        self.run = 0
        self.stamp = np.zeros(nodes, np.int32)
        self.cost = np.empty(nodes, np.float32)
        self.parent_node = np.empty(nodes, np.int32)
        self.parent_edge = np.empty(nodes, np.int32)
        self.heap = np.empty(nodes, np.int32)
        self.place = np.empty(nodes, np.int32)
        self.extra_mark = np.zeros(nodes, np.int32)
        self.edge_mark = np.zeros(network.edges, np.int32)
        self.left = np.zeros(nodes, np.int32)
        self.settled = np.empty(nodes, np.int32)


class Ground:
    """A network to walk on, with a scratch for each of those who walk at the same time."""

    def __init__(self, network: Network, at_once: int) -> None:
        self.network = network
        self._scratches: LifoQueue[Scratch] = LifoQueue()
        for _ in range(at_once):
            self._scratches.put(Scratch(network))

    def spots(self, position: LonLat, *, within_m: float = SNAP_M) -> list[Spot]:
        """Where one can step on the network from a position, the best first."""
        net = self.network
        plane = LocalPlane.around(position, net.epsg, within_m)
        edge, away, along = edges_near(
            net.cell_key, net.cell_ptr, net.cell_edge, CELL_M, net.shape_ptr, net.shape_xy,
            net.edge_m, plane.x, plane.y, within_m * plane.scale,
        )  # fmt: skip
        metres = away / plane.scale
        island = net.part_m[net.edge_part[edge]] < WORTH_M
        order = np.lexsort((edge, metres + np.where(island, RATHER_M, 0.0)))
        return [Spot(int(edge[n]), float(along[n]), float(metres[n])) for n in order]

    @contextmanager
    def walk(
        self, gates: Sequence[Spot], walker: Walker, limit_m: float, *, centre: LonLat
    ) -> Iterator["Tree"]:
        """Everything that can be reached from some gates; the tree holds inside the `with`."""
        check_metres(limit_m)
        scratch = self._scratches.get()
        try:
            yield Tree.grown(self.network, scratch, gates, walker, limit_m, centre)
        finally:
            self._scratches.put(scratch)


def check_metres(metres: float) -> None:
    if not MIN_METRES <= metres <= MAX_METRES:
        raise GeometryError("The way lies between 50 m and 10 km.", field="metres")


@dataclass(frozen=True, slots=True)
class Tree:
    """Shortest paths from some gates, as far as a limit."""

    network: Network
    scratch: Scratch
    gates: Sequence[Spot]
    walker: Walker
    limit_m: float
    plane: LocalPlane
    settled: NDArray[np.int32]

    @classmethod
    def grown(
        cls,
        network: Network,
        scratch: Scratch,
        gates: Sequence[Spot],
        walker: Walker,
        limit_m: float,
        centre: LonLat,
    ) -> "Tree":
        scratch.run += 1
        node, cost = _starts(network, gates, walker)
        none = np.zeros(0, np.int32)
        count = grow(
            network.arc_ptr, network.arc_to, network.arc_edge, network.edge_m, network.edge_kind,
            network.node_kind, walker.factor, walker.toll, walker.is_open, walker.bars,
            node, cost, np.float32(limit_m), none, none, np.zeros(0, np.float32), none,
            scratch.run, scratch.stamp, scratch.cost, scratch.parent_node, scratch.parent_edge,
            scratch.heap, scratch.place, scratch.extra_mark, scratch.edge_mark, scratch.left,
            scratch.settled,
        )  # fmt: skip
        plane = LocalPlane.around(centre, network.epsg, limit_m)
        return cls(network, scratch, gates, walker, limit_m, plane, scratch.settled[:count])

    def segments(self, metres: float) -> NDArray[np.float32]:
        """Every piece of path within a distance, n x 4, in metres of the plane round its middle."""
        net, work = self.network, self.scratch
        pieces = [
            reached_pieces(
                net.arc_ptr, net.arc_to, net.arc_edge, net.edge_a, net.edge_b, net.edge_m,
                net.edge_kind, net.shape_ptr, net.shape_xy, self.walker.factor, self.walker.toll,
                self.walker.is_open, work.run, work.cost, work.left, work.edge_mark, self.settled,
                np.float32(metres), self.plane.x, self.plane.y,
            )
        ]  # fmt: skip
        pieces += [self._own(gate, metres) for gate in self.gates]
        return np.concatenate(pieces)

    def rims(self, metres: float, *, cell_m: float = GRID_M) -> list[Rim]:
        """The shape of what is within a distance, in metres of the plane round its middle."""
        within = BESIDE_M * self.plane.scale
        return shape_rims(self.segments(metres), within, cell_m=cell_m)

    def _own(self, gate: Spot, metres: float) -> NDArray[np.float32]:
        """What is reached of the very edge that one steps on."""
        net, left = self.network, metres - gate.away_m
        if left <= 0:
            return np.zeros((0, 4), np.float32)
        kind, length = net.edge_kind[gate.edge], float(net.edge_m[gate.edge])
        ahead = left / self.walker.factor[0, kind] if self.walker.is_open[0, kind] else 0.0
        back = left / self.walker.factor[1, kind] if self.walker.is_open[1, kind] else 0.0
        start, stop = max(0.0, gate.along_m - back), min(length, gate.along_m + ahead)
        made: NDArray[np.float32] = part_of_edge(
            net.shape_ptr, net.shape_xy, gate.edge, length, start, stop, self.plane.x, self.plane.y
        )
        return made


def _starts(
    network: Network, gates: Sequence[Spot], walker: Walker
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The ends of the edges that gates are on, and what it costs to get there."""
    nodes, costs = [], []
    for gate in gates:
        kind, length = network.edge_kind[gate.edge], network.edge_m[gate.edge]
        for way, node, metres in (
            (0, network.edge_b[gate.edge], length - gate.along_m),
            (1, network.edge_a[gate.edge], gate.along_m),
        ):
            if walker.is_open[way, kind]:
                nodes.append(node)
                costs.append(gate.away_m + metres * walker.factor[way, kind])
    return np.array(nodes, np.int32), np.array(costs, np.float32)
