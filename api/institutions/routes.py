from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from api import geojson
from api.circles.pages import CircleCollection, circle_collection
from api.database import SessionDep
from api.freshness import Dated
from api.institutions import service
from api.institutions.views import InstitutionPublic, institution_feature
from api.institutions.walk import walk_of
from api.locale import locale_of
from api.paging import After, Limit, part, rest_after
from api.places.filters import FilterQuery
from api.places.views import PlaceNear, place_feature, places_near
from api.queries import BboxQuery, Group, Kind, Minutes, Slow, Words
from api.reach.places import places_of
from api.reach.service import Origin, outing
from geo.circles import circle
from geo.positions import LonLat

router = APIRouter(
    prefix="/api",
    tags=["institutions"],
    default_response_class=geojson.GeoJSONResponse,
    dependencies=[Dated],
)


class PlainCircle(BaseModel):
    metres: float


@router.get("/institutions")
def list_institutions(
    request: Request,
    response: Response,
    session: SessionDep,
    q: Words = "",
    kind: Kind = None,
    bbox: BboxQuery = None,
    after: After = None,
    limit: Limit = 500,
) -> geojson.FeatureCollection[InstitutionPublic]:
    """Institutions by name, address, town or municipality, kind and box; by name, part by part."""
    found = service.find_after(session, words=q, kind=kind, bbox=bbox, after=after, limit=limit + 1)
    return part(request, response, [institution_feature(one) for one in found], limit=limit)


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
    response: Response,
    session: SessionDep,
    slug: str,
    chosen: FilterQuery,
    group: Group = None,
    minutes: Minutes = None,
    slow: Slow = False,
    after: After = None,
    limit: Limit = 1000,
) -> geojson.FeatureCollection[PlaceNear]:
    """The places in the circle or in reach that were chosen, nearest first, part by part."""
    located = service.by_slug(session, slug)
    walk = walk_of(located.institution, group=group, minutes=minutes, slow=slow)
    origin = Origin(located.position, located.institution.id)
    with outing(session, request.app.state.networks, origin, walk) as walked:
        found = places_of(session, walked, chosen)
    locale = locale_of(request)
    features = [
        place_feature(one) for one in places_near(found.shown, located.position, walk, locale)
    ]
    return part(request, response, rest_after(features, after), limit=limit)


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
