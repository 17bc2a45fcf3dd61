"""The places that a walk meets."""

from sqlmodel import Session

from api.places.filters import PlaceFilter
from api.places.nearby import Nearby, nearby
from api.places.opening import today
from api.reach.service import Outing


def places_of(session: Session, outing: Outing, chosen: PlaceFilter) -> Nearby:
    """Places in the circle or in reach, nearest first; those that were chosen show."""
    walk = outing.walk
    within_m = max(walk.radius_m, walk.metres) if outing.tree else walk.radius_m
    return nearby(
        session,
        centre=outing.origin.position,
        within_m=within_m,
        ways=lambda seen: outing.ways(session, seen),
        chosen=chosen,
        day=today(),
        institution_id=outing.origin.institution_id,
    )
