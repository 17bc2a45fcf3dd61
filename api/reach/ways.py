"""The way from somewhere to a place: the shortest one, or a calmer one that is not much longer."""

from dataclasses import dataclass

from sqlmodel import Session

from api.circles.walk import Walk
from api.errors import N_, NotFound
from api.places.models import Place
from api.places.service import Seen, by_slug
from api.reach.arrivals import arrivals_at
from api.reach.directions import Doing, Step, steps_of
from api.reach.networks import Networks
from api.reach.safety import BEST_FIRST, Safety, safety_table, worst
from api.reach.service import NO_PATHS, SEEN_FACTOR, Missing, Origin, Start, start_from
from api.reach.walkers import careful
from geo.arrivals import Arrivals
from geo.walkers import Walker

MUCH_LONGER = 1.5
"""A calmer way is offered up to so many times the shortest one."""
DEAREST = 3.0
"""A metre of a calm way counts at most as so many for one who is careful."""


@dataclass(frozen=True, slots=True)
class WayThere:
    """`metres` of path, `minutes` for the group, and the steps with their lines in degrees."""

    metres: float
    minutes: float
    safety: Safety
    steps: list[Step]

    @property
    def crossings(self) -> int:
        return sum(step.doing is Doing.cross for step in self.steps)


@dataclass(frozen=True, slots=True)
class Ways:
    """The shortest way, a calmer one where there is such, and the minutes home again."""

    shortest: WayThere
    calmer: WayThere | None
    back_minutes: float


def find_ways(
    session: Session, networks: Networks, origin: Origin, walk: Walk, slug: str
) -> tuple[Seen, Ways]:
    """The ways to a place by its slug. Raises Moved, Gone, or NotFound, also without a way."""
    seen = by_slug(session, slug, institution_id=origin.institution_id)
    within_m = walk.metres * SEEN_FACTOR * DEAREST
    start = start_from(session, networks, origin, within_m=within_m)
    if isinstance(start, Missing):
        raise NotFound(NO_PATHS)
    ways = ways_to(session, start, walk, seen.place)
    if ways is None:
        raise NotFound(N_("No way on foot is known to this place from here."))
    return seen, ways


def ways_to(session: Session, start: Start, walk: Walk, place: Place) -> Ways | None:
    """None where no way on foot is known within a few times the group's distance."""
    arrivals = arrivals_at(session, start.walked, [place])
    group = walk.walking_group
    band = safety_table().band(group.ages[0])
    walker, safety = start.walked.walker(group), start.walked.safety(band)
    shortest = _way(start, walk, walker, walker, arrivals, band)
    if shortest is None:
        return None
    calm = careful(walker, safety, start.walked.mapped.kinds)
    calmer = _way(start, walk, calm, walker, arrivals, band)
    home = _way(start, walk, walker.turned(), walker.turned(), arrivals, band)
    return Ways(
        shortest,
        calmer if calmer and _is_better(calmer, shortest) else None,
        home.minutes if home else shortest.minutes,
    )


def _way(
    start: Start, walk: Walk, chooser: Walker, walker: Walker, arrivals: Arrivals, band: str
) -> WayThere | None:
    """The way that the chooser would take, measured as the walker walks it."""
    limit = walk.metres * SEEN_FACTOR * (1 if chooser is walker else DEAREST)
    with start.walk_as(chooser, limit) as tree:
        [number] = tree.metres_to(arrivals)[1].tolist()
        way = tree.way_to(arrivals.spot(number)) if number >= 0 else None
        if way is None:
            return None
        steps = steps_of(start.walked, tree, way.legs, band)
        counted = sum(
            walker.cost(tree.laid.row(edge).kind, abs(stop - at), forwards=stop >= at)
            for edge, at, stop in way.legs
        )
    return WayThere(
        metres=way.metres,
        minutes=walk.minutes_along(way.to_m + counted + way.from_m),
        safety=worst([step.safety for step in steps]),
        steps=steps,
    )


def _is_better(calmer: WayThere, shortest: WayThere) -> bool:
    """Whether it is worth a line: safer or with fewer crossings, and not much longer."""
    safer = BEST_FIRST.index(calmer.safety) < BEST_FIRST.index(shortest.safety)
    fewer = calmer.crossings < shortest.crossings
    return (safer or fewer) and calmer.metres <= MUCH_LONGER * shortest.metres
