"""Outlines that a person gives: any GeoJSON with polygons in it."""

import json
from pathlib import Path
from typing import Any

from shapely import MultiPolygon, Polygon, unary_union
from shapely.errors import GEOSException
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from data.errors import ImportRejected


def read_outline(path: Path) -> BaseGeometry:
    """The union of a GeoJSON file's polygons, in degrees. Raises ImportRejected."""
    try:
        found = [shape(part) for part in _geometries(json.loads(path.read_text("utf-8-sig")))]
    except (ValueError, TypeError, AttributeError, KeyError, GEOSException) as error:
        raise ImportRejected(f"{path.name} is no GeoJSON: {error}") from error
    polygons = [one for one in found if isinstance(one, Polygon | MultiPolygon)]
    outline = unary_union(polygons)
    if outline.is_empty:
        raise ImportRejected(f"{path.name} has no polygon in it")
    west, south, east, north = outline.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ImportRejected(f"{path.name} is not in degrees (WGS 84)")
    return outline


def _geometries(node: dict[str, Any]) -> list[dict[str, Any]]:
    match node["type"]:
        case "FeatureCollection":
            return [part for feature in node["features"] for part in _geometries(feature)]
        case "Feature":
            return _geometries(node["geometry"]) if node["geometry"] else []
        case "GeometryCollection":
            return list(node["geometries"])
        case _:
            return [node]
