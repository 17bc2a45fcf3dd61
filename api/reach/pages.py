"""`/i/…/vej/…`: the way from an institution to a place, on the map and as a list."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from api import geojson
from api.basemap.service import credits
from api.circles.walk import Walk
from api.database import SessionDep
from api.freshness import Dated, kept
from api.institutions import service
from api.institutions.views import institution_public
from api.institutions.walk import walk_of
from api.locale import locale_of
from api.pages import page
from api.places.facts import known
from api.places.opening import today
from api.places.views import place_public
from api.queries import Group, Minutes, Slow
from api.reach.routes import Calm
from api.reach.service import Origin
from api.reach.way_views import way_collection
from api.reach.ways import find_ways
from api.tiles.service import tile_url_template
from web.maps import Bounds, map_fragment

router = APIRouter(
    include_in_schema=False, default_response_class=HTMLResponse, dependencies=[Dated]
)


@router.get("/i/{slug}/vej/{place}")
def show(
    request: Request,
    session: SessionDep,
    slug: str,
    place: str,
    group: Group = None,
    minutes: Minutes = None,
    slow: Slow = False,
    calm: Calm = False,
) -> HTMLResponse:
    def make() -> HTMLResponse:
        located = service.by_slug(session, slug)
        walk = walk_of(located.institution, group=group, minutes=minutes, slow=slow)
        return _way(request, session, located, walk, place, calm=calm)

    return kept(request, make)


def _way(
    request: Request,
    session: Session,
    located: service.Located,
    walk: Walk,
    slug: str,
    *,
    calm: bool,
) -> HTMLResponse:
    locale = locale_of(request)
    origin = Origin(located.position, located.institution.id)
    seen, ways = find_ways(session, request.app.state.networks, origin, walk, slug)
    found = way_collection((seen, ways), calm=calm, locale=locale)
    [facts] = known([seen], [], today())
    return page(
        request,
        "way.html",
        institution=institution_public(located),
        place=place_public(seen, facts, locale),
        way=found.properties,
        steps=[one.properties for one in found.features],
        shapes=geojson.as_json(found).decode(),
        bounds=str(Bounds(*found.bbox)),
        group_name=walk.walking_group.name,
        state={
            "group": walk.walking_group.key,
            "minutes": walk.minutes,
            "slow": "true" if walk.slow else None,
            "calm": "true" if calm else None,
        },
        map=map_fragment(tiles=tile_url_template(request.app.state.tiles.data_version())),
        attributions=credits(session),
    )
