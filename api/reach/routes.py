from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlmodel import Session

from api import geojson
from api.circles.walk import Walk, walk_with
from api.database import SessionDep
from api.errors import N_, Rejected
from api.freshness import Dated
from api.institutions.service import by_slug
from api.institutions.walk import walk_of
from api.limits.service import limit
from api.queries import Group, Minutes, Slow
from api.reach.service import Origin, outing
from api.reach.views import ReachCollection, reach_collection
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
Metres = Annotated[float | None, Query(allow_inf_nan=False)]


@router.get("/institutions/{slug}/reach", response_model=ReachCollection)
def show_reach(
    request: Request,
    session: SessionDep,
    slug: str,
    group: Group = None,
    minutes: Minutes = None,
    slow: Slow = False,
) -> Response:
    """Circle, reach and rings of the institution's own or another group."""
    located = by_slug(session, slug)
    walk = walk_of(located.institution, group=group, minutes=minutes, slow=slow)
    return _answer(request, session, Origin(located.position, located.institution.id), walk)


@router.get("/reach", response_model=ReachCollection, dependencies=[Depends(limit("circle"))])
def reach_from(
    request: Request,
    session: SessionDep,
    lon: Annotated[float, Query(allow_inf_nan=False)],
    lat: Annotated[float, Query(allow_inf_nan=False)],
    metres: Metres = None,
    group: Group = None,
    minutes: Minutes = None,
    slow: Slow = False,
) -> Response:
    """Circle, reach and rings round any point: metres along paths, or a group and its minutes."""
    return _answer(
        request, session, Origin(LonLat.checked(lon, lat)), _walk(metres, group, minutes, slow)
    )


def _answer(request: Request, session: Session, origin: Origin, walk: Walk) -> Response:
    with outing(session, request.app.state.networks, origin, walk) as walked:
        made = reach_collection(session, walked)
    return Response(made.as_json(), media_type=geojson.GeoJSONResponse.media_type)


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
