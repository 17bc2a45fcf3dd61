"""Streets: the named roads that show, joined to long lines for their labels."""

from typing import Any

from psycopg import Connection

CREATE = """
    CREATE TEMP TABLE IF NOT EXISTS osm_street_name (name text PRIMARY KEY) ON COMMIT DROP
"""
TOUCH = """
    INSERT INTO osm_street_name
    SELECT name FROM base.road WHERE load_id = %(load)s AND name IS NOT NULL
    UNION SELECT street FROM base.address WHERE load_id = %(load)s AND street IS NOT NULL
    ON CONFLICT DO NOTHING
"""
TOUCH_COPIES = """
    INSERT INTO osm_street_name
    SELECT name FROM base.road JOIN osm_touched USING (osm_type, osm_id) WHERE name IS NOT NULL
    UNION
    SELECT street FROM base.address JOIN osm_touched USING (osm_type, osm_id)
    WHERE street IS NOT NULL
    ON CONFLICT DO NOTHING
"""
FORGET = "DELETE FROM base.street s USING osm_street_name t WHERE s.name = t.name"
REBUILD = """
    WITH named AS (
        SELECT r.name,
               CASE kind
                   WHEN 'motorway' THEN 1 WHEN 'trunk' THEN 1 WHEN 'primary' THEN 2
                   WHEN 'secondary' THEN 3 WHEN 'tertiary' THEN 4 WHEN 'minor' THEN 5
                   WHEN 'pedestrian' THEN 5 WHEN 'service' THEN 6 ELSE 7
               END AS rank, (ST_Dump(geom)).geom
        FROM base.road r JOIN osm_street_name t ON t.name = r.name
        WHERE shown AND NOT tunnel AND NOT sidewalk
    ), merged AS (
        SELECT name, rank, (ST_Dump(ST_LineMerge(ST_Collect(geom)))).geom
        FROM named GROUP BY name, rank
    )
    INSERT INTO base.street (name, rank, length_m, geom)
    SELECT name, rank, ST_Length(ST_Transform(geom, 4326)::geography), geom
    FROM merged WHERE ST_Length(geom) > 0
"""


def touch_streets(connection: Connection[Any], load: int) -> None:
    """Remember the street names of a load, before it goes or when it has come."""
    connection.execute(CREATE)
    connection.execute(TOUCH, {"load": load})


def touch_streets_of_copies(connection: Connection[Any]) -> None:
    """Remember the street names of all copies among which is chosen anew."""
    connection.execute(CREATE)
    connection.execute(TOUCH_COPIES)


def rebuild_streets(connection: Connection[Any]) -> None:
    """Make the streets of all names remembered anew; the others stay as they are."""
    connection.execute(CREATE)
    connection.execute("ANALYZE osm_street_name")
    connection.execute(FORGET)
    connection.execute(REBUILD)
