from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from api import geojson
from api.circles.pages import CircleCollection, circle_collection
from api.database import SessionDep
from api.institutions import service
from api.institutions.views import InstitutionPublic, institution_feature
from api.institutions.walk import walk_of
from api.locale import locale_of
from api.places.filters import FilterQuery
from api.places.nearby import nearby
from api.places.opening import today
from api.places.views import PlaceNear, place_feature, place_near
from api.queries import BboxQuery, Group, Kind, Limit, Minutes, Words
from geo.circles import circle
from geo.positions import LonLat

router = APIRouter(
    prefix="/api", tags=["institutions"], default_response_class=geojson.GeoJSONResponse
)


class PlainCircle(BaseModel):
    metres: float


@router.get("/institutions")
def list_institutions(
    session: SessionDep,
    q: Words = "",
    kind: Kind = None,
    bbox: BboxQuery = None,
    limit: Limit = 500,
) -> geojson.FeatureCollection[InstitutionPublic]:
    """Institutions by name, address, town or municipality, kind and box."""
    found = service.find(session, words=q, kind=kind, bbox=bbox, limit=limit)
    return geojson.FeatureCollection(features=[institution_feature(one) for one in found])


@router.get("/institutions/{slug}")
def show_institution(session: SessionDep, slug: str) -> geojson.Feature[InstitutionPublic]:
    return institution_feature(service.by_slug(session, slug))


@router.get("/institutions/{slug}/circle")
def show_circle(
    session: SessionDep, slug: str, group: Group = None, minutes: Minutes = None
) -> CircleCollection:
    """The circle of the institution's own or another group, with rings at 5, 10, 15 minutes."""
    located = service.by_slug(session, slug)
    walk = walk_of(located.institution, group=group, minutes=minutes)
    return circle_collection(session, located.position, walk, name=slug)


@router.get("/institutions/{slug}/places")
def list_places(
    request: Request,
    session: SessionDep,
    slug: str,
    chosen: FilterQuery,
    group: Group = None,
    minutes: Minutes = None,
) -> geojson.FeatureCollection[PlaceNear]:
    """The published places inside the circle that were chosen, nearest first."""
    located = service.by_slug(session, slug)
    walk = walk_of(located.institution, group=group, minutes=minutes)
    found = nearby(
        session,
        centre=located.position,
        radius_m=walk.radius_m,
        chosen=chosen,
        day=today(),
        institution_id=located.institution.id,
    )
    locale = locale_of(request)
    return geojson.FeatureCollection(
        features=[
            place_feature(place_near(one, what, located.position, walk, locale))
            for one, what in found.shown
        ]
    )


@router.get("/circle")
def plain_circle(
    lon: Annotated[float, Query()],
    lat: Annotated[float, Query()],
    metres: Annotated[float, Query()],
) -> geojson.Feature[PlainCircle]:
    """A circle in true metres round any point."""
    disc = circle(LonLat.checked(lon, lat), metres)
    return geojson.Feature(
        id="circle", geometry=geojson.geometry(disc), properties=PlainCircle(metres=metres)
    )
