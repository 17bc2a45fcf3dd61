"""Why a spot is not reached: what lies in the way, how far round it is, what a way across gives."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import dist
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString

from api.knowledge.models import KnowledgeKind
from api.knowledge.service import Known
from api.reach.service import Outing, Start
from geo.barriers import NO_NAME, corners_of_road, crossed_name, nearest_passage, walls_on
from geo.laid import Leg, Spot
from geo.plane import to_plane
from geo.positions import LonLat
from geo.shapes import as_polygon, grouped
from geo.tree import Tree
from geo.walkers import Walker
from geo.walls import FENCE, MOTORWAY, RAIL, WATER

LEAST_GAP_M, MOST_GAP_M = 2.0, 200.0
"""Nobody builds a crossing as long as that."""
GREATEST_FIRST = (RAIL, MOTORWAY, WATER, FENCE)
WINDING = 1.5
"""A way that is at most so many times the air is an ordinary one."""
BESIDE_M = 60.0
LOOK_M = 1500.0
SPOT_M = 1.0
PLAIN_PASSAGE = "crossing"
SAID = (KnowledgeKind.shut, KnowledgeKind.danger)


class Cause(StrEnum):
    """What lies in the way."""

    reached = "reached"
    no_path = "no_path"
    far = "far"
    rail = "rail"
    water = "water"
    motorway = "motorway"
    fence = "fence"
    road = "road"
    stairs = "stairs"
    gate = "gate"
    said = "said"


CAUSES = {RAIL: Cause.rail, WATER: Cause.water, MOTORWAY: Cause.motorway, FENCE: Cause.fence}


@dataclass(frozen=True, slots=True)
class Passage:
    """The nearest way across: "tunnel", "bridge" or "crossing", and how far along the wall."""

    kind: str
    metres: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """`name`: of the river or the road that is in the way. `metres`: how far the spot is on foot,
    where a way is known. `gain`: by what share the reach would grow with a way across. `said`: who
    has said that one does not walk there, and why."""

    cause: Cause
    name: str | None = None
    metres: float | None = None
    minutes: float | None = None
    passage: Passage | None = None
    gain: float | None = None
    said: Known | None = None


def explain(outing: Outing, position: LonLat) -> Explanation | None:
    """What lies between a walk's reach and a spot; None where there is no reach at all."""
    start, tree = outing.start, outing.tree
    if start is None or tree is None:
        return None
    spots = start.walked.ground.spots(position)
    if not spots:
        return Explanation(Cause.no_path)
    case = _Case(outing, start, tree, spots[0], position)
    if case.metres <= outing.walk.metres:
        return case.found(Cause.reached)
    return case.by_what_was_said() or case.by_rule() or case.by_wall() or case.found(Cause.far)


class _Case:
    """One spot that is not reached, and the point of the reach that is nearest to it."""

    def __init__(
        self, outing: Outing, start: Start, tree: Tree, spot: Spot, position: LonLat
    ) -> None:
        self.walk, self.start, self.tree, self.spot = outing.walk, start, tree, spot
        self.metres = tree.metres_at(spot)
        [[x, y]] = to_plane(position, tree.plane.epsg)
        self.here = (float(x), float(y))
        self.rim = _nearest(tree.segments(self.walk.metres), self.here, tree)

    def found(self, cause: Cause, **more: Any) -> Explanation:
        known = self.metres < np.inf
        return Explanation(
            cause,
            metres=self.metres if known else None,
            minutes=self.walk.minutes_along(self.metres) if known else None,
            **more,
        )

    def by_what_was_said(self) -> Explanation | None:
        """Where one would get there if nobody had said otherwise."""
        said = [one for one in self.start.known if one.kind in SAID]
        if not said:
            return None
        with replace(self.start, overlay=None).walk(self.walk, self.walk.metres) as tree:
            way = tree.way_to(self.spot)
            if way is None:
                return None
            line = shapely.transform(LineString(_twice(tree.line(way.legs))), tree.plane.to_degrees)
        nearest = min(said, key=lambda one: one.shape.distance(line))
        return self.found(Cause.said, said=nearest, gain=None)

    def by_rule(self) -> Explanation | None:
        """Where others would get there: what on their way is not for this group."""
        mapped = self.start.walked.mapped
        plain = Walker.on_foot(len(mapped.kinds), len(mapped.node_kinds))
        with self.start.walk_as(plain, self.walk.metres) as tree:
            way = tree.way_to(self.spot)
            legs = way.legs if way else []
            stop = next((found for leg in legs if (found := self._stop(tree, leg))), None)
        if stop is None:
            return None
        cause, name = stop
        passage = self._crossing_near(name) if cause is Cause.road and name else None
        return self.found(cause, name=name, passage=passage, gain=self._gain())

    def by_wall(self) -> Explanation | None:
        """The greatest thing on a straight line from the reach to the spot that one has to go
        round; None where the way is not much longer than through the air."""
        mapped, plane = self.start.walked.mapped, self.tree.plane
        if self.metres <= WINDING * dist(self.here, (plane.x, plane.y)) / plane.scale:
            return None
        on_the_line = walls_on(mapped.walls, self.rim, self.here)
        for met in sorted(on_the_line, key=lambda one: GREATEST_FIRST.index(one.kind)):
            across = nearest_passage(mapped.network, mapped.walls, met)
            if across and across.metres < BESIDE_M:
                continue  # one goes across there
            name = mapped.names[met.name] if met.name >= 0 else None
            passage = None
            if across:
                kind = mapped.kinds[mapped.network.edge_kind[across.edge]].passage
                passage = Passage(kind or PLAIN_PASSAGE, across.metres / plane.scale)
            return self.found(CAUSES[met.kind], name=name, passage=passage, gain=self._gain())
        return None

    def _stop(self, tree: Tree, leg: Leg) -> tuple[Cause, str | None] | None:
        """What keeps the group from a part of a way, where something does."""
        mapped, walker = self.start.walked.mapped, self.start.walked.walker(self.walk.walking_group)
        row = tree.laid.row(leg.edge)
        kind = mapped.kinds[row.kind]
        way = 0 if leg.stop_m >= leg.start_m else 1
        if not walker.is_open[way, row.kind]:
            if kind.steps:
                return Cause.stairs, None
            number = row.name
            if kind.crossing is not None:
                number = crossed_name(mapped.network, row.a, row.b, NO_NAME)
            return Cause.road, mapped.names[number] if number >= 0 else None
        ends = [node for node in (row.a, row.b) if node < mapped.network.nodes]
        if any(walker.bars[mapped.network.node_kind[node]] for node in ends):
            return Cause.gate, None
        return None

    def _crossing_near(self, road: str) -> Passage | None:
        """The nearest place where the group may cross that road."""
        mapped, walker = self.start.walked.mapped, self.start.walked.walker(self.walk.walking_group)
        net = mapped.network
        nodes = corners_of_road(net, mapped.names.index(road), self.rim, LOOK_M)
        best: Passage | None = None
        for node in nodes.tolist():
            away = float(np.hypot(net.node_x[node] - self.rim[0], net.node_y[node] - self.rim[1]))
            for step in net.arc_edge[net.arc_ptr[node] : net.arc_ptr[node + 1]].tolist():
                number = int(net.edge_kind[step if step >= 0 else ~step])
                crossing = mapped.kinds[number].crossing
                if crossing and walker.is_open[0, number] and (not best or away < best.metres):
                    best = Passage(crossing, away)
        return best

    def _gain(self) -> float | None:
        """By what share the reach would grow with a way straight across; None for a long one."""
        there = self._spot_at()
        if not LEAST_GAP_M <= dist(self.rim, there) <= MOST_GAP_M:
            return None
        path = LineString([self.rim, there])
        overlay = self.start.walked.local.overlay(self.start.known, also=path)
        own = self.walk.metres
        with replace(self.start, overlay=overlay).walk(self.walk, own) as tree:
            after = as_polygon(grouped(tree.rims(own))).area
        before = as_polygon(grouped(self.tree.rims(own))).area
        return max(0.0, after / before - 1) if before else None

    def _spot_at(self) -> tuple[float, float]:
        """Where the spot is in the plane."""
        plane, along = self.tree.plane, self.spot.along_m
        row = self.tree.laid.row(self.spot.edge)
        stop = min(row.metres, along + SPOT_M)
        line = self.tree.laid.line(Leg(self.spot.edge, max(0.0, stop - SPOT_M), stop), plane)
        x, y = line[0] if along <= 0 else line[-1]
        return float(x + plane.x), float(y + plane.y)


def _nearest(
    segments: NDArray[np.float32], here: tuple[float, float], tree: Tree
) -> tuple[float, float]:
    """The point of some segments round the tree's middle that is nearest to one in the plane."""
    x, y = here[0] - tree.plane.x, here[1] - tree.plane.y
    a, d = segments[:, :2].astype(float), (segments[:, 2:] - segments[:, :2]).astype(float)
    length2 = np.maximum((d**2).sum(axis=1), 1e-9)
    t = np.clip(((x - a[:, 0]) * d[:, 0] + (y - a[:, 1]) * d[:, 1]) / length2, 0, 1)
    points = a + t[:, None] * d
    best = points[np.hypot(points[:, 0] - x, points[:, 1] - y).argmin()]
    return float(best[0] + tree.plane.x), float(best[1] + tree.plane.y)


def _twice(line: NDArray[np.float64]) -> NDArray[np.float64]:
    """A line needs two points."""
    return line if len(line) > 1 else np.repeat(line, 2, axis=0)
