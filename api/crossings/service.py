"""Working out which crossings are missed most, and what is known of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np
from geoalchemy2 import Geometry
from numpy.typing import NDArray
from sqlalchemy import cast, delete, func, select
from sqlmodel import Session, col

from api.areas.models import Municipality
from api.crossings.models import MissingCrossing
from api.institutions.service import Located, of_municipality
from api.institutions.walk import walk_of
from api.places.service import around
from api.reach.arrivals import arrivals_at
from api.reach.explain import CAUSES, Cause
from api.reach.local import POOR_CROSSINGS
from api.reach.networks import Networks, Walked
from api.reach.service import Missing, Origin, start_from
from geo.gaps import ROAD, Gaps, find_gaps, lengths_at
from geo.laid import Spot
from geo.plane import to_degrees, to_plane
from geo.positions import LonLat
from geo.reach import MAX_METRES, MIN_METRES

MOST = 10
APART_M = 250.0
SAVES_M = 150.0
"""A way across that saves less is not missed."""
Floats = NDArray[np.float64]
Progress = Callable[[str, float | None], None]


@dataclass(frozen=True, slots=True)
class Gained:
    """What one institution would gain by one gap: metres of ways, and places."""

    gap: int
    metres: float
    places: int


def find_missing(
    session: Session, networks: Networks, municipality: Municipality, progress: Progress
) -> list[MissingCrossing]:
    """The most valuable missing crossings of a municipality, best first; nothing is stored."""
    walked = networks.current(session)
    located = of_municipality(session, municipality.id)
    if walked is None or not located:
        return []
    gaps = _gaps_round(walked, located)
    tally = _Tally(len(gaps))
    lengths = lengths_at(walked.mapped.network)
    for done, one in enumerate(located):
        progress(one.institution.name, done / len(located))
        for gained in _gains(session, networks, one, gaps, lengths):
            tally.add(gained)
    return [
        _row(walked, municipality.id, gaps, gap, rank, tally)
        for rank, gap in enumerate(_best(gaps, tally.metres), 1)
    ]


def store_missing(
    session: Session, municipality: Municipality, found: list[MissingCrossing]
) -> None:
    """Put them in the place of those that were worked out before."""
    of = col(MissingCrossing.municipality_id) == municipality.id
    session.execute(delete(MissingCrossing).where(of))
    session.add_all(found)
    session.flush()


def missing_of(
    session: Session, municipality: Municipality
) -> list[tuple[MissingCrossing, LonLat]]:
    """Those that were worked out last, best first, and where each is."""
    point = cast(MissingCrossing.location, Geometry)
    rows = session.execute(
        select(MissingCrossing, func.ST_X(point), func.ST_Y(point))
        .where(col(MissingCrossing.municipality_id) == municipality.id)
        .order_by(col(MissingCrossing.rank))
    )
    return [(row, LonLat(lon, lat)) for row, lon, lat in rows]


class _Tally:
    """What all institutions would gain by each gap."""

    def __init__(self, gaps: int) -> None:
        self.metres = np.zeros(gaps)
        self.institutions = np.zeros(gaps, np.int64)
        self.places = np.zeros(gaps, np.int64)

    def add(self, gained: Gained) -> None:
        self.metres[gained.gap] += gained.metres
        self.institutions[gained.gap] += 1
        self.places[gained.gap] += gained.places


def _gaps_round(walked: Walked, located: Sequence[Located]) -> Gaps:
    """All gaps within reach of any of the institutions."""
    mapped = walked.mapped
    at = to_plane([one.position for one in located], mapped.network.epsg)
    most = max(walk_of(one.institution).metres for one in located)
    west, south = (at.min(axis=0) - most).tolist()
    east, north = (at.max(axis=0) + most).tolist()
    poor = np.array([kind.crossing in POOR_CROSSINGS for kind in mapped.kinds], np.bool_)
    return find_gaps(mapped.network, mapped.walls, (west, south, east, north), poor=poor)


def _gains(
    session: Session, networks: Networks, located: Located, gaps: Gaps, lengths: Floats
) -> Iterator[Gained]:
    """What an institution would gain by each gap that would help it."""
    walk = walk_of(located.institution)
    limit = walk.metres
    origin = Origin(located.position, located.institution.id)
    start = start_from(session, networks, origin, within_m=limit)
    if isinstance(start, Missing) or not MIN_METRES <= limit <= MAX_METRES:
        return
    seen = around(session, centre=origin.position, radius_m=limit)
    arrivals = arrivals_at(session, start.walked, [one.seen.place for one in seen])
    with start.walk(walk, limit) as tree:
        nodes, cost = tree.nodes()
        before = np.full(len(lengths), np.inf)
        before[nodes] = cost
        far_places = tree.metres_to(arrivals)[0] > limit
        helping = list(_helping(gaps, tree.metres_to(gaps.near)[0], tree.metres_to(gaps.far)[0]))
        for gap, spot in helping:
            if spot.away_m >= limit:
                continue
            with replace(start, gates=(spot,)).walk(walk, limit) as beyond:
                new, metres = beyond.nodes()
                gained = float(lengths[new[(metres <= limit) & (before[new] > limit)]].sum())
                reached = beyond.metres_to(arrivals)[0] <= limit
            if gained > 0:
                yield Gained(gap, gained, int((far_places & reached).sum()))


def _helping(gaps: Gaps, near: Floats, far: Floats) -> Iterator[tuple[int, Spot]]:
    """Gaps that save a way worth mentioning, with where one goes on and how far that is then."""
    for one, other, goal in ((near, far, gaps.far), (far, near, gaps.near)):
        over = one + gaps.metres
        saved = np.subtract(other, over, where=np.isfinite(over), out=np.zeros(len(over)))
        for gap in np.flatnonzero(saved > SAVES_M).tolist():
            spot = goal.spot(gap)
            yield gap, spot._replace(away_m=float(over[gap]))


def _best(gaps: Gaps, gained: Floats) -> Iterator[int]:
    """The gaps that give most, each away from those before it."""
    left = gained.copy()
    for _ in range(MOST):
        if not len(left) or left.max() <= 0:
            return
        best = int(left.argmax())
        yield best
        left[np.hypot(*(gaps.at - gaps.at[best]).T) < APART_M] = 0


def _row(
    walked: Walked, municipality_id: UUID, gaps: Gaps, gap: int, rank: int, tally: _Tally
) -> MissingCrossing:
    kind, name = int(gaps.kind[gap]), int(gaps.name[gap])
    [[lon, lat]] = to_degrees(gaps.at[gap], walked.mapped.network.epsg)
    return MissingCrossing(
        municipality_id=municipality_id,
        rank=rank,
        location=f"SRID=4326;POINT({lon:.7f} {lat:.7f})",
        cause=Cause.road if kind == ROAD else CAUSES[kind],
        name=walked.mapped.names[name] if name >= 0 else None,
        gap_m=float(gaps.metres[gap]),
        gained_m=float(tally.metres[gap]),
        institutions=int(tally.institutions[gap]),
        places=int(tally.places[gap]),
    )
