"""What the staged rows say of places and institutions, handed over to be reconciled."""

from typing import Any

from psycopg import Connection

CREATE_PLACES = """
    CREATE TEMP TABLE incoming_place (
        ref text PRIMARY KEY, category text NOT NULL, name text,
        location geometry(Point, 4326) NOT NULL, area geometry(MultiPolygon, 4326),
        entrances geometry(MultiPoint, 4326), facts jsonb NOT NULL DEFAULT '{}'
    ) ON COMMIT DROP
"""
FILL_PLACES = """
    WITH rim AS (
        SELECT p.osm_type, p.osm_id, ST_Multi(ST_Collect(DISTINCT n.geom)) AS entrances
        FROM osm_staged p CROSS JOIN LATERAL unnest(p.node_ids) AS rim (id)
        JOIN osm_staged n ON n.osm_type = 'n' AND n.osm_id = rim.id
        WHERE p.category IS NOT NULL AND p.node_ids IS NOT NULL
          AND (n.walk ? 'entrance' OR n.walk @> '{"barrier": "gate"}')
        GROUP BY 1, 2
    ), place AS (
        SELECT osm_type || osm_id AS ref, category, called, min_area_m2, facts, entrances,
               CASE ST_Dimension(geom)
                   WHEN 2 THEN ST_Multi(ST_CollectionExtract(ST_MakeValid(geom), 3)) END AS area,
               geom
        FROM osm_staged LEFT JOIN rim USING (osm_type, osm_id) WHERE category IS NOT NULL
    )
    INSERT INTO incoming_place (ref, category, name, location, area, entrances, facts)
    SELECT ref, category, called, ST_PointOnSurface(COALESCE(area, geom)), area, entrances, facts
    FROM place
    WHERE NOT ST_IsEmpty(COALESCE(area, geom))
      AND (min_area_m2 IS NULL OR area IS NULL OR ST_Area(area::geography) >= min_area_m2)
"""
COUNT_PLACES = "SELECT count(*) FROM osm_staged WHERE category IS NOT NULL"
CREATE_INSTITUTIONS = """
    CREATE TEMP TABLE incoming_institution (
        ref text PRIMARY KEY, name text NOT NULL, kind text NOT NULL, ownership text,
        municipality text, address text, postcode text, city text,
        location geometry(Point, 4326) NOT NULL
    ) ON COMMIT DROP
"""
FILL_INSTITUTIONS = """
    INSERT INTO incoming_institution
    SELECT osm_type || osm_id, called, institution, ownership, NULL,
           street || ' ' || house_number, postcode, city, ST_PointOnSurface(geom)
    FROM osm_staged WHERE institution IS NOT NULL
"""


def hand_over_places(connection: Connection[Any]) -> int:
    """Fill `incoming_place`; returns how many were too small to be a place."""
    connection.execute("DROP TABLE IF EXISTS incoming_place")
    connection.execute(CREATE_PLACES)
    taken = connection.execute(FILL_PLACES).rowcount
    row = connection.execute(COUNT_PLACES).fetchone()
    return (int(row[0]) if row else 0) - taken


def hand_over_institutions(connection: Connection[Any]) -> int:
    """Fill `incoming_institution`; returns how many there are."""
    connection.execute("DROP TABLE IF EXISTS incoming_institution")
    connection.execute(CREATE_INSTITUTIONS)
    return connection.execute(FILL_INSTITUTIONS).rowcount
