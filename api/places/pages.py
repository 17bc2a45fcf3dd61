from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from api.basemap.service import credits
from api.database import SessionDep
from api.freshness import Dated, kept
from api.institutions.service import near
from api.institutions.views import institution_public
from api.institutions.walk import walk_of
from api.locale import locale_of
from api.pages import page
from api.places import service
from api.places.facts import known
from api.places.nearby import Found
from api.places.opening import today
from api.places.service import SeenFrom
from api.places.views import place_near, place_public
from api.reach.service import Origin, outing
from api.tables import place_facts
from geo.positions import air_distance_m

router = APIRouter(
    include_in_schema=False, default_response_class=HTMLResponse, dependencies=[Dated]
)

NEAR_M = 2000
NEAR_LIMIT = 12


@router.get("/sted/{slug}")
def show(request: Request, session: SessionDep, slug: str) -> HTMLResponse:
    """One place, and from which institutions near it one walks there in how many minutes."""
    return kept(request, lambda: _show(request, session, slug))


def _show(request: Request, session: Session, slug: str) -> HTMLResponse:
    seen = service.by_slug(session, slug)
    locale = locale_of(request)
    close = service.around(session, centre=seen.position, radius_m=place_facts().near_m)
    [facts] = known([seen], [one.seen for one in close], today())
    reached_from = []
    for located in near(session, position=seen.position, radius_m=NEAR_M, limit=NEAR_LIMIT):
        walk = walk_of(located.institution)
        air_m = air_distance_m(located.position, seen.position)
        origin = Origin(located.position, located.institution.id)
        with outing(session, request.app.state.networks, origin, walk) as walked:
            [way] = walked.ways(session, [SeenFrom(seen, air_m)])
        found = place_near(Found(SeenFrom(seen, air_m), facts, way), origin.position, walk, locale)
        reached_from.append({"institution": institution_public(located), "place": found})
    return page(
        request,
        "place.html",
        place=place_public(seen, facts, locale),
        reached_from=reached_from,
        attributions=credits(session),
    )
