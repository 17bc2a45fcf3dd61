"""A tree of shortest paths from some gates: what is reached, how far it is, and the way there."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.arrivals import Arrivals
from geo.kernels.paths import NO_PARENT, grow, worst_at
from geo.kernels.pieces import pieces_of_all, reached_pieces
from geo.laid import Laid, Leg, Spot
from geo.network import Network
from geo.plane import LocalPlane
from geo.positions import LonLat
from geo.shapes import BESIDE_M, Rim, shape_rims
from geo.shapes import CELL_M as GRID_M
from geo.walkers import Walker

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EXTRAS = 256
"""Nodes beside the network that a scratch has room for at first."""
OVER_A, OVER_B, FROM_GATE = 0, 1, 2
SAME_M = 0.01


class Scratch:
    """What one run needs to write in; used by one at a time, and again by the next."""

    def __init__(self, network: Network, extras: int = EXTRAS) -> None:
        self.extras = extras
        nodes = network.nodes + extras
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


class Start(NamedTuple):
    """A node where paths begin: how far from which gate, along its edge (0) or against it (1)."""

    node: int
    metres: float
    gate: int
    way: int


class Way(NamedTuple):
    """Legs from a gate to a spot, first one first, and metres straight to the first and from the
    last."""

    legs: list[Leg]
    to_m: float
    from_m: float

    @property
    def metres(self) -> float:
        return self.to_m + sum(leg.metres for leg in self.legs) + self.from_m


class Arcs(NamedTuple):
    """The further edges as somebody walks them: one for each direction that is open. `is_shut` says
    which edges are not, `blocked` which ones of the network."""

    start: NDArray[np.int32]
    stop: NDArray[np.int32]
    cost: NDArray[np.float32]
    step: Ints
    kind: Ints
    is_shut: NDArray[np.bool_]
    blocked: NDArray[np.int32]


class Tree:
    """Shortest paths from some gates as far as a limit: true metres times the walker's factors."""

    def __init__(
        self,
        laid: Laid,
        scratch: Scratch,
        gates: Sequence[Spot],
        walker: Walker,
        limit_m: float,
        centre: LonLat,
    ) -> None:
        self.laid, self.walker, self.limit_m = laid, walker, limit_m
        self.plane = LocalPlane.around(centre, laid.network.epsg, limit_m)
        self._scratch = scratch
        self._gates = [spot for gate in gates if (spot := laid.placed(gate))]
        self._starts = list(_starts(laid, self._gates, walker))
        self._arcs = _arcs(laid, walker)
        self._settled = self._grow()

    def _grow(self) -> NDArray[np.int32]:
        net, walker, work, arcs = self.laid.network, self.walker, self._scratch, self._arcs
        work.run += 1
        count = grow(
            net.arc_ptr, net.arc_to, net.arc_edge, net.edge_m, net.edge_kind, net.node_kind,
            walker.factor, walker.toll, walker.is_open, walker.bars,
            np.array([one.node for one in self._starts], np.int32),
            np.array([one.metres for one in self._starts], np.float32), np.float32(self.limit_m),
            arcs.start, arcs.stop, arcs.cost, arcs.blocked,
            work.run, work.stamp, work.cost, work.parent_node, work.parent_edge,
            work.heap, work.place, work.extra_mark, work.edge_mark, work.left, work.settled,
        )  # fmt: skip
        return work.settled[:count]

    def segments(self, metres: float) -> NDArray[np.float32]:
        """Every piece of path within a distance, n x 4, in metres round the plane's middle."""
        return self.pieces(metres)[0]

    def pieces(self, metres: float) -> tuple[NDArray[np.float32], Ints]:
        """The same, and the edge of each."""
        net, walker, work, plane = self.laid.network, self.walker, self._scratch, self.plane
        limit = np.float32(metres)
        found = [
            reached_pieces(
                net.arc_ptr, net.arc_to, net.arc_edge, net.edge_a, net.edge_b, net.edge_m,
                net.edge_kind, net.shape_ptr, net.shape_xy, walker.factor, walker.toll,
                walker.is_open, work.run, work.cost, work.left, work.edge_mark, self._settled,
                limit, plane.x, plane.y,
            )
        ]  # fmt: skip
        if over := self.laid.overlay:
            further, of = pieces_of_all(
                over.edge_a, over.edge_b, over.edge_m, over.edge_kind, over.shape_ptr,
                over.shape_xy, self._arcs.is_shut, walker.factor, walker.toll, walker.is_open,
                work.run, work.cost, work.left, limit, plane.x, plane.y,
            )  # fmt: skip
            found.append((further, of + net.edges))
        for gate in self._gates:
            own = self._own(gate, metres)
            found.append((own, np.full(len(own), gate.edge, np.int32)))
        segments, edges = zip(*found, strict=True)
        return np.concatenate(segments), np.concatenate(edges).astype(np.int64)

    def rims(self, metres: float, *, cell_m: float = GRID_M) -> list[Rim]:
        """The shape of what is within a distance, in metres round the plane's middle."""
        within = BESIDE_M * self.plane.scale
        return shape_rims(self.segments(metres), within, cell_m=cell_m)

    def nodes(self) -> tuple[Ints, NDArray[np.float32]]:
        """The nodes of the network that paths go on from, nearest first, and how far each is."""
        nodes = self._settled[self._settled < self.laid.network.nodes].astype(np.int64)
        return nodes, self._scratch.cost[nodes]

    def metres_to(self, arrivals: Arrivals) -> tuple[Floats, Ints]:
        """How far it is to each place (infinite beyond the limit), and its nearest spot (or -1)."""
        cost, _ = self._costs(arrivals.edge, arrivals.along_m, arrivals.away_m)
        owner = np.repeat(np.arange(arrivals.places), np.diff(arrivals.ptr))
        order = np.lexsort((cost, owner))
        place, first = np.unique(owner[order], return_index=True)
        best = np.full(arrivals.places, np.inf)
        spot = np.full(arrivals.places, -1, np.int64)
        best[place], spot[place] = cost[order[first]], order[first]
        beyond = best > self.limit_m
        best[beyond], spot[beyond] = np.inf, -1
        return best, spot

    def worst(self, rank: Ints, arrivals: Arrivals, spots: Ints) -> Ints:
        """The highest rank of any edge on the way to each place; -1 where none is reached.

        `rank` is that of each kind of edge, and last that of dangerous ones; `spots` are the
        places' nearest ones, as `metres_to` says.
        """
        found = np.full(arrivals.places, -1, np.int64)
        there = np.flatnonzero(spots >= 0)
        at = spots[there]
        edge, along, away = self.laid.all_placed(
            arrivals.edge[at], arrivals.along_m[at], arrivals.away_m[at]
        )
        _, by = self._costs(edge, along, away)
        a, b, _, kind = self.laid.columns(edge)
        over = self.laid.overlay
        danger = over.danger if over else np.zeros(0, np.int32)
        last = np.where(np.isin(edge, danger), rank[-1], rank[kind])
        on_the_way = self._worst_at(rank, danger)[np.where(by == OVER_A, a, b)]
        found[there] = np.maximum(last, np.where(by < FROM_GATE, on_the_way, 0))
        return found

    def _worst_at(self, rank: Ints, danger: NDArray[np.int32]) -> Ints:
        work, gates = self._scratch, self._gates
        first = [int(rank[self.laid.row(gates[start.gate].edge).kind]) for start in self._starts]
        made: Ints = worst_at(
            self._settled, work.parent_node, work.parent_edge, self.laid.network.edge_kind,
            self._arcs.step, self._arcs.kind, np.array(first, np.int64), rank, danger,
        )  # fmt: skip
        return made

    def metres_at(self, spot: Spot) -> float:
        """How far it is to a spot; infinite where it is not reached."""
        return self._cost(spot)[0]

    def way_to(self, spot: Spot) -> Way | None:
        """The shortest way from the nearest gate; None where the spot is not reached."""
        metres, by = self._cost(spot)
        there = self.laid.placed(spot)
        if there is None or metres == np.inf:
            return None
        if by >= FROM_GATE:
            gate = self._gates[by - FROM_GATE]
            return Way([Leg(there.edge, gate.along_m, there.along_m)], gate.away_m, spot.away_m)
        row, work = self.laid.row(there.edge), self._scratch
        node = row.a if by == OVER_A else row.b
        legs = [Leg(there.edge, 0.0 if by == OVER_A else row.metres, there.along_m)]
        while work.parent_node[node] != NO_PARENT:
            legs.append(self._leg(int(work.parent_edge[node])))
            node = int(work.parent_node[node])
        start = self._starts[work.parent_edge[node]]
        gate = self._gates[start.gate]
        end = self.laid.row(gate.edge).metres if start.way == 0 else 0.0
        legs.append(Leg(gate.edge, gate.along_m, end))
        return Way(legs[::-1], gate.away_m, spot.away_m)

    def line(self, legs: Sequence[Leg]) -> Floats:
        """The line of a way, n x 2 in metres round the plane's middle."""
        corners = np.concatenate(
            [np.zeros((0, 2)), *(self.laid.line(leg, self.plane) for leg in legs)]
        )
        kept: Floats = corners[_moves(corners)]
        return kept

    def _leg(self, step: int) -> Leg:
        edges = self.laid.network.edges
        step = int(self._arcs.step[step - edges]) if step >= edges else step
        edge = step if step >= 0 else ~step
        metres = self.laid.row(edge).metres
        return Leg(edge, 0.0, metres) if step >= 0 else Leg(edge, metres, 0.0)

    def _cost(self, spot: Spot) -> tuple[float, int]:
        cost, by = self._costs(*(np.array([one]) for one in spot))
        return float(cost[0]), int(by[0])

    def _costs(self, edge: Ints, along: Floats, away: Floats) -> tuple[Floats, Ints]:
        """Metres to spots, and how: over an end of the edge, or from one of the gates on it."""
        edge, along, away = self.laid.all_placed(edge, along, away)
        a, b, metres, kind = self.laid.columns(edge)
        ways = [
            self._node_metres(a) + self._along(0, kind, along, self.walker.toll[0, kind]),
            self._node_metres(b) + self._along(1, kind, metres - along, self.walker.toll[1, kind]),
        ]
        for gate in self._gates:
            ahead = self._along(0, kind, along - gate.along_m)
            back = self._along(1, kind, gate.along_m - along)
            direct = np.where(along >= gate.along_m, ahead, back)
            ways.append(np.where(edge == gate.edge, gate.away_m + direct, np.inf))
        each = np.stack(ways)
        return each.min(axis=0) + away, each.argmin(axis=0)

    def _node_metres(self, node: Ints) -> Floats:
        work = self._scratch
        metres: Floats = np.where(work.left[node] == work.run, work.cost[node], np.inf)
        return metres

    def _along(self, way: int, kind: Ints, metres: Floats, toll: Floats | float = 0.0) -> Floats:
        walker = self.walker
        cost = metres * walker.factor[way, kind] + toll
        open_or_not: Floats = np.where(walker.is_open[way, kind], cost, np.inf)
        return open_or_not

    def _own(self, gate: Spot, metres: float) -> NDArray[np.float32]:
        """What is reached of the very edge that one steps on."""
        left = metres - gate.away_m
        if left <= 0:
            return np.zeros((0, 4), np.float32)
        row, walker = self.laid.row(gate.edge), self.walker
        ahead = left / walker.factor[0, row.kind] if walker.is_open[0, row.kind] else 0.0
        back = left / walker.factor[1, row.kind] if walker.is_open[1, row.kind] else 0.0
        start, stop = max(0.0, gate.along_m - back), min(row.metres, gate.along_m + ahead)
        return self.laid.segments(gate.edge, start, stop, self.plane)


def _starts(laid: Laid, gates: Sequence[Spot], walker: Walker) -> Iterator[Start]:
    """The ends of the edges that gates are on, and what it costs to get there."""
    for number, gate in enumerate(gates):
        row = laid.row(gate.edge)
        for way, node, metres in ((0, row.b, row.metres - gate.along_m), (1, row.a, gate.along_m)):
            if walker.is_open[way, row.kind]:
                cost = gate.away_m + metres * float(walker.factor[way, row.kind])
                yield Start(node, cost, number, way)


def _arcs(laid: Laid, walker: Walker) -> Arcs:
    over = laid.overlay
    if over is None:
        none = np.zeros(0, np.int32)
        floats, ints, flags = np.zeros(0, np.float32), np.zeros(0, np.int64), np.zeros(0, np.bool_)
        return Arcs(none, none, floats, ints, ints, flags, none)
    own, blocked = laid.network.edges, over.blocked
    is_shut = np.zeros(over.edges, np.bool_)
    if walker.shuns_danger:
        blocked = np.concatenate([blocked, over.danger[over.danger < own]])
        is_shut[over.danger[over.danger >= own] - own] = True
    rows = [
        (start, stop, metres * walker.factor[way, kind] + walker.toll[way, kind], step, kind)
        for n, (a, b, metres, kind) in enumerate(
            zip(over.edge_a, over.edge_b, over.edge_m, over.edge_kind, strict=True)
        )
        for way, start, stop, step in ((0, a, b, n), (1, b, a, ~n))
        if walker.is_open[way, kind] and not is_shut[n]
    ]
    table = np.array(rows, np.float64).reshape(-1, 5)
    step = table[:, 3].astype(np.int64)
    return Arcs(
        start=table[:, 0].astype(np.int32),
        stop=table[:, 1].astype(np.int32),
        cost=table[:, 2].astype(np.float32),
        step=np.where(step >= 0, step + own, step - own),
        kind=table[:, 4].astype(np.int64),
        is_shut=is_shut,
        blocked=blocked,
    )


def _moves(corners: Floats) -> NDArray[np.bool_]:
    """Which corners are not the one before them again."""
    moves = np.ones(len(corners), np.bool_)
    moves[1:] = np.abs(np.diff(corners, axis=0)).max(axis=1, initial=0.0) > SAME_M
    return moves
