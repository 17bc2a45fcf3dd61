from typing import Annotated

from fastapi import APIRouter, Query, Request

from api import geojson
from api.database import SessionDep
from api.errors import N_, Rejected
from api.locale import locale_of
from api.outings.service import propose
from api.outings.tables import outing_table
from api.outings.views import OutingCollection, OutingsPublic, outing_feature, outing_public
from api.places.opening import back_after
from api.reach.queries import FromInstitution

router = APIRouter(prefix="/api", tags=["outings"], default_response_class=geojson.GeoJSONResponse)

MIN_TIME, MAX_TIME = 15, 240
Time = Annotated[int, Query(description="Minutes in all, there and back.")]
Weather = Annotated[str, Query(max_length=20)]


def check_choice(time: int, weather: str) -> None:
    """Raises Rejected naming `time` or `weather`."""
    if not MIN_TIME <= time <= MAX_TIME:
        raise Rejected(
            N_("Minutes lie between %(least)s and %(most)s."),
            field="time",
            least=MIN_TIME,
            most=MAX_TIME,
        )
    if weather not in outing_table().weathers:
        raise Rejected(N_("There is no such choice."), field="weather")


@router.get("/institutions/{slug}/outings")
def list_outings(
    request: Request,
    session: SessionDep,
    asked: FromInstitution,
    time: Time = 60,
    weather: Weather = "sun",
) -> OutingCollection:
    """Up to three outings from an institution for a group, a time and the weather."""
    check_choice(time, weather)
    origin, walk = asked
    found = propose(session, request.app.state.networks, origin, walk, time=time, weather=weather)
    locale, back_at = locale_of(request), back_after(time)
    outings = [outing_public(one, origin.position, walk, back_at, locale) for one in found]
    return OutingCollection(
        features=[outing_feature(one) for one in outings],
        properties=OutingsPublic(group=walk.walking_group.key, time=time, weather=weather),
    )
