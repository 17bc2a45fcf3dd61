"""Where one arrives at places: worked out once for each place and network, and remembered."""

from collections.abc import Sequence

import shapely
from geoalchemy2 import Geometry
from shapely.geometry.base import BaseGeometry
from sqlalchemy import cast, func, select
from sqlmodel import Session, col

from api.places.models import Place
from api.reach.networks import Walked
from geo.arrivals import Arrivals, arrive

MOST_REMEMBERED = 50_000


def arrivals_at(session: Session, walked: Walked, places: Sequence[Place]) -> Arrivals:
    """Of each place in the order given, by its entrances, else its area, else its point."""
    keys = [(place.id, place.updated_at) for place in places]
    known = {key: found for key in keys if (found := walked.arrivals.get(key))}
    new = [place for key, place in zip(keys, places, strict=True) if key not in known]
    if new:
        made = arrive(walked.mapped.network, walked.mapped.walls, _shapes(session, new))
        fresh = {(place.id, place.updated_at): made.one(n) for n, place in enumerate(new)}
        known |= fresh
        if len(walked.arrivals) > MOST_REMEMBERED:
            walked.arrivals.clear()
        walked.arrivals.update(fresh)
    return Arrivals.joined([known[key] for key in keys])


def _shapes(session: Session, places: Sequence[Place]) -> list[BaseGeometry]:
    shape = func.ST_AsBinary(cast(Place.arrival, Geometry))
    ids = [place.id for place in places]
    rows = session.execute(select(col(Place.id), shape).where(col(Place.id).in_(ids)))
    found = {place_id: bytes(wkb) for place_id, wkb in rows}
    return list(shapely.from_wkb([found[place_id] for place_id in ids]))
