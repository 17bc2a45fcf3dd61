from collections.abc import Iterable
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from api.basemap.service import credits
from api.database import SessionDep
from api.institutions import service
from api.institutions.service import Located
from api.institutions.views import circle_public, groups_public, institution_public
from api.institutions.walk import Walk, walk_of
from api.locale import locale_of
from api.places.service import around
from api.places.views import place_near
from api.queries import Group, Kind, Minutes, Words
from api.tiles.service import tile_url_template
from geo.circles import circle
from web.maps import Bounds, MapFragment, map_fragment
from web.statics import ASK_AGAIN, FOR_EVER
from web.templating import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/")
def index(request: Request, session: SessionDep, q: Words = "", kind: Kind = None) -> HTMLResponse:
    found = service.find(session, words=q, kind=kind)
    page = render(
        "index.html",
        locale_of(request),
        search={"q": q, "kind": kind, "total": len(found)},
        groups_of_institutions=_by_municipality(found),
        attributions=credits(session),
    )
    return HTMLResponse(page)


@router.get("/i/{slug}")
def show(
    request: Request, session: SessionDep, slug: str, group: Group = None, minutes: Minutes = None
) -> HTMLResponse:
    located = service.by_slug(session, slug)
    walk = walk_of(located.institution, group=group, minutes=minutes)
    locale = locale_of(request)
    seen = around(
        session,
        centre=located.position,
        radius_m=walk.radius_m,
        institution_id=located.institution.id,
    )
    query = "?" + urlencode({"group": walk.walking_group.key, "minutes": f"{walk.minutes:g}"})
    fragment = _map(request, located, walk)
    page = render(
        "institution.html",
        locale,
        institution=institution_public(located),
        circle=circle_public(session, located, walk),
        groups=groups_public(),
        places=[place_near(one, located.position, walk, locale) for one in seen],
        map=fragment,
        data_url=f"/api/institutions/{slug}/places{query}",
        circle_url=f"/api/institutions/{slug}/circle{query}",
        coverage_url="/api/coverage",
        attributions=credits(session),
        public_url=request.app.state.settings.public_url,
    )
    return HTMLResponse(page)


@router.get("/i/{slug}/map.js")
def map_script(
    request: Request, session: SessionDep, slug: str, group: Group = None, minutes: Minutes = None
) -> Response:
    """Folium's script for this map, as a file of its own: the page allows no inline script."""
    located = service.by_slug(session, slug)
    fragment = _map(request, located, walk_of(located.institution, group=group, minutes=minutes))
    etag = f'"{fragment.version}"'
    known = request.headers.get("if-none-match") == etag
    fresh = request.query_params.get("v") == fragment.version
    headers = {"ETag": etag, "Cache-Control": FOR_EVER if fresh else ASK_AGAIN}
    if known:
        return Response(status_code=304, headers=headers)
    return Response(fragment.script, media_type="text/javascript", headers=headers)


def _map(request: Request, located: Located, walk: Walk) -> MapFragment:
    """The map of a circle, with the tiles of today's data."""
    return map_fragment(
        bounds=Bounds(*circle(located.position, walk.radius_m).bounds),
        tiles=tile_url_template(request.app.state.tiles.data_version()),
    )


def _by_municipality(found: Iterable[Located]) -> list[dict[str, Any]]:
    return [
        {"municipality": name, "institutions": [institution_public(one) for one in group]}
        for name, group in groupby(found, key=lambda one: one.municipality)
    ]
