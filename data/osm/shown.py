"""Which of several copies of one object shows: whole before cut, then the newest."""

from datetime import datetime
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from data.osm.derived import touch_derived_of_copies
from data.osm.tables import LAYERS

REMEMBER = """
    CREATE TEMP TABLE IF NOT EXISTS osm_touched (
        osm_type text, osm_id bigint, PRIMARY KEY (osm_type, osm_id)) ON COMMIT DROP;
"""
TOUCH = SQL("""
    INSERT INTO osm_touched SELECT osm_type, osm_id FROM base.{layer} WHERE load_id = %s
    ON CONFLICT DO NOTHING
""")
COPIES = SQL("""
    SELECT osm_type, osm_id, load_id, complete, version, changed_at
    FROM base.{layer} JOIN osm_touched USING (osm_type, osm_id)
""")
WINNERS = SQL("""
    CREATE TEMP TABLE osm_winner ON COMMIT DROP AS
    SELECT DISTINCT ON (osm_type, osm_id) osm_type, osm_id, load_id
    FROM ({copies}) copy JOIN base.load l ON l.id = copy.load_id JOIN source s ON s.id = l.source_id
    ORDER BY osm_type, osm_id, complete DESC, version DESC, changed_at DESC NULLS LAST,
             CASE l.id WHEN %(load)s THEN %(date)s ELSE s.data_date END DESC NULLS LAST, l.id DESC
""")
SHOW = SQL("""
    UPDATE base.{layer} o SET shown = w.load_id = o.load_id
    FROM osm_winner w
    WHERE w.osm_type = o.osm_type AND w.osm_id = o.osm_id AND o.shown <> (w.load_id = o.load_id)
""")


def has_others(connection: Connection[Any], load: int | None) -> bool:
    """Whether another load is there, so that copies of one object can meet."""
    row = connection.execute(
        "SELECT EXISTS (SELECT FROM base.load WHERE id IS DISTINCT FROM %s)", (load,)
    ).fetchone()
    return bool(row and row[0])


def touch(connection: Connection[Any], load: int) -> None:
    """Remember which objects a load holds, before it goes or when it has come."""
    connection.execute(REMEMBER)
    for layer in LAYERS:
        connection.execute(TOUCH.format(layer=Identifier(layer)), (load,))


def settle_shown(
    connection: Connection[Any], load: int | None = None, data_date: datetime | None = None
) -> None:
    """Choose anew among the copies of every object remembered, over all layers together.

    The date of the load that comes now is not in the table of sources yet.
    """
    connection.execute("ANALYZE osm_touched")
    touch_derived_of_copies(connection)
    copies = SQL(" UNION ALL ").join(COPIES.format(layer=Identifier(name)) for name in LAYERS)
    connection.execute("DROP TABLE IF EXISTS osm_winner")
    connection.execute(WINNERS.format(copies=copies), {"load": load, "date": data_date})
    connection.execute("ANALYZE osm_winner")
    for layer in LAYERS:
        connection.execute(SHOW.format(layer=Identifier(layer)))
    connection.execute("DROP TABLE osm_touched")
