"""The edges of a network and of what is laid over it, by one number."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.kernels.pieces import part_of_edge
from geo.network import Network
from geo.overlay import Overlay
from geo.plane import LocalPlane

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Spot(NamedTuple):
    """A place on the network: metres along an edge, and metres straight to it."""

    edge: int
    along_m: float
    away_m: float


class Leg(NamedTuple):
    """A part of a way: along an edge from one distance to another, which may be the smaller."""

    edge: int
    start_m: float
    stop_m: float

    @property
    def metres(self) -> float:
        return abs(self.stop_m - self.start_m)


class Row(NamedTuple):
    """An edge by itself; columns as in Network."""

    a: int
    b: int
    metres: float
    kind: int
    name: int


class Laid:
    """A network, and over it what people know; edges of the overlay come after its own."""

    def __init__(self, network: Network, overlay: Overlay | None) -> None:
        self.network, self.overlay = network, overlay

    def row(self, edge: int) -> Row:
        of, n = self._of(edge)
        return Row(
            a=int(of.edge_a[n]),
            b=int(of.edge_b[n]),
            metres=float(of.edge_m[n]),
            kind=int(of.edge_kind[n]),
            name=int(of.edge_name[n]),
        )

    def columns(self, edge: Ints) -> tuple[Ints, Ints, Floats, Ints]:
        """Ends, metres and kind of each."""
        net, over = self.network, self.overlay
        own = np.minimum(edge, net.edges - 1)
        a, b, metres, kind = (
            net.edge_a[own], net.edge_b[own], net.edge_m[own], net.edge_kind[own]
        )  # fmt: skip
        if over and over.edges:
            beside = edge >= net.edges
            n = np.where(beside, edge - net.edges, 0)
            a, b = np.where(beside, over.edge_a[n], a), np.where(beside, over.edge_b[n], b)
            metres = np.where(beside, over.edge_m[n], metres)
            kind = np.where(beside, over.edge_kind[n], kind)
        return a.astype(np.int64), b.astype(np.int64), metres.astype(np.float64), kind.astype(int)

    def placed(self, spot: Spot) -> Spot | None:
        """Where a spot is on what is left of its edge; None where nothing is left there."""
        over = self.overlay
        if over is None or spot.edge not in over.pieces:
            return spot
        for start, stop, number in over.pieces[spot.edge]:
            if start <= spot.along_m <= stop:
                return Spot(self.network.edges + number, spot.along_m - start, spot.away_m)
        return None

    def all_placed(self, edge: Ints, along: Floats, away: Floats) -> tuple[Ints, Floats, Floats]:
        """The same for many: those of which nothing is left are infinitely far away."""
        if self.overlay is None or not self.overlay.pieces:
            return edge, along, away
        edge, along, away = edge.copy(), along.copy(), away.copy()
        for n in np.flatnonzero(np.isin(edge, list(self.overlay.pieces))):
            spot = self.placed(Spot(int(edge[n]), float(along[n]), float(away[n])))
            if spot is None:
                away[n] = np.inf
            else:
                edge[n], along[n] = spot.edge, spot.along_m
        return edge, along, away

    def segments(
        self, edge: int, start_m: float, stop_m: float, plane: LocalPlane
    ) -> NDArray[np.float32]:
        """The pieces of an edge between two distances, n x 4, in metres round its middle."""
        of, n = self._of(edge)
        made: NDArray[np.float32] = part_of_edge(
            of.shape_ptr, of.shape_xy, n, of.edge_m[n], start_m, stop_m, plane.x, plane.y
        )
        return made

    def line(self, leg: Leg, plane: LocalPlane) -> Floats:
        """The corners of a part of a way, n x 2, in the order in which they are walked."""
        start, stop = sorted((leg.start_m, leg.stop_m))
        pieces = self.segments(leg.edge, start, stop, plane).astype(np.float64)
        if not len(pieces):
            return np.zeros((0, 2))
        corners = np.concatenate([pieces[:1, :2], pieces[:, 2:]])
        return corners if leg.start_m <= leg.stop_m else corners[::-1]

    def _of(self, edge: int) -> tuple[Network | Overlay, int]:
        if edge < self.network.edges:
            return self.network, edge
        assert self.overlay is not None
        return self.overlay, edge - self.network.edges
