"""What a load says of places and institutions, handed over to be reconciled."""

from typing import Any

from psycopg import Connection

from data.reconcile.incoming import CREATE_INSTITUTIONS, CREATE_PLACES

FILL_PLACES = """
    WITH rim AS (
        SELECT p.osm_type, p.osm_id, ST_Multi(ST_Collect(DISTINCT n.geom)) AS entrances
        FROM osm_place p CROSS JOIN LATERAL unnest(p.node_ids) AS rim (id)
        JOIN base.walk_node n ON n.load_id = %s AND n.osm_type = 'n' AND n.osm_id = rim.id
        WHERE n.tags ? 'entrance' OR n.tags @> '{"barrier": "gate"}'
        GROUP BY 1, 2
    ), place AS (
        SELECT osm_type || osm_id AS ref, category, called, min_area_m2, facts, entrances,
               CASE ST_Dimension(geom) WHEN 2 THEN ST_Multi(geom) END AS area, geom
        FROM osm_place LEFT JOIN rim USING (osm_type, osm_id) WHERE category IS NOT NULL
    )
    INSERT INTO incoming_place (ref, category, name, location, area, entrances, facts)
    SELECT ref, category, called, ST_PointOnSurface(COALESCE(area, geom)), area, entrances, facts
    FROM place
    WHERE min_area_m2 IS NULL OR area IS NULL OR ST_Area(area::geography) >= min_area_m2
"""
COUNT_PLACES = "SELECT count(*) FROM osm_place WHERE category IS NOT NULL"
FILL_INSTITUTIONS = """
    INSERT INTO incoming_institution
    SELECT osm_type || osm_id, called, institution, ownership, NULL,
           street || ' ' || house_number, postcode, city, ST_PointOnSurface(geom)
    FROM osm_place WHERE institution IS NOT NULL
"""


def hand_over_places(connection: Connection[Any], load: int) -> int:
    """Fill `incoming_place`; returns how many were too small to be a place."""
    connection.execute("ANALYZE osm_place")
    connection.execute("DROP TABLE IF EXISTS incoming_place")
    connection.execute(CREATE_PLACES)
    taken = connection.execute(FILL_PLACES, (load,)).rowcount
    row = connection.execute(COUNT_PLACES).fetchone()
    return (int(row[0]) if row else 0) - taken


def hand_over_institutions(connection: Connection[Any]) -> int:
    """Fill `incoming_institution`; returns how many there are."""
    connection.execute("DROP TABLE IF EXISTS incoming_institution")
    connection.execute(CREATE_INSTITUTIONS)
    return connection.execute(FILL_INSTITUTIONS).rowcount
