"""What visitors get to know of a place, by API and page alike."""

from pydantic import BaseModel

from api import geojson
from api.institutions.walk import Walk
from api.places.service import Seen, SeenFrom
from api.tables import categories, goals
from geo.positions import LonLat, compass_point
from web.i18n import gettext

NEUTRAL_COLOR, NEUTRAL_SHAPE = "#4D4D4D", "circle"


class PlacePublic(BaseModel):
    """A place. `title` is its name, else its category and the street beside it, in words."""

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


class PlaceNear(PlacePublic):
    """A place as seen from somewhere: which way, how far through the air, about how long."""

    direction: str | None
    air_m: float
    minutes: float


def place_public(seen: Seen, locale: str) -> PlacePublic:
    place = seen.place
    category = categories()[place.category]
    place_goals = place.goals if place.goals is not None else list(category.goals)
    first = goals().get(place_goals[0]) if place_goals else None
    return PlacePublic(
        slug=place.slug,
        code=place.code,
        title=title(place.name, category.name, place.near, locale),
        name=place.name,
        category=place.category,
        category_name=category.name,
        goals=place_goals,
        icon=category.icon,
        color=first.color if first else NEUTRAL_COLOR,
        shape=first.shape if first else NEUTRAL_SHAPE,
        lon=seen.position.lon,
        lat=seen.position.lat,
        open_data=place.open_data,
        visited=place.visited,
        credit=", ".join(seen.credits),
    )


def place_near(seen_from: SeenFrom, centre: LonLat, walk: Walk, locale: str) -> PlaceNear:
    seen = seen_from.seen
    return PlaceNear(
        **place_public(seen, locale).model_dump(),
        direction=compass_point(centre, seen.position),
        air_m=seen_from.air_m,
        minutes=walk.minutes_to(seen_from.air_m),
    )


def place_feature(place: PlaceNear) -> geojson.Feature[PlaceNear]:
    return geojson.Feature(
        id=place.slug, geometry=geojson.point(place.lon, place.lat), properties=place
    )


def title(name: str | None, category_name: str, near: str | None, locale: str) -> str:
    if name:
        return name
    category = gettext(locale, category_name)
    if near is None:
        return category
    return gettext(locale, "%(category)s by %(street)s") % {"category": category, "street": near}
