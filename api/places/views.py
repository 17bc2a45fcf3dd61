"""What visitors get to know of a place, by API and page alike."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from pydantic import BaseModel

from api import geojson
from api.circles.walk import Walk
from api.errors import N_
from api.places.facts import Known
from api.places.filters import goals_of
from api.places.nearby import Found
from api.places.opening import Opening
from api.places.service import Seen
from api.tables import ALL_YEAR, categories, goals
from geo.positions import LonLat, compass_point
from web.i18n import gettext

NEUTRAL_COLOR, NEUTRAL_SHAPE = "#4D4D4D", "circle"
TITLE = N_("%(category)s by %(street)s")
"""Of a place without a name."""


class OpeningPublic(BaseModel):
    """The hours of today; none where it is closed all day."""

    hours: list[tuple[time, time]]
    all_day: bool


class PlacePublic(BaseModel):
    """A place. `title` is its name, else its category and the street beside it, in words.

    `facts` are those of `data/place_facts.toml` that are known to hold; `months` is empty where
    it is worth the way all year; `opening` is about today and None where nobody has said.
    """

    slug: str
    code: str
    title: str
    name: str | None
    category: str
    category_name: str
    goals: list[str]
    icon: str
    color: str
    shape: str
    lon: float
    lat: float
    open_data: bool
    visited: bool
    credit: str
    facts: list[str]
    ages: tuple[int, int]
    months: list[int]
    opening: OpeningPublic | None


class PlaceNear(PlacePublic):
    """A place as seen from somewhere: which way, how far through the air, about how long.

    `walk_m`: along paths, where that is known; `minutes` go by it, else by the detour factor.
    `reached`: whether it can be walked to in the time; unknown without a network. `safety`: of the
    worst stretch of the way, for the group.
    """

    direction: str | None
    air_m: float
    walk_m: float | None
    minutes: float
    in_circle: bool
    reached: bool | None
    safety: str | None


def place_public(seen: Seen, known: Known, locale: str) -> PlacePublic:
    return PlacePublic(**_fields(seen, known, locale))


def _fields(seen: Seen, known: Known, locale: str) -> dict[str, Any]:
    place = seen.place
    category = categories()[place.category]
    place_goals = list(goals_of(place))
    first = goals().get(place_goals[0]) if place_goals else None
    return {
        "slug": place.slug,
        "code": place.code,
        "title": title(place.name, category.name, place.near, locale),
        "name": place.name,
        "category": place.category,
        "category_name": category.name,
        "goals": place_goals,
        "icon": category.icon,
        "color": first.color if first else NEUTRAL_COLOR,
        "shape": first.shape if first else NEUTRAL_SHAPE,
        "lon": seen.position.lon,
        "lat": seen.position.lat,
        "open_data": place.open_data,
        "visited": place.visited,
        "credit": ", ".join(seen.credits),
        "facts": list(known.facts),
        "ages": known.ages,
        "months": [] if known.months == ALL_YEAR else list(known.months),
        "opening": _opening_public(known.opening),
    }


def place_near(found: Found, centre: LonLat, walk: Walk, locale: str) -> PlaceNear:
    seen, way, air_m = found.seen_from.seen, found.way, found.seen_from.air_m
    return PlaceNear(
        **_fields(seen, found.known, locale),
        direction=compass_point(centre, seen.position),
        air_m=air_m,
        walk_m=way.metres,
        minutes=walk.minutes_to(air_m) if way.metres is None else walk.minutes_along(way.metres),
        in_circle=way.in_circle,
        reached=way.reached,
        safety=way.safety,
    )


def places_near(found: Iterable[Found], centre: LonLat, walk: Walk, locale: str) -> list[PlaceNear]:
    """Those with the shortest way first."""
    places = (place_near(one, centre, walk, locale) for one in found)
    return sorted(places, key=lambda place: (place.minutes, place.code))


def place_feature(place: PlaceNear) -> geojson.Feature[PlaceNear]:
    return geojson.Feature(
        id=place.slug, geometry=geojson.point(place.lon, place.lat), properties=place
    )


def _opening_public(opening: Opening | None) -> OpeningPublic | None:
    if opening is None:
        return None
    return OpeningPublic(hours=list(opening.hours), all_day=opening.all_day)


def title(name: str | None, category_name: str, near: str | None, locale: str) -> str:
    if name:
        return name
    category = gettext(locale, category_name)
    if near is None:
        return category
    return gettext(locale, TITLE) % {"category": category, "street": near}
