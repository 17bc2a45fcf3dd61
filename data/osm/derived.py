"""What follows from the layers: made anew where something came or went, left alone elsewhere."""

from typing import Any

from psycopg import Connection

from data.osm.far import rebuild_far, touch_squares, touch_squares_of_copies
from data.osm.search import rebuild_search
from data.osm.streets import rebuild_streets, touch_streets, touch_streets_of_copies


def touch_derived(connection: Connection[Any], load: int) -> None:
    """Remember what a load has a part in, before it goes or when it has come."""
    touch_streets(connection, load)
    touch_squares(connection, load)


def touch_derived_of_copies(connection: Connection[Any]) -> None:
    """Remember the same of all copies among which is chosen anew."""
    touch_streets_of_copies(connection)
    touch_squares_of_copies(connection)


def rebuild_derived(connection: Connection[Any]) -> None:
    """Make anew what was remembered: streets, what is searched of them, the map from afar."""
    rebuild_streets(connection)
    rebuild_search(connection)
    connection.execute("DROP TABLE osm_street_name")
    rebuild_far(connection)
