"""The map from afar: the streets of a square of land in one shape, ground without its small bends.

A picture of a whole municipality would else read every house's drive and every kink of a brook.
"""

from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier, Literal

LAST_ZOOM = 13
"""What is drawn at a closer zoom comes from the layers themselves."""
PIXEL_M = 40_075_017 / 256 / 2**LAST_ZOOM
TOLERANCE_M = PIXEL_M / 4
LEAST_AREA_M2 = 4 * PIXEL_M**2
SQUARE_M = 4000
ROADS = ("motorway", "trunk", "primary", "secondary", "tertiary", "minor", "pedestrian")
LAYERS = ("road", "land", "water")

X = SQL("floor((ST_XMin(geom) + ST_XMax(geom)) / 2 / {m})::int").format(m=Literal(SQUARE_M))
Y = SQL("floor((ST_YMin(geom) + ST_YMax(geom)) / 2 / {m})::int").format(m=Literal(SQUARE_M))
"""An object belongs to the square with the middle of its box in it."""

REMEMBER = """
    CREATE TEMP TABLE IF NOT EXISTS osm_square (x int, y int, PRIMARY KEY (x, y)) ON COMMIT DROP
"""
TOUCH = SQL("""
    INSERT INTO osm_square SELECT {x}, {y} FROM base.{layer} WHERE load_id = %s
    ON CONFLICT DO NOTHING
""")
TOUCH_COPIES = SQL("""
    INSERT INTO osm_square
    SELECT {x}, {y} FROM base.{layer} JOIN osm_touched USING (osm_type, osm_id)
    ON CONFLICT DO NOTHING
""")
FORGET = SQL("DELETE FROM base.{far} f USING osm_square s WHERE f.x = s.x AND f.y = s.y")
THERE = SQL("""
    WITH box AS (
        SELECT ST_MakeEnvelope(min(x) * {m}, min(y) * {m}, (max(x) + 1) * {m}, (max(y) + 1) * {m},
                               3857) AS around
        FROM osm_square
    ), there AS (
        SELECT *, {x} AS x, {y} AS y FROM base.{layer}, box WHERE shown AND geom && around
    )
""")
ROAD = SQL("""
    , line AS (
        SELECT kind, x, y, (ST_Dump(geom)).geom FROM there JOIN osm_square USING (x, y)
        WHERE kind = ANY ({roads}) AND NOT tunnel AND NOT sidewalk
    )
    INSERT INTO base.far_road (kind, x, y, geom)
    SELECT kind, x, y, ST_Simplify(ST_LineMerge(ST_Collect(geom)), {tolerance})
    FROM line GROUP BY kind, x, y
""")
LAND = SQL("""
    INSERT INTO base.far_land (kind, area, x, y, geom)
    SELECT kind, area, x, y, ST_SimplifyPreserveTopology(geom, {tolerance})
    FROM there JOIN osm_square USING (x, y) WHERE area > {least} ORDER BY osm_id
""")
WATER = SQL("""
    INSERT INTO base.far_water (area, x, y, geom)
    SELECT area, x, y, ST_SimplifyPreserveTopology(geom, {tolerance})
    FROM there JOIN osm_square USING (x, y) WHERE area > {least} ORDER BY osm_id
""")
VALUES = {
    "roads": Literal(list(ROADS)),
    "tolerance": Literal(round(TOLERANCE_M, 2)),
    "least": Literal(round(LEAST_AREA_M2, 1)),
}


def touch_squares(connection: Connection[Any], load: int) -> None:
    """Remember where a load's objects lie, before it goes or when it has come."""
    connection.execute(REMEMBER)
    for layer in LAYERS:
        connection.execute(TOUCH.format(layer=Identifier(layer), x=X, y=Y), (load,))


def touch_squares_of_copies(connection: Connection[Any]) -> None:
    """Remember where all copies lie among which is chosen anew."""
    connection.execute(REMEMBER)
    for layer in LAYERS:
        connection.execute(TOUCH_COPIES.format(layer=Identifier(layer), x=X, y=Y))


def rebuild_far(connection: Connection[Any]) -> None:
    """Draw the squares remembered anew; the others stay as they are."""
    connection.execute(REMEMBER)
    connection.execute("ANALYZE osm_square")
    for layer, insert in (("road", ROAD), ("land", LAND), ("water", WATER)):
        connection.execute(FORGET.format(far=Identifier(f"far_{layer}")))
        there = THERE.format(layer=Identifier(layer), x=X, y=Y, m=Literal(SQUARE_M))
        connection.execute(there + insert.format(**VALUES))
    connection.execute("DROP TABLE osm_square")
