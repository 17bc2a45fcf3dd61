"""What the page of a circle says, whatever stands at its centre."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from fastapi import Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from api import geojson
from api.basemap.service import credits
from api.circles.views import (
    CirclePublic,
    RingPublic,
    circle_features,
    circle_public,
    groups_public,
)
from api.circles.walk import Walk
from api.locale import locale_of
from api.pages import page
from api.places.filters import PlaceFilter
from api.places.nearby import Nearby
from api.places.opening import today
from api.places.views import places_near
from api.reach.places import places_of
from api.reach.service import MOST_METRES, Origin, outing
from api.reach.views import ReachCollection, reach_collection
from api.tables import categories, place_facts
from api.tiles.service import tile_url_template
from geo.positions import LonLat
from web.maps import Bounds, map_fragment
from web.templating import fields


class CircleCollection(geojson.FeatureCollection[RingPublic]):
    """The rings as features, and what they mean beside them."""

    properties: CirclePublic


@dataclass(frozen=True, slots=True)
class Form:
    """How the page asks for itself again: its address, how, and what stays the same."""

    address: str
    method: Literal["get", "post"] = "get"
    fixed: tuple[tuple[str, str], ...] = ()


def circle_page(
    request: Request,
    session: Session,
    template: str,
    *,
    origin: Origin,
    walk: Walk,
    chosen: PlaceFilter,
    form: Form,
    slug: str | None = None,
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> HTMLResponse:
    """A page with circle and reach on a map, and the places in them that were chosen."""
    locale, centre = locale_of(request), origin.position
    state = state_of(walk, chosen)
    with outing(session, request.app.state.networks, origin, walk) as walked:
        found = places_of(session, walked, chosen)
        reach = reach_collection(session, walked)
    places = places_near(found.shown, centre, walk, locale)
    return page(
        request,
        template,
        headers=headers,
        sent=[*form.fixed, *fields(state)] if form.method == "post" else (),
        form=form,
        slug=slug,
        state=state,
        chosen=chosen,
        choices=_choices(found),
        centre=centre,
        circle=circle_public(session, centre, walk),
        reach=reach.properties,
        shapes=_shapes(reach, centre, walk),
        bounds=str(Bounds(*reach.bbox)),
        groups=groups_public(),
        places=places,
        near_places=[place for place in places if place.reached is not False],
        far_places=[place for place in places if place.reached is False],
        most_minutes=max(walk.most_minutes(MOST_METRES), walk.minutes),
        route_state={key: state[key] for key in ("group", "minutes", "slow")},
        total=found.total,
        today=today(),
        map=map_fragment(tiles=tile_url_template(request.app.state.tiles.data_version())),
        attributions=credits(session),
        **more,
    )


def circle_collection(
    session: Session, centre: LonLat, walk: Walk, *, name: str
) -> CircleCollection:
    return CircleCollection(
        features=circle_features(centre, walk, name=name),
        properties=circle_public(session, centre, walk),
    )


def _shapes(reach: ReachCollection, centre: LonLat, walk: Walk) -> str:
    """What the map draws, as GeoJSON: the reach in the circle, else circles for the rings too."""
    if reach.properties.missing is None:
        return geojson.as_json(reach).decode()
    circles = circle_features(centre, walk, name="circle")
    return geojson.FeatureCollection(features=circles).model_dump_json()


def state_of(walk: Walk, chosen: PlaceFilter) -> dict[str, Any]:
    """What the address of this very page says."""
    return {
        "group": walk.walking_group.key,
        "minutes": walk.minutes,
        "slow": "true" if walk.slow else None,
        **chosen.values(),
    }


def _choices(found: Nearby) -> dict[str, Any]:
    """What can be chosen: the tables, and the categories that are there with their numbers."""
    table = place_facts()
    return {
        "seasons": table.seasons,
        "ages": table.ages,
        "names": {key: category.name for key, category in categories().items()},
        "categories": [
            (category, found.categories[key])
            for key, category in categories().items()
            if key in found.categories
        ],
    }
