"""What visitors get to know of an outing, by API and page alike."""

from datetime import datetime

from pydantic import BaseModel

from api import geojson
from api.circles.walk import Walk
from api.outings.service import Proposal
from api.places.views import PlaceNear, place_near
from geo.positions import LonLat


class ToiletPublic(BaseModel):
    slug: str
    name: str | None
    metres: float


class OutingPublic(BaseModel):
    """An outing: minutes there, at the place and home, when one is back, and a toilet near by."""

    place: PlaceNear
    minutes: float
    stay_minutes: float
    back_minutes: float
    back_at: datetime
    toilet: ToiletPublic | None


class OutingsPublic(BaseModel):
    group: str
    time: int
    weather: str


class OutingCollection(geojson.FeatureCollection[OutingPublic]):
    properties: OutingsPublic


def outing_public(
    proposal: Proposal, centre: LonLat, walk: Walk, back_at: datetime, locale: str
) -> OutingPublic:
    toilet = proposal.toilet
    return OutingPublic(
        place=place_near(proposal.found, centre, walk, locale),
        minutes=proposal.minutes,
        stay_minutes=proposal.stay_minutes,
        back_minutes=proposal.back_minutes,
        back_at=back_at,
        toilet=ToiletPublic(slug=toilet.slug, name=toilet.name, metres=toilet.metres)
        if toilet
        else None,
    )


def outing_feature(outing: OutingPublic) -> geojson.Feature[OutingPublic]:
    place = outing.place
    return geojson.Feature(
        id=place.slug, geometry=geojson.point(place.lon, place.lat), properties=outing
    )
