from fastapi import APIRouter

from api import geojson
from api.areas.service import municipality_by_slug
from api.crossings.service import missing_of
from api.crossings.views import MissingPublic, missing_feature, missing_public
from api.database import SessionDep
from api.freshness import Dated

router = APIRouter(
    prefix="/api",
    tags=["municipalities"],
    default_response_class=geojson.GeoJSONResponse,
    dependencies=[Dated],
)


@router.get("/municipalities/{slug}/missing-crossings")
def list_missing(session: SessionDep, slug: str) -> geojson.FeatureCollection[MissingPublic]:
    """The ten crossings that would give the municipality's institutions most, best first."""
    found = missing_of(session, municipality_by_slug(session, slug))
    return geojson.FeatureCollection(
        features=[missing_feature(missing_public(*one)) for one in found]
    )
