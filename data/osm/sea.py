"""The sea of one load: what lies right of its coastline, inside its coverage."""

from collections.abc import Sequence
from typing import Any

import shapely
from psycopg import Connection
from shapely import LineString, MultiPolygon

from data.osm.shapes import to_mercator
from geo.sea import find_sea, tiled


def fill_sea(
    connection: Connection[Any],
    load: int,
    coast: Sequence[bytes],
    coverage: MultiPolygon | None,
    notes: list[str],
) -> int:
    """Insert a load's sea; returns how many pieces. What was doubtful is noted."""
    if not coast or coverage is None:
        return 0
    lines = [line for line in shapely.from_wkb(coast) if isinstance(line, LineString)]
    found = find_sea(lines, shapely.transform(coverage, to_mercator))
    notes += found.notes
    pieces = [piece for polygon in found.polygons for piece in tiled(polygon)]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO base.sea (load_id, geom) VALUES (%s, ST_GeomFromWKB(%s, 3857))",
            [(load, piece.wkb) for piece in pieces],
        )
    return len(pieces)
