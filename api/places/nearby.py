"""The places that can be walked to with what is known of them, and those that a visitor wants."""

from collections import Counter
from collections.abc import Callable, Sequence
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
class Way:
    """How a place lies to a walk: `metres` along paths, None where no way is known; `reached` is
    None where there is no network to say so. `safety` is that of the worst stretch of the way."""

    in_circle: bool
    metres: float | None = None
    reached: bool | None = None
    safety: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A place, what is known of it, and how it lies."""

    seen_from: SeenFrom
    known: Known
    way: Way


@dataclass(frozen=True, slots=True)
class Nearby:
    """The places that show, nearest first, and how many there are of each category in all."""

    shown: list[Found]
    categories: Counter[str]

    @property
    def total(self) -> int:
        return self.categories.total()


def nearby(
    session: Session,
    *,
    centre: LonLat,
    within_m: float,
    ways: Callable[[Sequence[SeenFrom]], list[Way]],
    chosen: PlaceFilter,
    day: date,
    institution_id: UUID | None = None,
) -> Nearby:
    """What lies in a circle or in reach, `within_m` being the larger of the two.

    What is just outside still tells that a toilet is close.
    """
    all_seen = around(
        session,
        centre=centre,
        radius_m=within_m + place_facts().near_m,
        institution_id=institution_id,
    )
    there = [
        (one, way)
        for one, way in zip(all_seen, ways(all_seen), strict=True)
        if way.in_circle or way.reached
    ]
    facts = known([one.seen for one, _ in there], [one.seen for one in all_seen], day)
    found = [Found(one, what, way) for (one, way), what in zip(there, facts, strict=True)]
    return Nearby(
        shown=[one for one in found if chosen.shows(one.seen_from.seen.place, one.known, day)],
        categories=Counter(one.seen_from.seen.place.category for one in found),
    )
