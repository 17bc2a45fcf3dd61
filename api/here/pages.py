"""`/her`: a point comes by POST, so that it stands in no address and no log, and is not kept."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse

from api.basemap.service import coverage, credits, street_at
from api.circles.pages import Form as CircleForm
from api.circles.pages import circle_page, state_of
from api.circles.walk import Walk, walk_with
from api.database import SessionDep
from api.institutions.models import InstitutionKind
from api.institutions.service import near
from api.institutions.views import institution_public
from api.limits.service import limit
from api.pages import page, visit_of
from api.places.filters import FilterForm, FilterQuery, PlaceFilter
from api.queries import Group, Minutes, Slow
from api.reach.service import Origin
from api.tables import walking_groups
from api.tiles.service import tile_url_template
from geo.positions import LonLat
from web.maps import Bounds, map_fragment
from web.templating import query

router = APIRouter(prefix="/her", include_in_schema=False, default_response_class=HTMLResponse)

ROUND_M = 50
"""Nobody needs to know better where somebody stands."""
STREET_WITHIN_M = 150
MOST_INSTITUTIONS, INSTITUTIONS_WITHIN_M = 6, 2000
KEEP_FOR_BACK = {"Cache-Control": "private, no-cache"}
"""Going back shows the page again; `no-store` would ask the visitor to send the form once more."""
DENMARK = Bounds(8.0, 54.5, 15.2, 57.8)

Sent = Annotated[float, Form(allow_inf_nan=False)]
Asked = Annotated[float | None, Query(allow_inf_nan=False)]


@router.get("")
def ask(
    request: Request,
    session: SessionDep,
    chosen: FilterQuery,
    lon: Asked = None,
    lat: Asked = None,
    group: Group = None,
    minutes: Minutes = None,
    slow: Slow = False,
) -> HTMLResponse:
    """Where is here? Or, by a link that somebody made to share it, the circle there."""
    if lon is not None and lat is not None:
        walk = _walk(group, minutes, slow)
        return _circle(request, session, LonLat.checked(lon, lat), walk, chosen)
    outline = coverage(session)
    return page(
        request,
        "here.html",
        bounds=str(Bounds(*outline.bounds) if outline else DENMARK),
        map=map_fragment(tiles=tile_url_template(request.app.state.tiles.data_version())),
        attributions=credits(session),
    )


@router.post("", dependencies=[Depends(limit("circle"))])
def show(
    request: Request,
    session: SessionDep,
    chosen: FilterForm,
    lon: Sent,
    lat: Sent,
    group: Annotated[str | None, Form(max_length=40)] = None,
    minutes: Annotated[float | None, Form(allow_inf_nan=False)] = None,
    slow: Annotated[bool, Form()] = False,
) -> HTMLResponse:
    walk = _walk(group, minutes, slow)
    return _circle(request, session, LonLat.checked(lon, lat), walk, chosen)


def _circle(
    request: Request, session: SessionDep, asked: LonLat, walk: Walk, chosen: PlaceFilter
) -> HTMLResponse:
    here = asked.rounded(ROUND_M)
    point = (("lon", str(here.lon)), ("lat", str(here.lat)))
    close = near(session, position=here, radius_m=INSTITUTIONS_WITHIN_M, limit=MOST_INSTITUTIONS)
    return circle_page(
        request,
        session,
        "here_circle.html",
        origin=Origin(here),
        walk=walk,
        chosen=chosen,
        form=CircleForm("/her", "post", point),
        street=street_at(session, here, within_m=STREET_WITHIN_M),
        institutions=[institution_public(one) for one in close],
        headers=KEEP_FOR_BACK,
        share=_address(request, **dict(point), **state_of(walk, chosen)),
    )


def _walk(group: str | None, minutes: float | None, slow: bool) -> Walk:
    usual = walking_groups().by_kind[InstitutionKind.kindergarten]
    return walk_with(group=group or usual, minutes=minutes, slow=slow)


def _address(request: Request, **values: Any) -> str:
    """A link to this very circle, for whoever asks for one."""
    visit = visit_of(request)
    return f"{visit.origin}{visit.href('/her')}{query(**values)}"
