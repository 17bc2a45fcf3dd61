"""A load's own tables: filled apart, indexed at once, then made part of the layers.

Nobody who draws the map waits for it: the old partitions are emptied row by row and dropped after
the import, when `sweep` finds nobody reading them.
"""

from typing import Any

from psycopg import Connection, errors
from psycopg.sql import SQL, Composed, Identifier

from data.errors import ImportRejected
from data.osm.tables import COPIED, LAYERS, PLACE, Layer

CREATE = SQL("CREATE TABLE {part} (LIKE {whole} INCLUDING DEFAULTS)")
OWN = SQL(
    "ALTER TABLE {part} ALTER load_id SET DEFAULT {load}, ALTER source_id SET DEFAULT {source}"
)
KEY = SQL("ALTER TABLE {part} ADD PRIMARY KEY ({key})")
INDEX = SQL("CREATE INDEX ON {part} USING gist (geom)")
ATTACH = SQL("ALTER TABLE {whole} ATTACH PARTITION {part} FOR VALUES IN ({load})")
COPY = SQL("COPY {part} ({columns}) FROM STDIN")
CREATE_PLACES = """
    CREATE TEMP TABLE osm_place (
        osm_type text, osm_id bigint, version integer, changed_at timestamptz, complete boolean,
        category text, called text, min_area_m2 real, facts jsonb, institution text,
        ownership text, house_number text, street text, postcode text, city text,
        node_ids bigint[], geom geometry(GEOMETRY, 4326)
    ) ON COMMIT DROP
"""
STALE = """
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = 'base_part'::regnamespace AND c.relkind = 'r'
      AND c.relname !~ '_0$'
      AND NOT EXISTS (SELECT FROM base.load l WHERE c.relname ~ ('_' || l.id || '$'))
"""


def begin_load(connection: Connection[Any], source_id: int) -> int:
    """Make the tables of a new load; returns its number."""
    row = connection.execute("SELECT nextval('base.load_id_seq')").fetchone()
    assert row is not None
    load = int(row[0])
    for layer in LAYERS:
        names = {"part": part_name(layer, load), "whole": Identifier("base", layer)}
        connection.execute(CREATE.format(**names))
        connection.execute(OWN.format(**names, load=load, source=source_id))
    connection.execute("DROP TABLE IF EXISTS osm_place")
    connection.execute(CREATE_PLACES)
    return load


def copy_statement(layer: str, load: int) -> Composed:
    columns = SQL(", ").join(Identifier(name) for name in COPIED[layer].columns)
    into = Identifier("osm_place") if layer == PLACE.name else part_name(layer, load)
    return COPY.format(part=into, columns=columns)


def index(connection: Connection[Any], layer: Layer, load: int) -> int:
    """Once the rows are there: far faster than row by row. Returns how many there are.

    Raises ImportRejected where an object comes twice.
    """
    part = part_name(layer.name, load)
    key = SQL(", ").join(Identifier(name) for name in layer.key)
    try:
        connection.execute(KEY.format(part=part, key=key))
    except errors.UniqueViolation as error:
        raise ImportRejected(f"an object comes twice: {error.diag.message_detail}") from error
    if layer.spatial_index:
        connection.execute(INDEX.format(part=part))
    connection.execute(SQL("ANALYZE {part}").format(part=part))
    row = connection.execute(SQL("SELECT count(*) FROM {part}").format(part=part)).fetchone()
    return int(row[0]) if row else 0


def attach(connection: Connection[Any], source_id: int, load: int) -> None:
    """From the commit on, the load is the one that counts of its source."""
    for layer in LAYERS:
        part, whole = part_name(layer, load), Identifier("base", layer)
        connection.execute(ATTACH.format(part=part, whole=whole, load=load))
    connection.execute("INSERT INTO base.load (id, source_id) VALUES (%s, %s)", (load, source_id))


def load_of(connection: Connection[Any], source_id: int) -> int | None:
    row = connection.execute(
        "SELECT id FROM base.load WHERE source_id = %s", (source_id,)
    ).fetchone()
    return int(row[0]) if row else None


def empty(connection: Connection[Any], load: int) -> None:
    """Take a load's rows away without keeping anybody from reading."""
    for layer in LAYERS:
        connection.execute(SQL("DELETE FROM {part}").format(part=part_name(layer, load)))
    connection.execute("DELETE FROM base.sea WHERE load_id = %s", (load,))
    connection.execute("DELETE FROM base.load WHERE id = %s", (load,))


def sweep(connection: Connection[Any]) -> None:
    """Drop what no load needs any more. On an autocommit connection: each drop stands alone."""
    connection.execute("SET lock_timeout = '2s'")
    for (name,) in connection.execute(STALE).fetchall():
        try:
            connection.execute(SQL("DROP TABLE {part}").format(part=Identifier("base_part", name)))
        except errors.LockNotAvailable:
            continue
    connection.execute("RESET lock_timeout")


def part_name(layer: str, load: int) -> Identifier:
    return Identifier("base_part", f"{layer}_{load}")
