"""What people who know a place say of it, laid over the network: shut here, open there, dangerous.

The network itself stays as it is; edges that are touched are blocked, and what is left of them
stands beside it as further edges.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geo.cells import CELL_M
from geo.kernels.arrive import edges_in
from geo.kernels.pieces import part_of_edge
from geo.kernels.snap import edges_near
from geo.lines import between, length_of, meetings, points_at
from geo.network import CENTIMETRES, Network
from geo.plane import plane_scale

Floats = NDArray[np.float64]
Line = LineString | MultiLineString
Area = Polygon | MultiPolygon

JOIN_M = 25.0
"""A drawn path begins on a way that is at most that far from its end."""
GAP_M = 0.5
ACROSS = float(np.sin(np.radians(30)))
"""A line that meets a way at a smaller angle runs along it and does not shut it."""
AT_CROSSING_M = 8.0
"""A line along a road shuts the crossings that are that near."""
BESIDE_M, MOSTLY = 15.0, 0.6
"""A road is a dangerous one where so much of it runs that near to the line."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """Further edges, numbered after those of the network, between its nodes and `nodes` further
    ones; columns as in Network. `blocked`: edges of the network that no longer count. `danger`:
    edges that are dangerous. `pieces`: what is left of a blocked edge, each from one distance along
    it to another, and its place among the further edges.
    """

    nodes: int
    edge_a: NDArray[np.int32]
    edge_b: NDArray[np.int32]
    edge_m: NDArray[np.float32]
    edge_kind: NDArray[np.int16]
    edge_name: NDArray[np.int32]
    shape_ptr: NDArray[np.int32]
    shape_xy: NDArray[np.int32]
    blocked: NDArray[np.int32]
    danger: NDArray[np.int32]
    pieces: dict[int, list[tuple[float, float, int]]] = field(default_factory=dict)

    @property
    def edges(self) -> int:
        return len(self.edge_m)


class Drawn(NamedTuple):
    """What was drawn, in the plane of the network: `shut` (lines and areas), `paths`, `danger`."""

    shut: Sequence[Line | Area] = ()
    paths: Sequence[LineString] = ()
    danger: Sequence[Line] = ()


def lay_over(
    network: Network, drawn: Drawn, *, path_kind: int, is_road: NDArray[np.bool_]
) -> Overlay:
    """`path_kind`: the kind of a drawn path; `is_road`: the kinds that a line makes dangerous."""
    over = _Over(network, path_kind)
    for shape in drawn.shut:
        over.shut(shape)
    for path in drawn.paths:
        over.open(path)
    danger = {edge for line in drawn.danger for edge in over.roads_along(line, is_road)}
    return over.done(danger)


class _Edge(NamedTuple):
    a: int
    b: int
    metres: float
    kind: int
    name: int
    corners: Floats


class _Over:
    """Collects what is said of edges, and then cuts them."""

    def __init__(self, network: Network, path_kind: int) -> None:
        self.net, self.path_kind = network, path_kind
        self.nodes = 0
        self.edges: list[_Edge] = []
        self.gaps: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
        self.joins: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
        self.crossings: set[int] = set()

    def shut(self, shape: Line | Area) -> None:
        is_area = isinstance(shape, Polygon | MultiPolygon)
        for edge in self._near(shape, AT_CROSSING_M):
            corners, metres = self._corners(edge), float(self.net.edge_m[edge])
            spans = _shut_spans(corners, shape)
            self.gaps[edge] += [(start * metres, stop * metres) for start, stop in spans]
        within = 0.0 if is_area else AT_CROSSING_M
        self.crossings.update(self._crossings_at(shape, within))

    def open(self, path: LineString) -> None:
        line = shapely.get_coordinates(path)
        joins = [*self._ends(line), *self._met(line)]
        joins.sort()
        for (start, a), (stop, b) in pairwise(joins):
            corners = between(line, start, stop)
            scale = float(plane_scale(*corners[0]))
            self.edges.append(_Edge(a, b, (stop - start) / scale, self.path_kind, -1, corners))

    def roads_along(self, line: Line, is_road: NDArray[np.bool_]) -> Iterator[int]:
        beside = line.buffer(BESIDE_M)
        for edge in self._near(line, BESIDE_M):
            if is_road[self.net.edge_kind[edge]]:
                way = LineString(self._corners(edge))
                if way.intersection(beside).length >= MOSTLY * way.length:
                    yield edge
        for edge in self._crossings_at(line, AT_CROSSING_M):
            if is_road[self.net.edge_kind[edge]]:
                yield edge

    def done(self, danger: set[int]) -> Overlay:
        touched = sorted({edge for edge, gaps in self.gaps.items() if gaps} | set(self.joins))
        pieces = {edge: list(self._cut(edge)) for edge in touched}
        edges = self.edges
        size = [len(one.corners) for one in edges]
        corners = np.concatenate([one.corners for one in edges] or [np.zeros((0, 2))])
        further = [
            self.net.edges + number
            for edge, left in pieces.items()
            if edge in danger
            for _, _, number in left
        ]
        return Overlay(
            nodes=self.nodes,
            edge_a=np.array([one.a for one in edges], np.int32),
            edge_b=np.array([one.b for one in edges], np.int32),
            edge_m=np.array([one.metres for one in edges], np.float32),
            edge_kind=np.array([one.kind for one in edges], np.int16),
            edge_name=np.array([one.name for one in edges], np.int32),
            shape_ptr=np.concatenate([[0], np.cumsum(size)]).astype(np.int32),
            shape_xy=np.round(corners * CENTIMETRES).astype(np.int32).reshape(-1, 2),
            blocked=np.array(sorted({*touched, *self.crossings}), np.int32),
            danger=np.array(sorted({*danger, *further}), np.int32),
            pieces=pieces,
        )

    def _near(self, shape: BaseGeometry, margin_m: float) -> list[int]:
        west, south, east, north = shape.bounds
        net = self.net
        box = (west - margin_m, south - margin_m, east + margin_m, north + margin_m)
        found: list[int] = edges_in(
            net.cell_key, net.cell_ptr, net.cell_edge, CELL_M, *box
        ).tolist()
        return found

    def _corners(self, edge: int) -> Floats:
        start, stop = self.net.shape_ptr[edge], self.net.shape_ptr[edge + 1]
        corners: Floats = self.net.shape_xy[start:stop] / CENTIMETRES
        return corners

    def _crossings_at(self, shape: BaseGeometry, within_m: float) -> Iterator[int]:
        """Steps across a road whose place is that near."""
        net = self.net
        ends = {int(n) for e in self._near(shape, within_m) for n in (net.edge_a[e], net.edge_b[e])}
        for node in ends:
            steps = net.arc_edge[net.arc_ptr[node] : net.arc_ptr[node + 1]]
            edges = np.where(steps >= 0, steps, ~steps)
            edges = edges[net.shape_ptr[edges] == net.shape_ptr[edges + 1]]
            if len(edges) and shape.distance(Point(net.node_x[node], net.node_y[node])) <= within_m:
                yield from map(int, edges)

    def _ends(self, line: Floats) -> Iterator[tuple[float, int]]:
        """Nodes at both ends of a path: on a way close by, else where nothing goes on."""
        length = length_of(line)
        for at, inwards in ((0.0, 1.0), (length, length - 1.0)):
            [[x, y]] = points_at(line, [min(max(inwards, 0.0), length)])
            yield at, self._joined(float(x), float(y), JOIN_M) or self._node()

    def _met(self, line: Floats) -> Iterator[tuple[float, int]]:
        """Nodes where a path meets ways between its ends."""
        length = length_of(line)
        for edge in self._near(LineString(line), 0):
            corners = self._corners(edge)
            for share, along in meetings(corners, line):
                if GAP_M < along < length - GAP_M:
                    yield along, self._join(edge, share * float(self.net.edge_m[edge]))

    def _joined(self, x: float, y: float, within_m: float) -> int | None:
        net = self.net
        edge, away, along, _ = edges_near(
            net.cell_key, net.cell_ptr, net.cell_edge, CELL_M, net.shape_ptr, net.shape_xy,
            net.edge_m, net.edge_side, x, y, within_m,
        )  # fmt: skip
        if not len(edge):
            return None
        best = int(np.argmin(away))
        return self._join(int(edge[best]), float(along[best]))

    def _join(self, edge: int, along: float) -> int:
        node = self._node()
        self.joins[edge].append((along, node))
        return node

    def _node(self) -> int:
        self.nodes += 1
        return self.net.nodes + self.nodes - 1

    def _cut(self, edge: int) -> Iterator[tuple[float, float, int]]:
        """Further edges for what is left of one."""
        net, metres = self.net, float(self.net.edge_m[edge])
        ends = [(0.0, int(net.edge_a[edge])), (metres, int(net.edge_b[edge]))]
        for start, stop in _left(self.gaps[edge], metres):
            stops = [one for one in self.joins[edge] if start < one[0] < stop]
            first = ends[0] if start == 0 else (start, self._node())
            last = ends[1] if stop == metres else (stop, self._node())
            row = [first, *sorted(stops), last]
            for (here, a), (there, b) in pairwise(row):
                yield here, there, len(self.edges)
                kind, name = int(net.edge_kind[edge]), int(net.edge_name[edge])
                corners = self._part(edge, here, there)
                self.edges.append(_Edge(a, b, there - here, kind, name, corners))

    def _part(self, edge: int, start: float, stop: float) -> Floats:
        net, origin = self.net, self._corners(edge)[0]
        segments = part_of_edge(
            net.shape_ptr, net.shape_xy, edge, net.edge_m[edge], start, stop, *origin
        ).astype(np.float64)
        if not len(segments):
            return np.zeros((0, 2))
        corners: Floats = np.concatenate([segments[:1, :2], segments[:, 2:]]) + origin
        return corners


def _left(gaps: list[tuple[float, float]], metres: float) -> Iterator[tuple[float, float]]:
    """What gaps leave of a length.

    >>> list(_left([(4.0, 5.0), (4.5, 7.0)], 10.0))
    [(0.0, 4.0), (7.0, 10.0)]
    """
    at = 0.0
    for start, stop in sorted(gaps):
        if start > at:
            yield at, start
        at = max(at, stop)
    if at < metres:
        yield at, metres


def _shut_spans(corners: Floats, shape: Line | Area) -> Iterator[tuple[float, float]]:
    """What a line or an area shuts of a way, as shares of its length."""
    if isinstance(shape, Polygon | MultiPolygon):
        return _inside(corners, shape)
    return _crossed(corners, shape)


def _crossed(corners: Floats, line: Line) -> Iterator[tuple[float, float]]:
    """Small gaps where lines go across it."""
    length = length_of(corners)
    for part in shapely.get_parts(line):
        for share, _ in meetings(corners, shapely.get_coordinates(part), least_sine=ACROSS):
            gap = GAP_M / length
            yield max(0.0, share - gap), min(1.0, share + gap)


def _inside(corners: Floats, area: Area) -> Iterator[tuple[float, float]]:
    rims = [ring for one in shapely.get_parts(area) for ring in (one.exterior, *one.interiors)]
    cuts = {share for rim in rims for share, _ in meetings(corners, np.asarray(rim.coords))}
    stops = sorted({0.0, 1.0, *cuts})
    length = length_of(corners)
    middles = points_at(corners, [(a + b) / 2 * length for a, b in pairwise(stops)])
    holds = shapely.contains_xy(area, middles[:, 0], middles[:, 1])
    yield from (span for span, is_in in zip(pairwise(stops), holds, strict=True) if is_in)
