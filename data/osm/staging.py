"""Where rows of all layers arrive, by one COPY, while osmium still reads."""

from collections.abc import Iterable
from typing import Any

from psycopg import Connection

from data.osm.layers import Row
from data.osm.lines import OsmObject
from data.osm.text import for_copy

COLUMNS = {
    "osm_type": "text NOT NULL",
    "osm_id": "bigint NOT NULL",
    "version": "integer NOT NULL",
    "changed_at": "timestamptz",
    "complete": "boolean NOT NULL",
    "part": "smallint NOT NULL",
    "layer": "text",
    "kind": "text",
    "name": "text",
    "ref": "text",
    "bridge": "boolean NOT NULL",
    "tunnel": "boolean NOT NULL",
    "link": "boolean NOT NULL",
    "service": "boolean NOT NULL",
    "sidewalk": "boolean NOT NULL",
    "level": "smallint NOT NULL",
    "place_kind": "text",
    "population": "integer",
    "house_number": "text",
    "street": "text",
    "postcode": "text",
    "city": "text",
    "walk": "jsonb",
    "node_ids": "bigint[]",
    "category": "text",
    "called": "text",
    "min_area_m2": "real",
    "facts": "jsonb",
    "institution": "text",
    "ownership": "text",
    "geom": "geometry(GEOMETRY, 4326) NOT NULL",
}
NULL = r"\N"
IDENTITY = 4
EMPTY = {
    name: "f" if kind.startswith("boolean") else "0" if kind.endswith("NOT NULL") else NULL
    for name, kind in list(COLUMNS.items())[IDENTITY:]
} | {"complete": "t"}
CREATE = f"""
    CREATE TEMP TABLE osm_staged ({", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())})
    ON COMMIT DROP
"""
BLOCK_ROWS = 1000


def create_staging(connection: Connection[Any]) -> None:
    connection.execute("DROP TABLE IF EXISTS osm_staged")
    connection.execute(CREATE)


class Staging:
    """An open COPY into `osm_staged`; rows gather until they are worth sending."""

    def __init__(self, copy: Any) -> None:
        self._copy = copy
        self._lines: list[str] = []

    def add(self, thing: OsmObject, rows: Iterable[Row]) -> None:
        self._lines += [_line(thing, row) for row in rows]
        if len(self._lines) > BLOCK_ROWS:
            self.send()

    def send(self) -> None:
        self._copy.write("".join(self._lines))
        self._lines.clear()


def _line(thing: OsmObject, row: Row) -> str:
    if not thing.plain:
        row = {key: for_copy(value) for key, value in row.items()}
    kind = "r" if thing.kind == "a" else thing.kind
    columns = (EMPTY | row).values()
    return "\t".join((kind, thing.id, thing.version, thing.changed_at or NULL, *columns)) + "\n"
