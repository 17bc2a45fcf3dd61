"""Choosing three outings that fit a group, a time and the weather, and differ from each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b

from sqlmodel import Session

from api.circles.walk import MIN_MINUTES, Walk
from api.outings.tables import OutingTable, Weather, outing_table
from api.places.filters import PlaceFilter, goals_of
from api.places.nearby import Found
from api.places.opening import today
from api.places.service import SeenFrom, around
from api.reach.networks import Networks
from api.reach.places import places_of
from api.reach.service import SEEN_FACTOR, Missing, Origin, Start, outing, start_from
from api.reach.ways import Ways, ways_to
from geo.positions import air_distance_m

OUTINGS = 3
APART_M = 120.0
"""Two goals nearer to each other are one outing."""
OUT_OF_SEASON = 3.0
ANOTHER_KIND, ANOTHER_GOAL = 2.0, 1.0
"""What a place loses whose category, or goal, is among the chosen already."""
WALKING, OF_THE_TIME = 3.0, 0.3
"""What an outing would lose if it were nothing but walking, and how much walking is just right."""
SURPRISE = 1.0
"""How much the day decides, so that tomorrow's outings are others."""
TOILET = "toilet"


@dataclass(frozen=True, slots=True)
class Toilet:
    name: str | None
    slug: str
    metres: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place, the ways to it, minutes there for playing, and the toilet near it."""

    found: Found
    minutes: float
    back_minutes: float
    stay_minutes: float
    ways: Ways | None
    toilet: Toilet | None


def propose(
    session: Session, networks: Networks, origin: Origin, walk: Walk, *, time: int, weather: str
) -> list[Proposal]:
    """Up to three outings of so many minutes in all, the best one first."""
    table = outing_table()
    longest = replace(walk, minutes=_longest_way(time, table))
    with outing(session, networks, origin, longest) as walked:
        found = places_of(session, walked, PlaceFilter()).shown
        seen = around(session, centre=origin.position, radius_m=longest.metres + table.toilet_m)
    scored = []
    for one in found:
        stay = time - 2 * _minutes(one, longest)
        score = _score(one, walk, stay, time, table.weathers[weather], table)
        if score is not None:
            scored.append((score, one))
    start = start_from(session, networks, origin, within_m=longest.metres * SEEN_FACTOR)
    toilets = [one for one in seen if one.seen.place.category == TOILET]
    return [_proposal(session, start, longest, one, time, toilets) for one in _different(scored)]


def _longest_way(time: int, table: OutingTable) -> float:
    """Minutes each way that leave time for playing."""
    stay = max(table.least_stay, time * table.least_stay_share)
    return max(MIN_MINUTES, (time - stay) / 2)


def _minutes(found: Found, walk: Walk) -> float:
    way = found.way.metres
    return walk.minutes_to(found.seen_from.air_m) if way is None else walk.minutes_along(way)


def _score(
    found: Found, walk: Walk, stay: float, time: int, weather: Weather, table: OutingTable
) -> float | None:
    """How good an outing is; None where it is none."""
    place, known = found.seen_from.seen.place, found.known
    good = weather.good.get(place.category, 0.0)
    ages = walk.walking_group.ages
    fits = known.ages[0] <= ages[1] and ages[0] <= known.ages[1]
    least = max(table.least_stay, time * table.least_stay_share)
    shut = known.opening is not None and not known.opening.hours
    if not good or not fits or stay < least or shut or found.way.reached is False:
        return None
    helped = sum(weather.facts.get(fact, 0.0) for fact in known.facts)
    taken = table.safety[found.way.safety] if found.way.safety else 0.0
    taken += 0.0 if today().month in known.months else OUT_OF_SEASON
    taken += WALKING * abs(1 - stay / time - OF_THE_TIME)
    return good + helped - taken + SURPRISE * _chance(place.code, today())


def _chance(code: str, day: date) -> float:
    """From 0 to 1, by place and day."""
    digest = blake2b(f"{code}{day}".encode(), digest_size=4).digest()
    return int.from_bytes(digest) / 2**32


def _different(scored: list[tuple[float, Found]]) -> list[Found]:
    """The best ones, each unlike those before it: of another kind, for another goal, elsewhere."""
    chosen: list[Found] = []
    rest = sorted(scored, key=lambda one: -one[0])
    while rest and len(chosen) < OUTINGS:
        best = max(rest, key=lambda one: one[0] - _likeness(one[1], chosen))[1]
        chosen.append(best)
        rest = [one for one in rest if _apart_m(one[1], best) >= APART_M]
    return chosen


def _likeness(found: Found, chosen: Sequence[Found]) -> float:
    place = found.seen_from.seen.place
    others = [one.seen_from.seen.place for one in chosen]
    same_kind = any(other.category == place.category for other in others)
    goals = {goal for other in others for goal in goals_of(other)}
    same_goals = bool(others) and set(goals_of(place)) <= goals
    return ANOTHER_KIND * same_kind + ANOTHER_GOAL * same_goals


def _apart_m(one: Found, other: Found) -> float:
    return air_distance_m(one.seen_from.seen.position, other.seen_from.seen.position)


def _proposal(
    session: Session,
    start: Start | Missing,
    walk: Walk,
    found: Found,
    time: int,
    toilets: Sequence[SeenFrom],
) -> Proposal:
    there = home = _minutes(found, walk)
    ways = None
    if isinstance(start, Start):
        ways = ways_to(session, start, walk, found.seen_from.seen.place)
    if ways:
        there, home = ways.shortest.minutes, ways.back_minutes
    return Proposal(
        found=found,
        minutes=there,
        back_minutes=home,
        stay_minutes=time - there - home,
        ways=ways,
        toilet=_toilet(found, toilets),
    )


def _toilet(found: Found, toilets: Sequence[SeenFrom]) -> Toilet | None:
    """The nearest one to the goal, where one is near."""
    goal = found.seen_from.seen.position
    near = [(air_distance_m(goal, one.seen.position), one.seen.place) for one in toilets]
    metres, place = min(near, key=lambda one: one[0], default=(float("inf"), None))
    if place is None or metres > outing_table().toilet_m:
        return None
    return Toilet(place.name, place.slug, metres)
