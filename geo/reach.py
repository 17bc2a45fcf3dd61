"""A network to walk on, for many at the same time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from threading import BoundedSemaphore, local

import numpy as np

from geo.cells import CELL_M
from geo.errors import GeometryError
from geo.kernels.snap import edges_near
from geo.laid import Laid, Spot
from geo.network import Network
from geo.overlay import Overlay
from geo.plane import LocalPlane
from geo.positions import LonLat
from geo.tree import Scratch, Tree
from geo.walkers import Walker

MIN_METRES, MAX_METRES = 50.0, 10_000.0
SNAP_M = 150.0
"""Farther from every path nobody starts."""
WORTH_M = 1000.0
"""A part of the network with fewer metres of ways is an island; another one near by is better."""
RATHER_M = 40.0


class Ground:
    """A network, with a scratch for each of those who walk at the same time.

    So many threads walk at once; the others wait. One that walks may walk again inside.
    """

    def __init__(self, network: Network, at_once: int) -> None:
        self.network = network
        self._turns = BoundedSemaphore(at_once)
        self._free: list[Scratch] = []
        self._mine = local()

    def spots(self, position: LonLat, *, within_m: float = SNAP_M) -> list[Spot]:
        """Where one can step on the network from a position, the best first."""
        net = self.network
        plane = LocalPlane.around(position, net.epsg, within_m)
        edge, away, along, _ = edges_near(
            net.cell_key, net.cell_ptr, net.cell_edge, CELL_M, net.shape_ptr, net.shape_xy,
            net.edge_m, net.edge_side, plane.x, plane.y, within_m * plane.scale,
        )  # fmt: skip
        metres = away / plane.scale
        island = net.part_m[net.edge_part[edge]] < WORTH_M
        order = np.lexsort((edge, metres + np.where(island, RATHER_M, 0.0)))
        return [Spot(int(edge[n]), float(along[n]), float(metres[n])) for n in order]

    @contextmanager
    def walk(
        self,
        gates: Sequence[Spot],
        walker: Walker,
        limit_m: float,
        *,
        centre: LonLat,
        overlay: Overlay | None = None,
    ) -> Iterator[Tree]:
        """Everything that can be reached from some gates; the tree holds inside the `with`.

        Raises GeometryError where the limit is not between 50 m and 10 km.
        """
        check_metres(limit_m)
        with self._scratch(overlay.nodes if overlay else 0) as scratch:
            yield Tree(Laid(self.network, overlay), scratch, gates, walker, limit_m, centre)

    @contextmanager
    def _scratch(self, extras: int) -> Iterator[Scratch]:
        depth = getattr(self._mine, "depth", 0)
        with nullcontext() if depth else self._turns:
            self._mine.depth = depth + 1
            try:
                scratch = self._free.pop()
            except IndexError:
                scratch = Scratch(self.network)
            if extras > scratch.extras:
                scratch = Scratch(self.network, 2 * extras)
            try:
                yield scratch
            finally:
                self._free.append(scratch)
                self._mine.depth = depth


def check_metres(metres: float) -> None:
    if not MIN_METRES <= metres <= MAX_METRES:
        raise GeometryError("The way lies between 50 m and 10 km.", field="metres")
