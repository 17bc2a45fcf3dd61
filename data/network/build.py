"""The network of all sources together: made after an import, before its transaction is over.

The files are on the disk first; the row that points to them comes with everything else that the
import brings, or not at all. The last two versions stay, for servers that still walk on the older.
"""

from typing import Any

from psycopg import Connection

from api.files.store import Files
from api.reach.folder import FOLDER, Mapped, write
from data.network.judged import Judge
from data.network.read import read_ways
from data.network.walls import read_walls
from geo.kinds import PLAIN_CROSSING
from geo.weave import NoWays, weave

VERSIONS = 2
NEWEST = "SELECT key FROM base.network ORDER BY id DESC LIMIT 1"
POINT_TO = "INSERT INTO base.network (key) VALUES (%s)"
OLD = """
    DELETE FROM base.network
    WHERE id NOT IN (SELECT id FROM base.network ORDER BY id DESC LIMIT %s)
    RETURNING key
"""
USED = "SELECT key FROM base.network WHERE key IS NOT NULL"


def publish_network(connection: Connection[Any], files: Files) -> None:
    """Weave the network anew and point to it, from the commit on."""
    mapped = _mapped(connection)
    key = write(files, mapped) if mapped else None
    row = connection.execute(NEWEST).fetchone()
    if row is None or row[0] != key:
        connection.execute(POINT_TO, (key,))


def forget_networks(connection: Connection[Any], files: Files) -> None:
    """Take away what no server needs any more. On an autocommit connection."""
    old = {key for (key,) in connection.execute(OLD, (VERSIONS,)) if key}
    used = {key for (key,) in connection.execute(USED)}
    for key in old - used:
        files.delete_folder(f"{FOLDER}/{key}")


def _mapped(connection: Connection[Any]) -> Mapped | None:
    """None where there is nothing to walk on."""
    judge = Judge()
    read = read_ways(connection, judge)
    try:
        network = weave(read.ways, read.marked, plain_crossing=PLAIN_CROSSING)
    except NoWays:
        return None
    walls = read_walls(connection, network.epsg, judge.names)
    return Mapped(
        network=network,
        walls=walls,
        kinds=judge.kinds.all(),
        node_kinds=tuple(judge.node_kinds),
        names=tuple(judge.names),
    )
