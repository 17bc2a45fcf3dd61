"""What the page of a circle says, whatever stands at its centre."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

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
from api.places.nearby import Nearby, nearby
from api.places.opening import today
from api.places.views import place_near
from api.tables import categories, place_facts
from api.tiles.service import tile_url_template
from geo.circles import circle
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
    centre: LonLat,
    walk: Walk,
    chosen: PlaceFilter,
    form: Form,
    name: str,
    institution_id: UUID | None = None,
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> HTMLResponse:
    """A page with a circle on a map, and the places in it that were chosen."""
    locale = locale_of(request)
    state = _state(walk, chosen)
    found = nearby(
        session,
        centre=centre,
        radius_m=walk.radius_m,
        chosen=chosen,
        day=today(),
        institution_id=institution_id,
    )
    collection = circle_collection(session, centre, walk, name=name)
    return page(
        request,
        template,
        headers=headers,
        sent=[*form.fixed, *fields(state)] if form.method == "post" else (),
        form=form,
        state=state,
        chosen=chosen,
        choices=_choices(found),
        centre=centre,
        circle=collection.properties,
        circle_json=collection.model_dump(mode="json", exclude={"properties"}),
        bounds=str(Bounds(*circle(centre, walk.radius_m).bounds)),
        groups=groups_public(),
        places=[place_near(one, what, centre, walk, locale) for one, what in found.shown],
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


def _state(walk: Walk, chosen: PlaceFilter) -> dict[str, Any]:
    """What the address of this very page says."""
    return {"group": walk.walking_group.key, "minutes": walk.minutes, **chosen.values()}


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
