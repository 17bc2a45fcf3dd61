"""The places of a circle with what is known of them, and those of them that a visitor wants."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from api.places.facts import Known, known
from api.places.filters import PlaceFilter
from api.places.service import SeenFrom, around
from api.tables import place_facts
from geo.positions import LonLat


@dataclass(frozen=True, slots=True)
class Nearby:
    """The places that show, nearest first, and how many there are of each category in all."""

    shown: list[tuple[SeenFrom, Known]]
    categories: Counter[str]

    @property
    def total(self) -> int:
        return self.categories.total()


def nearby(
    session: Session,
    *,
    centre: LonLat,
    radius_m: float,
    chosen: PlaceFilter,
    day: date,
    institution_id: UUID | None = None,
) -> Nearby:
    """What lies in a circle. What is just outside still tells that a toilet is close."""
    all_seen = around(
        session,
        centre=centre,
        radius_m=radius_m + place_facts().near_m,
        institution_id=institution_id,
    )
    inside = [one for one in all_seen if one.air_m <= radius_m]
    facts = known([one.seen for one in inside], [one.seen for one in all_seen], day)
    return Nearby(
        shown=[
            (one, what)
            for one, what in zip(inside, facts, strict=True)
            if chosen.shows(one.seen.place, what, day)
        ],
        categories=Counter(one.seen.place.category for one in inside),
    )
