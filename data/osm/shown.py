"""Which of several copies of one object shows: whole before cut, then the newest."""

from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from data.osm.tables import LAYERS

OTHERS = """
    SELECT EXISTS (
        SELECT FROM source WHERE kind = 'osm' AND id <> %s AND removed_at IS NULL)
"""
REMEMBER = """
    CREATE TEMP TABLE IF NOT EXISTS osm_touched (
        osm_type text, osm_id bigint, PRIMARY KEY (osm_type, osm_id)) ON COMMIT DROP;
"""
TOUCH = SQL("""
    INSERT INTO osm_touched SELECT osm_type, osm_id FROM base.{layer} WHERE source_id = %s
    ON CONFLICT DO NOTHING
""")
COPIES = SQL("""
    SELECT osm_type, osm_id, source_id, complete, version, changed_at
    FROM base.{layer} JOIN osm_touched USING (osm_type, osm_id)
""")
WINNERS = SQL("""
    CREATE TEMP TABLE osm_winner ON COMMIT DROP AS
    SELECT DISTINCT ON (osm_type, osm_id) osm_type, osm_id, source_id
    FROM ({copies}) copy JOIN source s ON s.id = copy.source_id
    ORDER BY osm_type, osm_id, complete DESC, version DESC, changed_at DESC NULLS LAST,
             CASE s.id WHEN %(source)s THEN %(date)s ELSE s.data_date END DESC NULLS LAST,
             s.imported_at DESC, s.id DESC
""")
SHOW = SQL("""
    UPDATE base.{layer} o SET shown = w.source_id = o.source_id
    FROM osm_winner w
    WHERE w.osm_type = o.osm_type AND w.osm_id = o.osm_id
      AND o.shown <> (w.source_id = o.source_id)
""")


def has_others(connection: Connection[Any], source_id: int) -> bool:
    """Whether another source of OpenStreetMap is there, so that copies can meet."""
    row = connection.execute(OTHERS, (source_id,)).fetchone()
    return bool(row and row[0])


def touch(connection: Connection[Any], source_id: int) -> None:
    """Remember which objects a source holds: before it changes, and after."""
    connection.execute(REMEMBER)
    for layer in LAYERS:
        connection.execute(TOUCH.format(layer=Identifier(layer)), (source_id,))


def settle_shown(
    connection: Connection[Any], source_id: int, data_date: datetime | None = None
) -> None:
    """Choose anew among the copies of every object remembered, over all layers together."""
    connection.execute("ANALYZE osm_touched")
    copies = SQL(" UNION ALL ").join(COPIES.format(layer=Identifier(name)) for name in LAYERS)
    connection.execute("DROP TABLE IF EXISTS osm_winner")
    connection.execute(WINNERS.format(copies=copies), {"source": source_id, "date": data_date})
    connection.execute("ANALYZE osm_winner")
    for layer in LAYERS:
        connection.execute(SHOW.format(layer=Identifier(layer)))
    connection.execute("DROP TABLE osm_touched")
