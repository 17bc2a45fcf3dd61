"""The one row that says which map data there are: their version and the area they cover."""

from typing import Any

from psycopg import Connection

REFRESH = """
    WITH osm AS (
        SELECT file_sha256, rules_sha256, coverage FROM source
        WHERE kind = 'osm' AND removed_at IS NULL
    ), summary AS (
        SELECT left(encode(sha256(convert_to(COALESCE(string_agg(
                   file_sha256 || rules_sha256
                       || COALESCE(encode(ST_AsBinary(coverage), 'hex'), ''),
                   ',' ORDER BY file_sha256, rules_sha256), ''), 'UTF8')), 'hex'), 16) AS version,
               ST_Multi(ST_CollectionExtract(ST_Union(coverage), 3)) AS coverage
        FROM osm
    )
    INSERT INTO base.state (id, version, coverage) SELECT 1, version, coverage FROM summary
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, coverage = excluded.coverage
"""


def refresh_state(connection: Connection[Any]) -> None:
    connection.execute(REFRESH)
