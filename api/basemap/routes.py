from fastapi import APIRouter
from pydantic import BaseModel

from api import geojson
from api.basemap.service import coverage, credits
from api.database import SessionDep
from api.freshness import Dated

router = APIRouter(
    prefix="/api",
    tags=["basemap"],
    default_response_class=geojson.GeoJSONResponse,
    dependencies=[Dated],
)


class CoveragePublic(BaseModel):
    """Outside this outline the map data ends; it does not say that nothing is there."""

    credits: list[str]


@router.get("/coverage")
def show_coverage(session: SessionDep) -> geojson.Feature[CoveragePublic]:
    outline = coverage(session)
    return geojson.Feature(
        id="coverage",
        geometry=geojson.geometry(outline) if outline else None,
        properties=CoveragePublic(credits=credits(session)),
    )
