"""The area that a file covers: what is not known is guessed from its own objects, and said."""

from typing import Any

import shapely
from psycopg import Connection
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from data.osm.file import OsmInput

GUESSED = (
    "the file does not say which area it covers: the hull of its tagged nodes stands for it;"
    " give the true outline with --outline"
)
HULL = "SELECT ST_AsBinary(ST_ConvexHull(ST_Collect(geom))) FROM osm_staged WHERE osm_type = %s"


def coverage_of(
    connection: Connection[Any], file: OsmInput, outline: BaseGeometry | None, notes: list[str]
) -> MultiPolygon | None:
    """The outline given, else the header's box, else a hull, with a note."""
    if outline is not None:
        return as_multipolygon(outline)
    if file.box is not None:
        return file.box
    notes.append(GUESSED)
    for kind in ("n", "w"):
        row = connection.execute(HULL, (kind,)).fetchone()
        if row and row[0] and (hull := as_multipolygon(shapely.from_wkb(bytes(row[0])))):
            return hull
    return None


def as_multipolygon(geometry: BaseGeometry) -> MultiPolygon | None:
    """Polygons only, and valid."""
    parts = shapely.get_parts(shapely.make_valid(geometry))
    polygons = [
        polygon
        for part in parts
        for polygon in shapely.get_parts(part)
        if isinstance(polygon, Polygon)
    ]
    return MultiPolygon(polygons) if polygons else None
