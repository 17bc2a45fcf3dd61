"""The temporary tables in which a loader hands over what its file says."""

from collections.abc import Iterable
from typing import Any

from psycopg import Connection

from data.geofa import GeofaPoint
from data.register import RegisterRow

CREATE_PLACES = """
    CREATE TEMP TABLE incoming_place (
        ref text PRIMARY KEY, category text NOT NULL, name text,
        location geometry(Point, 4326) NOT NULL, area geometry(MultiPolygon, 4326),
        entrances geometry(MultiPoint, 4326), facts jsonb NOT NULL DEFAULT '{}'
    ) ON COMMIT DROP
"""
CREATE_INSTITUTIONS = """
    CREATE TEMP TABLE incoming_institution (
        ref text PRIMARY KEY, name text NOT NULL, kind text NOT NULL, ownership text,
        municipality text, address text, postcode text, city text,
        location geometry(Point, 4326) NOT NULL
    ) ON COMMIT DROP
"""


def fill_places(connection: Connection[Any], points: Iterable[GeofaPoint]) -> None:
    """Points without name or area; of two with one `ref` the first stands for both."""
    connection.execute(CREATE_PLACES)
    with connection.cursor() as cursor:
        cursor.executemany(
            """
            INSERT INTO incoming_place (ref, category, location, facts)
            VALUES (%s, %s, ST_SetSRID(ST_MakePoint(%s, %s), 4326),
                    jsonb_strip_nulls(jsonb_build_object('municipality_code', %s::text)))
            ON CONFLICT (ref) DO NOTHING
            """,
            [(p.ref, p.category, p.lon, p.lat, p.municipality_code) for p in points],
        )


def fill_institutions(connection: Connection[Any], rows: Iterable[RegisterRow]) -> None:
    connection.execute(CREATE_INSTITUTIONS)
    with connection.cursor() as cursor:
        cursor.executemany(
            """
            INSERT INTO incoming_institution
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s, ST_SetSRID(ST_MakePoint(%s, %s), 4326))
            """,
            [
                (r.ref, r.name, r.kind, r.ownership, r.municipality, r.address, r.postcode,
                 r.city, r.lon, r.lat)
                for r in rows
            ],
        )  # fmt: skip
