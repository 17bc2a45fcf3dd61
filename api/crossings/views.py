"""What a municipality gets to know of a missing crossing, by API and page alike."""

from pydantic import BaseModel

from api import geojson
from api.crossings.models import MissingCrossing
from geo.positions import LonLat


class MissingPublic(BaseModel):
    """`cause` and `name`: what is in the way; `gap_m`: how long the way across would be. All
    institutions together would reach `gained_m` more metres of ways, and `places` more places."""

    rank: int
    cause: str
    name: str | None
    gap_m: float
    gained_m: float
    institutions: int
    places: int
    lon: float
    lat: float


def missing_public(found: MissingCrossing, position: LonLat) -> MissingPublic:
    return MissingPublic(
        **found.model_dump(
            include={"rank", "cause", "name", "gap_m", "gained_m", "institutions", "places"}
        ),
        lon=position.lon,
        lat=position.lat,
    )


def missing_feature(found: MissingPublic) -> geojson.Feature[MissingPublic]:
    return geojson.Feature(
        id=f"missing-{found.rank}",
        geometry=geojson.point(found.lon, found.lat),
        properties=found,
    )
