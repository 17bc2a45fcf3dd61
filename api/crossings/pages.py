"""`/kommune/…/overgange`: the crossings that are missed most, as a list and on a map."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from api.areas.service import municipality_by_slug
from api.basemap.service import credits
from api.crossings.service import missing_of
from api.crossings.views import missing_public
from api.database import SessionDep
from api.freshness import Dated, kept
from api.pages import page
from api.tiles.service import tile_url_template
from web.maps import Bounds, map_fragment

router = APIRouter(
    include_in_schema=False, default_response_class=HTMLResponse, dependencies=[Dated]
)

MARGIN_DEG = 0.004


@router.get("/kommune/{slug}/overgange")
def show(request: Request, session: SessionDep, slug: str) -> HTMLResponse:
    return kept(request, lambda: _show(request, session, slug))


def _show(request: Request, session: Session, slug: str) -> HTMLResponse:
    municipality = municipality_by_slug(session, slug)
    found = [missing_public(*one) for one in missing_of(session, municipality)]
    lons, lats = [one.lon for one in found] or [0.0], [one.lat for one in found] or [0.0]
    return page(
        request,
        "crossings.html",
        municipality=municipality,
        crossings=found,
        bounds=str(
            Bounds(
                min(lons) - MARGIN_DEG,
                min(lats) - MARGIN_DEG,
                max(lons) + MARGIN_DEG,
                max(lats) + MARGIN_DEG,
            )
        ),
        map=map_fragment(tiles=tile_url_template(request.app.state.tiles.data_version())),
        attributions=credits(session),
    )
