"""`/i/…/tur`: three taps to an outing: who, how long, what weather."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.basemap.service import credits
from api.circles.views import groups_public
from api.database import SessionDep
from api.institutions import service
from api.institutions.views import institution_public
from api.institutions.walk import walk_of
from api.locale import locale_of
from api.outings.routes import Time, Weather, check_choice
from api.outings.service import propose
from api.outings.tables import outing_table
from api.outings.views import outing_public
from api.pages import page
from api.places.opening import back_after
from api.queries import Group, Slow
from api.reach.service import Origin
from api.reach.way_views import step_lines

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/i/{slug}/tur")
def show(
    request: Request,
    session: SessionDep,
    slug: str,
    group: Group = None,
    time: Time = 60,
    weather: Weather = "sun",
    slow: Slow = False,
) -> HTMLResponse:
    """Three outings from an institution; what is not chosen yet is the usual."""
    check_choice(time, weather)
    located = service.by_slug(session, slug)
    walk = walk_of(located.institution, group=group, slow=slow)
    origin = Origin(located.position, located.institution.id)
    found = propose(session, request.app.state.networks, origin, walk, time=time, weather=weather)
    locale, back_at = locale_of(request), back_after(time)
    return page(
        request,
        "outing.html",
        institution=institution_public(located),
        groups=groups_public(),
        table=outing_table(),
        state={
            "group": walk.walking_group.key,
            "time": time,
            "weather": weather,
            "slow": "true" if slow else None,
        },
        back_at=back_at,
        outings=[
            (
                outing_public(one, origin.position, walk, back_at, locale),
                step_lines(one.ways.shortest, locale) if one.ways else [],
            )
            for one in found
        ],
        attributions=credits(session),
    )
