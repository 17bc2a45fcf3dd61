"""What the search knows of streets: each once a town, with all its house numbers."""

from typing import Any

from psycopg import Connection

TOWNS = ("city", "town", "village", "hamlet", "suburb")
APART_M = 2000
"""Farther from each other in Web Mercator, two streets of one name that nothing else tells apart
are two: about 1,100 m on the ground in Denmark."""
FORGET = "DELETE FROM base.search_street s USING osm_street_name t WHERE s.name = t.name"
# Where all addresses of a name have a postcode and a town, these tell streets of one name apart.
# Elsewhere the distance does, and what an address does not say is what most beside it say, or the
# nearest town.
REBUILD = """
    WITH house AS (
        SELECT a.street AS name, postcode, city, geom,
               lower(replace(house_number, ' ', '')) AS number
        FROM base.address a JOIN osm_street_name t ON t.name = a.street
        WHERE shown AND house_number IS NOT NULL
    ), unsaid AS (
        SELECT DISTINCT name FROM house WHERE postcode IS NULL OR city IS NULL
    ), part AS (
        SELECT h.* FROM house h JOIN unsaid USING (name)
        UNION ALL
        SELECT s.name, NULL, NULL, s.geom, NULL
        FROM base.street s JOIN osm_street_name t USING (name)
        WHERE NOT EXISTS (SELECT FROM house h WHERE h.name = s.name)
    ), apart AS (
        SELECT *, ST_ClusterDBSCAN(geom, %(apart)s, 1) OVER (PARTITION BY name) AS cluster
        FROM part
    ), mostly AS (
        SELECT name, cluster, mode() WITHIN GROUP (ORDER BY postcode) AS postcode,
               mode() WITHIN GROUP (ORDER BY city) AS city, ST_Collect(geom) AS parts
        FROM apart GROUP BY 1, 2
    ), complete AS (
        SELECT name, postcode, city, number, geom, NULL AS cluster
        FROM house h WHERE NOT EXISTS (SELECT FROM unsaid u WHERE u.name = h.name)
        UNION ALL
        SELECT a.name, COALESCE(a.postcode, m.postcode), COALESCE(a.city, m.city, town.name),
               number, geom, cluster
        FROM apart a JOIN mostly m USING (name, cluster)
        LEFT JOIN LATERAL (
            SELECT p.name FROM base.place_name p
            WHERE m.city IS NULL AND shown AND kind = ANY (%(towns)s)
            ORDER BY p.geom <-> m.parts LIMIT 1
        ) town ON true
    ), entry AS (
        SELECT name, postcode, city, ST_Collect(geom) AS parts,
               COALESCE(array_agg(number) FILTER (WHERE number IS NOT NULL), '{}') AS numbers,
               ST_Multi(ST_Collect(geom) FILTER (WHERE number IS NOT NULL)) AS houses
        FROM complete GROUP BY name, postcode, city, cluster
    )
    INSERT INTO base.search_street (name, postcode, city, words, house_numbers, houses, geom)
    SELECT name, postcode, city, search_fold(concat_ws(' ', name, postcode, city)), numbers, houses,
           ST_ClosestPoint(parts, ST_Centroid(parts))
    FROM entry
"""


def rebuild_search(connection: Connection[Any]) -> None:
    """Make what is searched of all street names remembered anew, after the streets themselves."""
    connection.execute(FORGET)
    connection.execute(REBUILD, {"apart": APART_M, "towns": list(TOWNS)})
