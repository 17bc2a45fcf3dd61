"""GeoJSON as RFC 7946 has it: WGS 84 degrees, longitude first, rings counter-clockwise."""

from collections.abc import Sequence
from typing import Any, Generic, Literal, TypeVar

import orjson
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from shapely import orient_polygons, transform
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

PROPERTIES = TypeVar("PROPERTIES")
DECIMALS = 7
"""About a centimetre."""


class GeoJSONResponse(JSONResponse):
    media_type = "application/geo+json"


class Geometry(BaseModel):
    type: str
    coordinates: Sequence[Any]


class Feature(BaseModel, Generic[PROPERTIES]):
    type: Literal["Feature"] = "Feature"
    id: str
    geometry: Geometry | None
    properties: PROPERTIES


class FeatureCollection(BaseModel, Generic[PROPERTIES]):
    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[Feature[PROPERTIES]]


def as_json(collection: BaseModel) -> bytes:
    """A collection with large geometries, written fast."""
    return orjson.dumps(collection.model_dump(mode="json", warnings=False))


def point(lon: float, lat: float) -> Geometry:
    return Geometry(type="Point", coordinates=[round(lon, DECIMALS), round(lat, DECIMALS)])


def geometry(shape: BaseGeometry) -> Geometry:
    """Any shape in degrees, its outer rings turned counter-clockwise."""
    rounded = transform(orient_polygons(shape, exterior_cw=False), lambda at: at.round(DECIMALS))
    shaped = mapping(rounded)
    return Geometry(type=shaped["type"], coordinates=shaped["coordinates"])
