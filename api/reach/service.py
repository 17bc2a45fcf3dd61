"""How far a group really gets from somewhere, by the network and what people know of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session

from api.circles.walk import Walk
from api.errors import N_
from api.knowledge.service import Known, known_near
from api.places.nearby import Way
from api.places.service import SeenFrom
from api.reach.arrivals import arrivals_at
from api.reach.local import gates_of
from api.reach.networks import Networks, Walked
from api.reach.safety import BEST_FIRST, Safety, safety_table
from geo.laid import Spot
from geo.overlay import Overlay
from geo.positions import LonLat
from geo.reach import MAX_METRES, MIN_METRES
from geo.tree import Tree
from geo.walkers import Walker

MOST_METRES = 5_000.0
"""For one who waits for the answer."""
SEEN_FACTOR = 2.5
"""A tree grows beyond the reach, so that it can say how long the way to the rest is."""
FROM_M, LEAST = 200.0, 10
"""The detour factor is that of at least ten nodes, none nearer than 200 m."""


NO_PATHS = N_("We know no paths here yet.")


class Missing(StrEnum):
    """Why there is a circle and no reach."""

    network = "network"
    path = "path"
    distance = "distance"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a walk begins: an institution, or any point."""

    position: LonLat
    institution_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """Ready to walk: the gates on the network, and what is known round them."""

    origin: Origin
    walked: Walked
    gates: tuple[Spot, ...]
    known: tuple[Known, ...]
    overlay: Overlay | None

    @contextmanager
    def walk(self, walk: Walk, limit_m: float) -> Iterator[Tree]:
        """All that the group reaches; the tree holds inside the `with`."""
        with self.walk_as(self.walked.walker(walk.walking_group), limit_m) as tree:
            yield tree

    @contextmanager
    def walk_as(self, walker: Walker, limit_m: float) -> Iterator[Tree]:
        """The same for anybody."""
        with self.walked.ground.walk(
            self.gates,
            walker,
            min(max(limit_m, MIN_METRES), MAX_METRES),
            centre=self.origin.position,
            overlay=self.overlay,
        ) as tree:
            yield tree


@dataclass(frozen=True, slots=True)
class Detour:
    """How much longer paths are than air: the median over `count` nodes of the network."""

    factor: float
    count: int


@dataclass(frozen=True, slots=True)
class Outing:
    """A walk from somewhere; `missing` where there is no network to walk it on."""

    origin: Origin
    walk: Walk
    missing: Missing | None = None
    start: Start | None = None
    tree: Tree | None = None

    def ways(self, session: Session, seen: Sequence[SeenFrom]) -> list[Way]:
        """How each place lies to the walk."""
        inside = [one.air_m <= self.walk.radius_m for one in seen]
        if self.tree is None or self.start is None:
            return [Way(in_circle=is_in) for is_in in inside]
        arrivals = arrivals_at(session, self.start.walked, [one.seen.place for one in seen])
        metres, spots = self.tree.metres_to(arrivals)
        ranks = self.tree.worst(self.start.walked.ranks(self.band), arrivals, spots)
        return [
            Way(is_in, m, m <= self.walk.metres, BEST_FIRST[rank])
            if rank >= 0
            else Way(is_in, reached=False)
            for is_in, m, rank in zip(inside, metres.tolist(), ranks.tolist(), strict=True)
        ]

    def safety_of(self, edges: NDArray[np.int64]) -> list[Safety]:
        """How safe some edges are for the group."""
        if self.tree is None or self.start is None:
            return []
        safety = self.start.walked.safety(self.band)
        _, _, _, kinds = self.tree.laid.columns(edges)
        over = self.start.overlay
        danger = np.isin(edges, over.danger) if over else np.zeros(len(edges), np.bool_)
        return [
            Safety.not_small if is_danger else safety[kind]
            for kind, is_danger in zip(kinds.tolist(), danger.tolist(), strict=True)
        ]

    @property
    def band(self) -> str:
        """The band of ages of the youngest of the group."""
        return safety_table().band(self.walk.walking_group.ages[0])

    def detour(self) -> Detour | None:
        """The detour factor round the origin, over the nodes from 200 m to the walk's metres away.

        None where there are too few to speak of.
        """
        if self.tree is None:
            return None
        nodes, path = self.tree.nodes()
        net, plane = self.tree.laid.network, self.tree.plane
        air = np.hypot(net.node_x[nodes] - plane.x, net.node_y[nodes] - plane.y) / plane.scale
        counted = (air >= FROM_M) & (air <= self.walk.metres)
        count = int(counted.sum())
        if count < LEAST:
            return None
        return Detour(max(1.0, float(np.median(path[counted] / air[counted]))), count)


@contextmanager
def outing(
    session: Session, networks: Networks, origin: Origin, walk: Walk, *, most_m: float = MOST_METRES
) -> Iterator[Outing]:
    """Walk from somewhere; what is asked of the outing is answered inside the `with`."""
    start = start_from(session, networks, origin, within_m=walk.metres * SEEN_FACTOR)
    if isinstance(start, Start) and not MIN_METRES <= walk.metres <= most_m:
        start = Missing.distance
    if isinstance(start, Missing):
        yield Outing(origin, walk, start)
        return
    with start.walk(walk, walk.metres * SEEN_FACTOR) as tree:
        yield Outing(origin, walk, None, start, tree)


def start_from(
    session: Session, networks: Networks, origin: Origin, *, within_m: float
) -> Start | Missing:
    """Get ready to walk as far as `within_m`, or say why that cannot be."""
    walked = networks.current(session)
    if walked is None:
        return Missing.network
    known = tuple(
        known_near(
            session, origin.position, within_m=within_m, institution_id=origin.institution_id
        )
    )
    gates = gates_of(known) or [origin.position]
    spots = tuple(found[0] for gate in gates if (found := walked.ground.spots(gate)))
    if not spots:
        return Missing.path
    return Start(origin, walked, spots, known, walked.local.overlay(known))
