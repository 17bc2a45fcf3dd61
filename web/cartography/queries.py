"""All SQL of the map, layer by layer. Mapnik puts in `!bbox!` and `!scale_denominator!`.

Names end at 80 letters: nobody reads more on a map, and no name may hold up a tile. A street's
name runs along a simplified line: small kinks would make its letters stumble.
"""

PIXEL = "(!scale_denominator!::float8 * 0.00028)"
"""Size of a CSS pixel in metres of Web Mercator, the same for screens of any density."""

_COVERED = """
    covered AS MATERIALIZED (
        SELECT ST_Transform(ST_MakeValid(ST_ClipByBox2D(
            coverage, ST_Transform(ST_Expand(!bbox!::geometry, 5000), 4326)::box2d)), 3857) AS geom
        FROM base.state WHERE NOT ST_IsEmpty(coverage)
    )"""


def _inside(geom: str, kind: int) -> str:
    """What of a line (kind 2) or polygon (kind 3) lies in the coverage: names stay off the veil."""
    return f"""
    CASE WHEN ST_CoveredBy({geom}, covered.geom) THEN {geom} ELSE
        ST_CollectionExtract(ST_Intersection(ST_MakeValid({geom}), covered.geom), {kind}) END"""


FAR_LAND = f"""
SELECT kind, geom FROM base.far_land
WHERE kind IN ({{kinds}}) AND area > 4 * {PIXEL} ^ 2 AND geom && !bbox!
ORDER BY area DESC, id
"""

LAND = f"""
SELECT kind, geom FROM base.land
WHERE shown AND kind IN ({{kinds}}) AND area > 4 * {PIXEL} ^ 2 AND geom && !bbox!
ORDER BY area DESC, osm_id
"""

PIERS = "SELECT geom FROM base.land WHERE shown AND kind IN ({kinds}) AND geom && !bbox!"

SEA = "SELECT geom FROM base.sea WHERE geom && !bbox!"

FAR_WATER = f"SELECT geom FROM base.far_water WHERE area > 4 * {PIXEL} ^ 2 AND geom && !bbox!"

WATER = f"""
SELECT geom FROM base.water WHERE shown AND area > 4 * {PIXEL} ^ 2 AND geom && !bbox!
"""

WATERWAYS = f"""
SELECT kind, geom FROM base.waterway
WHERE shown AND NOT tunnel AND geom && !bbox!
  AND (kind IN ('river', 'canal') OR {PIXEL} < 14)
"""

BUILDINGS = f"""
SELECT geom FROM base.building WHERE shown AND area > 6 * {PIXEL} ^ 2 AND geom && !bbox!
"""

PLAYGROUNDS = f"""
SELECT geom FROM base.land
WHERE shown AND kind = 'playground' AND area < 50 * {PIXEL} ^ 2 AND geom && !bbox!
"""

FAR_ROADS = """
SELECT kind, false AS tunnel, 'round' AS cap, geom FROM base.far_road
WHERE geom && !bbox! AND ({drawn}) ORDER BY {order}
"""

ROADS = """
SELECT kind, tunnel, sidewalk, geom,
    CASE WHEN tunnel THEN least(level, -1) WHEN bridge THEN greatest(level, 1) ELSE 0 END AS storey,
    CASE WHEN bridge THEN 'butt' ELSE 'round' END AS cap
FROM base.road
WHERE shown AND geom && !bbox! AND ({drawn}) AND (NOT sidewalk OR {pavement})
ORDER BY storey, {order}, osm_id
"""

RAILS = """
SELECT geom, CASE WHEN kind = 'tram' THEN 'tram' WHEN service THEN 'siding' ELSE 'width' END AS row
FROM base.rail WHERE shown AND NOT tunnel AND geom && !bbox!
"""

NO_DATA = f"""
WITH {_COVERED}
SELECT ST_Difference(view.geom, coalesce(covered.geom, ST_SetSRID('POLYGON EMPTY'::geometry, 3857)))
    AS geom
FROM (SELECT ST_Expand(!bbox!::geometry, 1000) AS geom) AS view LEFT JOIN covered ON true
"""

HATCHING = f"""
WITH {_COVERED}, view AS (
    SELECT ST_Expand(!bbox!::geometry, 1000) AS geom, {{spacing}} * {PIXEL} AS step
), corner AS (
    SELECT ST_XMin(geom) AS west, ST_XMax(geom) AS east, ST_YMin(geom) AS south,
        ST_YMax(geom) AS north, step FROM view
), line AS (
    SELECT ST_SetSRID(ST_MakeLine(
        ST_Point(west, west + number * step), ST_Point(east, east + number * step)), 3857) AS geom
    FROM corner, generate_series(
        floor((south - east) / step)::bigint, ceil((north - west) / step)::bigint) AS number
)
SELECT ST_Difference(line.geom, coalesce(
    covered.geom, ST_SetSRID('POLYGON EMPTY'::geometry, 3857))) AS geom
FROM line LEFT JOIN covered ON true
WHERE covered.geom IS NULL OR NOT ST_Covers(covered.geom, !bbox!::geometry)
"""
"""Rising lines `y = x + n * step` of the whole world, so that they meet at every border."""

EDGE_OF_DATA = f"""
WITH {_COVERED} SELECT ST_Boundary(geom) AS geom FROM covered
"""

PLACE_NAMES = f"""
WITH {_COVERED}
SELECT p.kind, left(p.name, 80) AS name, p.geom FROM base.place_name p, covered
WHERE p.shown AND p.name <> '' AND p.geom && !bbox! AND ST_Intersects(p.geom, covered.geom)
  AND NOT (p.kind = 'square' AND EXISTS (
      SELECT FROM base.land WHERE name = p.name AND geom && ST_Expand(p.geom, 100)))
  AND NOT (p.kind = 'square' AND EXISTS (
      SELECT FROM base.street WHERE name = p.name AND geom && ST_Expand(p.geom, 100)))
ORDER BY array_position(ARRAY['city', 'town', 'village', 'suburb', 'island', 'quarter'], p.kind),
    p.population DESC NULLS LAST, p.osm_id
"""

AREA_NAMES = f"""
WITH {_COVERED}, named AS (
    SELECT kind, name, area, osm_id, geom FROM base.land
    WHERE shown AND name <> '' AND geom && !bbox! AND area > 900 * {PIXEL} ^ 2
      AND NOT (kind = 'square' AND EXISTS (
          SELECT FROM base.street s WHERE s.name = land.name AND s.geom && land.geom))
    UNION ALL
    SELECT 'water', name, area, osm_id, geom FROM base.water
    WHERE shown AND name <> '' AND geom && !bbox! AND area > 1600 * {PIXEL} ^ 2
)
SELECT kind, left(name, 80) AS name, inside AS geom
FROM named n, covered, LATERAL (SELECT {_inside("n.geom", 3)} AS inside) AS cut
WHERE ST_Area(inside) > 900 * {PIXEL} ^ 2
ORDER BY kind = 'playground' DESC, area DESC, osm_id
"""

STREET_NAMES = f"""
WITH {_COVERED}
SELECT s.rank, left(s.name, 80) AS name, ST_Simplify({_inside("s.geom", 2)}, 1.5 * {PIXEL}) AS geom
FROM base.street s, covered
WHERE s.name <> '' AND s.geom && !bbox! AND s.length_m > 20 * {PIXEL}
  AND ST_Intersects(s.geom, covered.geom)
ORDER BY s.rank, s.length_m DESC, s.id
"""

HOUSE_NUMBERS = f"""
WITH {_COVERED}
SELECT left(a.house_number, 10) AS name, a.geom FROM base.address a, covered
WHERE a.shown AND a.house_number <> '' AND a.geom && !bbox!
  AND ST_Intersects(a.geom, covered.geom)
ORDER BY a.osm_id
"""
