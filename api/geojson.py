"""GeoJSON as RFC 7946 has it: WGS 84 degrees, longitude first, rings counter-clockwise."""

from typing import Any, Generic, Literal, TypeVar

from fastapi.responses import JSONResponse
from pydantic import BaseModel
from shapely import orient_polygons
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

PROPERTIES = TypeVar("PROPERTIES")
DECIMALS = 7
"""About a centimetre."""


class GeoJSONResponse(JSONResponse):
    media_type = "application/geo+json"


class Geometry(BaseModel):
    type: str
    coordinates: list[Any]


class Feature(BaseModel, Generic[PROPERTIES]):
    type: Literal["Feature"] = "Feature"
    id: str
    geometry: Geometry | None
    properties: PROPERTIES


class FeatureCollection(BaseModel, Generic[PROPERTIES]):
    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[Feature[PROPERTIES]]


def point(lon: float, lat: float) -> Geometry:
    return Geometry(type="Point", coordinates=[round(lon, DECIMALS), round(lat, DECIMALS)])


def geometry(shape: BaseGeometry) -> Geometry:
    """Any shape in degrees, its outer rings turned counter-clockwise."""
    shaped = mapping(orient_polygons(shape, exterior_cw=False))
    return Geometry(type=shaped["type"], coordinates=_rounded(shaped["coordinates"]))


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, int | float):
        return round(coordinates, DECIMALS)
    return [_rounded(part) for part in coordinates]
