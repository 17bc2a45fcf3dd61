"""The area that a file covers: what is not known is guessed from its own objects, and said."""

from typing import Any

import shapely
from psycopg import Connection
from psycopg.sql import SQL
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from data.osm.file import OsmInput
from data.osm.partitions import part_name
from data.osm.shapes import as_multipolygon

GUESSED = (
    "the file does not say which area it covers: the hull round its objects stands for it;"
    " --outline gives the true one"
)
HULL = SQL("""
    SELECT ST_AsBinary(ST_Transform(ST_ConvexHull(ST_Collect(ST_PointOnSurface(geom))), 4326))
    FROM (SELECT geom FROM {address} UNION ALL SELECT geom FROM {building}
          UNION ALL SELECT geom FROM {road}) drawn
""")


def coverage_of(
    connection: Connection[Any],
    file: OsmInput,
    outline: BaseGeometry | None,
    load: int,
    notes: list[str],
) -> MultiPolygon | None:
    """The outline given, else the header's box, else a hull, with a note.

    The hull goes round middles of roads and houses, since their ends stick out of an extract.
    """
    if outline is not None:
        return as_multipolygon(outline)
    if file.box is not None:
        return file.box
    notes.append(GUESSED)
    parts = {layer: part_name(layer, load) for layer in ("address", "building", "road")}
    row = connection.execute(HULL.format(**parts)).fetchone()
    hull = as_multipolygon(shapely.from_wkb(bytes(row[0]))) if row and row[0] else MultiPolygon()
    return None if hull.is_empty else hull
