"""The sea of one source: what lies right of its coastline, inside its coverage."""

from typing import Any

import shapely
from psycopg import Connection
from pyproj import Transformer
from shapely import LineString, MultiPolygon

from geo.sea import find_sea, tiled

COAST = """
    SELECT ST_AsBinary(ST_Transform(geom, 3857)) FROM osm_staged WHERE layer = 'coast'
    ORDER BY osm_id, part
"""
TO_MERCATOR: Any = Transformer.from_crs(4326, 3857, always_xy=True).transform


def fill_sea(
    connection: Connection[Any], source_id: int, coverage: MultiPolygon | None, notes: list[str]
) -> int:
    """Insert a source's sea; returns how many pieces. What was doubtful is noted."""
    shapes = [shapely.from_wkb(bytes(row[0])) for row in connection.execute(COAST)]
    coast = [shape for shape in shapes if isinstance(shape, LineString)]
    if not coast or coverage is None:
        return 0
    outline = shapely.transform(coverage, TO_MERCATOR, interleaved=False)
    found = find_sea(coast, outline)
    notes += found.notes
    pieces = [piece for polygon in found.polygons for piece in tiled(polygon)]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO base.sea (source_id, geom) VALUES (%s, ST_GeomFromWKB(%s, 3857))",
            [(source_id, piece.wkb) for piece in pieces],
        )
    return len(pieces)
