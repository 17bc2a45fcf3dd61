"""The list of what has been imported."""

from typing import NamedTuple

import psycopg

from data.transaction import dsn


class SourceLine(NamedTuple):
    name: str
    kind: str
    data_date: str
    imported: str
    objects: int


def list_sources(url: str) -> list[SourceLine]:
    """Sources that are there, by name, with how many live objects each has behind our rows."""
    with psycopg.connect(dsn(url)) as connection:
        rows = connection.execute(
            """
            SELECT s.name, s.kind, COALESCE(to_char(s.data_date, 'YYYY-MM-DD'), ''),
                   to_char(s.imported_at, 'YYYY-MM-DD HH24:MI'),
                   (SELECT count(*) FROM source_object o
                    WHERE o.source_id = s.id AND o.gone_at IS NULL)
            FROM source s WHERE s.removed_at IS NULL ORDER BY s.name
            """
        )
        return [SourceLine(*row) for row in rows]
