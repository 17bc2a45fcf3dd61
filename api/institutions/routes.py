from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from api import geojson
from api.database import SessionDep
from api.institutions import service
from api.institutions.views import (
    CirclePublic,
    InstitutionPublic,
    RingPublic,
    circle_features,
    circle_public,
    institution_feature,
)
from api.institutions.walk import walk_of
from api.locale import locale_of
from api.places.service import around
from api.places.views import PlaceNear, place_feature, place_near
from api.queries import BboxQuery, Group, Kind, Limit, Minutes, Words
from geo.circles import circle
from geo.positions import LonLat

router = APIRouter(
    prefix="/api", tags=["institutions"], default_response_class=geojson.GeoJSONResponse
)


class CircleCollection(geojson.FeatureCollection[RingPublic]):
    """The rings as features, and what they mean beside them."""

    properties: CirclePublic


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
    return CircleCollection(
        features=circle_features(located, walk), properties=circle_public(session, located, walk)
    )


@router.get("/institutions/{slug}/places")
def list_places(
    request: Request, session: SessionDep, slug: str, group: Group = None, minutes: Minutes = None
) -> geojson.FeatureCollection[PlaceNear]:
    """The published places inside the circle, nearest first."""
    located = service.by_slug(session, slug)
    walk = walk_of(located.institution, group=group, minutes=minutes)
    seen = around(
        session,
        centre=located.position,
        radius_m=walk.radius_m,
        institution_id=located.institution.id,
    )
    locale = locale_of(request)
    return geojson.FeatureCollection(
        features=[place_feature(place_near(s, located.position, walk, locale)) for s in seen]
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
