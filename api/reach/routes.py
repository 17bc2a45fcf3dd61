from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlmodel import Session

from api import geojson
from api.circles.walk import Walk, walk_with
from api.database import SessionDep
from api.errors import N_, NotFound, Rejected
from api.freshness import Dated
from api.limits.service import limit
from api.locale import locale_of
from api.queries import Group, Minutes, Slow
from api.reach.explain import explain
from api.reach.queries import FromInstitution
from api.reach.service import NO_PATHS, Origin, outing
from api.reach.streets import StreetCollection, street_collection
from api.reach.views import ReachCollection, reach_collection
from api.reach.way_views import WayCollection, WhyPublic, way_collection, why_public
from api.reach.ways import find_ways
from api.tables import METRES_PER_MINUTE_AT_1_KMH, walking_groups
from geo.positions import LonLat
from geo.reach import check_metres

router = APIRouter(
    prefix="/api",
    tags=["reach"],
    default_response_class=geojson.GeoJSONResponse,
    dependencies=[Dated],
)

ON_FOOT = "early_school"
"""Whose way it is where only metres are asked for."""
Degrees = Annotated[float, Query(allow_inf_nan=False)]
Metres = Annotated[float | None, Query(allow_inf_nan=False)]
Calm = Annotated[bool, Query(description="Rather a calmer way, where there is one.")]


@router.get("/institutions/{slug}/reach", response_model=ReachCollection)
def show_reach(request: Request, session: SessionDep, asked: FromInstitution) -> Response:
    """Circle, reach and rings of the institution's own or another group."""
    return _reach(request, session, *asked)


@router.get("/institutions/{slug}/streets", response_model=StreetCollection)
def show_streets(request: Request, session: SessionDep, asked: FromInstitution) -> Response:
    """The ways within reach by how safe they are for the group, and places to cross roads."""
    with outing(session, request.app.state.networks, *asked) as walked:
        made = street_collection(walked)
    return _quick(made)


@router.get("/institutions/{slug}/ways/{place}")
def show_way(
    request: Request, session: SessionDep, asked: FromInstitution, place: str, calm: Calm = False
) -> WayCollection:
    """The way from an institution to a place, step by step: the shortest, or a calmer one."""
    found = find_ways(session, request.app.state.networks, *asked, place)
    return way_collection(found, calm=calm, locale=locale_of(request))


@router.get("/institutions/{slug}/why")
def show_why(
    request: Request, session: SessionDep, asked: FromInstitution, lon: Degrees, lat: Degrees
) -> WhyPublic:
    """What lies between an institution's reach and a spot, in words too."""
    with outing(session, request.app.state.networks, *asked) as walked:
        found = explain(walked, LonLat.checked(lon, lat))
    if found is None:
        raise NotFound(NO_PATHS)
    return why_public(found, locale_of(request))


@router.get("/reach", response_model=ReachCollection, dependencies=[Depends(limit("circle"))])
def reach_from(
    request: Request,
    session: SessionDep,
    lon: Degrees,
    lat: Degrees,
    metres: Metres = None,
    group: Group = None,
    minutes: Minutes = None,
    slow: Slow = False,
) -> Response:
    """Circle, reach and rings round any point: metres along paths, or a group and its minutes."""
    walk = _walk(metres, group, minutes, slow)
    return _reach(request, session, Origin(LonLat.checked(lon, lat)), walk)


def _reach(request: Request, session: Session, origin: Origin, walk: Walk) -> Response:
    with outing(session, request.app.state.networks, origin, walk) as walked:
        made = reach_collection(session, walked)
    return _quick(made)


def _quick(made: ReachCollection | StreetCollection) -> Response:
    return Response(geojson.as_json(made), media_type=geojson.GeoJSONResponse.media_type)


def _walk(metres: float | None, group: str | None, minutes: float | None, slow: bool) -> Walk:
    """Raises Rejected naming the field, GeometryError naming `metres`."""
    if metres is None and group is None:
        raise Rejected(N_("Say how many metres, or which group."), field="metres")
    if metres is None or minutes is not None:
        return walk_with(group=group or ON_FOOT, minutes=minutes, slow=slow)
    check_metres(metres)
    chosen = walk_with(group=group or ON_FOOT, slow=slow)
    kmh = chosen.kmh * METRES_PER_MINUTE_AT_1_KMH
    return Walk(chosen.walking_group, metres / kmh, walking_groups().detour_factor, slow)
