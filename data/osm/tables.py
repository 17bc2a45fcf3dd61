"""From the staged rows into the layers, set by set."""

from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

IDENTITY = ("osm_type", "osm_id", "version", "changed_at", "complete")
LINES = {
    "road": ("kind", "name", "ref", "bridge", "tunnel", "link", "sidewalk", "level"),
    "rail": ("kind", "service", "bridge", "tunnel"),
    "waterway": ("kind", "name", "tunnel"),
}
SURFACES = {
    "land": ("kind", "name"),
    "water": ("kind", "name"),
    "building": ("house_number",),
}
LAYERS = (*LINES, *SURFACES, "place_name", "address", "walk_way", "walk_node")

INSERT_LINES = SQL("""
    INSERT INTO base.{layer} (source_id, {identity}, {columns}, geom)
    SELECT %(source)s, {identity}, {columns}, ST_Transform(geom, 3857)
    FROM osm_staged WHERE layer = {name} AND complete
    UNION ALL
    SELECT %(source)s, {identity}, {columns}, ST_Transform(ST_Collect(geom ORDER BY part), 3857)
    FROM osm_staged WHERE layer = {name} AND NOT complete
    GROUP BY {identity}, {columns}
""")
"""The parts of a way that lacks nodes are one row of several lines."""

INSERT_SURFACES = SQL("""
    WITH shape AS (
        SELECT {identity}, {columns}, ST_Transform(geom, 3857) AS geom
        FROM osm_staged WHERE layer = {name}
    ), whole AS (
        SELECT {identity}, {columns},
               CASE WHEN ST_IsValid(geom) THEN geom
                    ELSE ST_CollectionExtract(ST_MakeValid(geom), 3) END AS geom
        FROM shape
    )
    INSERT INTO base.{layer} (source_id, {identity}, {columns}, area, geom)
    SELECT %(source)s, {identity}, {columns}, ST_Area(geom), geom
    FROM whole WHERE NOT ST_IsEmpty(geom)
""")

INSERT_POINTS = {
    "place_name": SQL("""
        INSERT INTO base.place_name (source_id, {identity}, kind, name, population, geom)
        SELECT %(source)s, {identity}, place_kind, name, population,
               ST_Transform(ST_PointOnSurface(geom), 3857)
        FROM osm_staged WHERE place_kind IS NOT NULL
    """),
    "address": SQL("""
        INSERT INTO base.address
            (source_id, {identity}, street, house_number, postcode, city, geom)
        SELECT %(source)s, {identity}, street, house_number, postcode, city,
               ST_Transform(CASE osm_type WHEN 'n' THEN geom ELSE ST_PointOnSurface(geom) END, 3857)
        FROM osm_staged WHERE house_number IS NOT NULL AND street IS NOT NULL
    """),
    "walk_way": SQL("""
        INSERT INTO base.walk_way (source_id, {identity}, part, tags, node_ids, geom)
        SELECT %(source)s, {identity}, part, walk, node_ids, geom
        FROM osm_staged WHERE walk IS NOT NULL AND osm_type <> 'n'
    """),
    "walk_node": SQL("""
        INSERT INTO base.walk_node (source_id, {identity}, tags, geom)
        SELECT %(source)s, {identity}, walk, geom
        FROM osm_staged WHERE walk IS NOT NULL AND osm_type = 'n'
    """),
}


def fill_layer(connection: Connection[Any], layer: str, source_id: int) -> int:
    """Insert a source's rows of one layer; returns how many there are."""
    return connection.execute(_insert(layer), {"source": source_id}).rowcount


def empty_layers(connection: Connection[Any], source_id: int) -> None:
    for layer in (*LAYERS, "sea"):
        statement = SQL("DELETE FROM base.{layer} WHERE source_id = %s")
        connection.execute(statement.format(layer=Identifier(layer)), (source_id,))


def _insert(layer: str) -> Composed:
    identity = _list(IDENTITY)
    if layer in INSERT_POINTS:
        return INSERT_POINTS[layer].format(identity=identity)
    template, columns = (
        (INSERT_LINES, LINES[layer]) if layer in LINES else (INSERT_SURFACES, SURFACES[layer])
    )
    return template.format(
        layer=Identifier(layer), name=layer, identity=identity, columns=_list(columns)
    )


def _list(names: tuple[str, ...]) -> Composed:
    return SQL(", ").join(Identifier(name) for name in names)
